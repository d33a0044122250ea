from django.apps import AppConfig


class LendingConfig(AppConfig):
    name = "gonghui.primitives.lending"
    label = "lending"
    default_auto_field = "django.db.models.BigAutoField"
