"""The addresses of the hotline: for workers, and for officers."""

from django.urls import path

from . import console, member
from .pages.cases import CASES

member_urls = (
    [
        path("", member.home, name="home"),
        path("code/", member.code, name="code"),
        *CASES.asker_urls(),
    ],
    "hotline",
)

console_urls = (
    [
        path("desk/", console.desk, name="desk"),
        path("desk/ticket/", console.take, name="take"),
        path("desk/<uuid:pk>/addition/", console.add, name="add"),
        *CASES.handler_urls("cases/"),
    ],
    "hotline-console",
)
