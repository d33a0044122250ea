from django.apps import AppConfig


class CounsellingConfig(AppConfig):
    name = "gonghui.services.counselling"
    label = "counselling"
    default_auto_field = "django.db.models.BigAutoField"
