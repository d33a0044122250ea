"""What the hotline knows of a case beside what was said: where it happened, and in which trade."""

from django.db import models

from gonghui.primitives.casework.models import Case
from gonghui.primitives.people.models import Division, Trade
from gonghui.primitives.rows import Row


class Ticket(Row):
    """工单: by its place and trade it was dispatched."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="ticket")
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    trade = models.CharField(max_length=20, choices=Trade, blank=True)
