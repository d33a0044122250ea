from django.apps import AppConfig


class JoiningConfig(AppConfig):
    name = "gonghui.services.joining"
    label = "joining"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from gonghui.primitives.people import departures

        from .actions import departing

        departures.told_to(departing)
