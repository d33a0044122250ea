"""The product's settings, with two bare views beside its pages: one behind all middleware, one before any."""

from gonghui.site.settings import *  # noqa: F403
from gonghui.site.settings import MIDDLEWARE as _PRODUCTS

ROOT_URLCONF = "gonghui.site.benched.urls"
MIDDLEWARE = ["gonghui.site.benched.bare.before_any", *_PRODUCTS]
