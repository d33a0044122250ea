from django.apps import AppConfig


class HotlineConfig(AppConfig):
    name = "gonghui.services.hotline"
    label = "hotline"
    default_auto_field = "django.db.models.BigAutoField"
