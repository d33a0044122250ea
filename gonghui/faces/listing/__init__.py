"""One way to list: one list of columns makes the page, its search, filters, sort, pages, cards, acts and the workbook.

    BOOKINGS = Listing(
        title=_("预订"),
        columns=(
            Column(_("时间"), "booking.window", SPAN, sort="booking.starts"),
            Column(_("房间"), "room.name", sort=True),
            Column(_("预订人"), "booking.holder", MASKED),
        ),
        empty=Empty(_("还没有预订"), icon="calendar-event"),
        filters=(Month("month", _("月份"), "booking.starts", default=this_month),),
        link="hub-console:booking",
        file=_("预订"),
        base="hub/console/base.html",
    )

    @BOOKINGS.page("hub-console:bookings", staff(RECEIVE))
    def listed(request, pk):
        house = scope.one(request, pk)
        return RoomBooking.objects.at(house), scope.on(request, house, "bookings")

See docs/faces.md for the whole of it.
"""

from .acts import Bulk, Empty, Link, RowAct, RowLink
from .columns import FILE, PAGE, Column, Looked, Together
from .filters import Choice, Day, Month, Search, this_month
from .kinds import (
    CODE,
    DAY,
    DUE,
    MASKED,
    MONEY,
    MONO,
    NUMBER,
    PERCENT,
    SAID,
    SPAN,
    TEXT,
    WHEN,
    WRITTEN,
    Kind,
    badge,
    filled,
    states,
)
from .lists import Listing
from .pages import ListPage
from .shown import Shown

__all__ = [
    "CODE", "DAY", "DUE", "FILE", "MASKED", "MONEY", "MONO", "NUMBER", "PAGE", "PERCENT", "SAID", "SPAN", "TEXT",
    "WHEN", "WRITTEN", "Bulk", "Choice", "Column", "Day", "Empty", "Kind", "Link", "ListPage", "Listing", "Looked",
    "Month", "RowAct", "RowLink", "Search", "Shown", "Together", "badge", "filled", "states", "this_month",
]  # fmt: skip
