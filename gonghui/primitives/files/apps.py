from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "gonghui.primitives.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"
