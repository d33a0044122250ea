"""The whole site as one ASGI application: the rush lane, and behind it the pages as WSGI in a few threads."""

import sys

from .wsgi import application as pages

# The line above has set Django up: what follows needs it.
from django.conf import settings  # isort: skip

from gonghui.faces import given_up  # isort: skip
from gonghui.faces.front.front import Front  # isort: skip
from gonghui.faces.rush.lane import Lane  # isort: skip
from gonghui.faces.services import product  # isort: skip

from . import at_work  # isort: skip
from .bridge import Bridge  # isort: skip
from .request_bodies import received  # isort: skip
from .installation import collect_seldom  # isort: skip
from .probes import probed  # isort: skip
from .pulse import Asking, Pulse, guarded  # isort: skip

SWITCH_SECONDS = 0.0005  # the lane's loop must not wait for long while threads make pages


sys.setswitchinterval(SWITCH_SECONDS)
at_work.name(at_work.WEB)
asking = Asking()
pulse = Pulse(asking)
site = guarded(received(Bridge(pages, workers=settings.PAGE_THREADS)), pulse.silent, given_up.lately)
application = probed(Lane(product().rush, Front(site), silent=pulse.silent), asking, pulse.silent)
lane_only = probed(Lane(product().rush, None, silent=pulse.silent), asking, pulse.silent)
collect_seldom()
