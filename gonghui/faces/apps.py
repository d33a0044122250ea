from django.apps import AppConfig


class FacesConfig(AppConfig):
    name = "gonghui.faces"
    label = "faces"

    def ready(self) -> None:
        from . import in_context

        in_context.keep()
