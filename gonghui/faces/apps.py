from django.apps import AppConfig


class FacesConfig(AppConfig):
    name = "gonghui.faces"
    label = "faces"
