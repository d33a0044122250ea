from django.urls import path

app_name = "faces"
urlpatterns: list = []
