"""The addresses of announcements: for workers and officers."""

from django.urls import path

from . import console, member

member_urls = (
    [
        path("", member.home, name="home"),
        path("<uuid:pk>/", member.one, name="one"),
        path("<uuid:pk>/files/<uuid:file>/", member.attachment, name="attachment"),
    ],
    "announcements",
)

console_urls = (
    [
        path("", console.index, name="index"),
        path("new/", console.new, name="new"),
        path("import/", console.bring, name="import"),
        path("<uuid:pk>/", console.one, name="one"),
        path("<uuid:pk>/draft/", console.edit, name="edit"),
        path("<uuid:pk>/removal/", console.remove, name="remove"),
        path("<uuid:pk>/publication/", console.publish, name="publish"),
        path("<uuid:pk>/correction/", console.correct, name="correct"),
        path("<uuid:pk>/pin/", console.pin, name="pin"),
        path("<uuid:pk>/withdrawal/", console.withdraw, name="withdraw"),
        path("<uuid:pk>/copy/", console.copy, name="copy"),
        path("<uuid:pk>/files/", console.attach, name="attach"),
        path("<uuid:pk>/files/<uuid:file>/", console.attachment, name="attachment"),
        path("<uuid:pk>/files/<uuid:file>/removal/", console.detach, name="detach"),
    ],
    "announcements-console",
)
