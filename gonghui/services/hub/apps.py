from django.apps import AppConfig


class HubConfig(AppConfig):
    name = "gonghui.services.hub"
    label = "hub"
    default_auto_field = "django.db.models.BigAutoField"
