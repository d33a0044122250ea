from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "gonghui.primitives.casework"
    label = "casework"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from gonghui.primitives.people import departures

        from .actions import leaving

        departures.told_of_offices(leaving)
