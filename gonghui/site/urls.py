"""Every address of the product, from one list of doors."""

from django.urls import include, path

urlpatterns = [
    path("", include("gonghui.faces.urls")),
]
