"""The whole site as one ASGI application: the rush lane, and behind it the pages as WSGI in a few threads."""

from a2wsgi import WSGIMiddleware

from .wsgi import application as pages

# The line above has set Django up: what follows needs it.
from django.conf import settings  # isort: skip

from gonghui.faces.rush.lane import Lane  # isort: skip

from .doors import RUSH  # isort: skip

application = Lane(RUSH, WSGIMiddleware(pages, workers=settings.PAGE_THREADS))
lane_only = Lane(RUSH, None)
