"""How far it is, as people say it: the one way for every page and message."""

from django.utils.translation import gettext as _

from gonghui.kernel.geo import kilometres


def far(metres: float | None) -> str:
    """ "350 米", "1.2 公里", "48 公里"; "" when nobody asked from anywhere."""
    if metres is None:
        return ""
    if metres < 1000:
        return _("%(n)s 米") % {"n": max(10, round(metres / 10) * 10)}
    return _("%(n)s 公里") % {"n": kilometres(metres)}
