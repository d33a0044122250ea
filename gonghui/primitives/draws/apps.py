from django.apps import AppConfig


class DrawsConfig(AppConfig):
    name = "gonghui.primitives.draws"
    label = "draws"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from gonghui.primitives.admission import turns_to_come as asked

        from . import turns_to_come

        asked.told_by(turns_to_come)
