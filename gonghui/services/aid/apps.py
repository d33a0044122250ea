from django.apps import AppConfig


class AidConfig(AppConfig):
    name = "gonghui.services.aid"
    label = "aid"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from gonghui.primitives.draws import need_lists

        from .pages.listed import in_need

        need_lists.register(in_need)
