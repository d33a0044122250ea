"""The settings of the bench with eight invented slices more."""

from gonghui.site.benched.settings import *  # noqa: F403

PRODUCT = "gonghui.site.benched.invented"
