"""Rounds: who is asked to answer, who may read what came of it, who owes a promise or whether it was kept."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.agenda import rules as heaps
from gonghui.primitives.agenda.actions import Source
from gonghui.primitives.agenda.links import link
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.agenda.querysets import Ids, only

from ... import rules
from ...models import Judged, Pledge, Round, Tally
from ...rules import homes
from .days import DAY, end_of, morning


def _pledges(rounds: Ids, _people: Ids, now: datetime) -> Iterable[Matter]:
    """A round that is over, has an outcome, and about which nothing was promised yet."""
    bare = Round.objects.filter(pledges=None, union__closed_at=None).exclude(pk__in=mute_rounds(now).values("pk"))
    for one in only(bare, pk=rounds).select_related("union").order_by("pk"):
        over = end_of(one.closes_on)
        yield _of_round(one, PLEDGES.key, one.pk, _("看结果，写改进"), shows_from=over, due=over + 30 * DAY)


def mute_rounds(now: datetime) -> QuerySet[Round]:
    """Those that are over and have no outcome to read: too few have answered."""
    return counted().filter(closes_on__lt=timezone.localdate(now), answers__lt=homes.FEWEST)


def counted() -> QuerySet[Round]:
    """Rounds, each with how many `answers` there are."""
    of_round = Tally.objects.filter(round=OuterRef("pk")).order_by().values("question").annotate(all=Sum("many"))
    return Round.objects.annotate(answers=Coalesce(Subquery(of_round.values("all")[:1]), 0))


def _judging(rounds: Ids, people: Ids, now: datetime) -> Iterable[Matter]:
    """Who was asked and has not answered: the same for thousands."""
    lasting = Round.objects.filter(closes_on__gte=timezone.localdate(now), union__closed_at=None)
    for one in only(lasting, pk=rounds).select_related("union").order_by("pk"):
        over = end_of(one.closes_on)
        first = _of_member(one, JUDGING.key, f"给{one.union.name}打个分", _("谁打几分保密"), _("去打分"))
        first.shows_from, first.due, first.until = morning(one.opens_on), over, over
        answered = Judged.objects.filter(round=one, person=OuterRef("person"))
        asked = only(one.invitations.filter(~Exists(answered)), person=people).order_by("person")
        yield from map(first.alike, asked.values_list("person", flat=True))


def _results(rounds: Ids, people: Ids, _now: datetime) -> Iterable[Matter]:
    """What came of a round, for who was asked, as long as it is known who that was."""
    told = counted().filter(told_at__isnull=False, answers__gte=homes.FEWEST, union__closed_at=None)
    for one in only(told, pk=rounds).select_related("union").order_by("pk"):
        title = f"{one.union.name} {one.year} 年会员评家的结果"
        first = _of_member(one, RESULTS.key, title, _("会员怎么看，工会要改什么"), _("去看"))
        first.quiet, first.until = True, end_of(one.closes_on + homes.JUDGED_KEPT)
        asked = only(one.invitations.all(), person=people).order_by("person")
        yield from map(first.alike, asked.values_list("person", flat=True))


def _of_member(held: Round, key: str, title: str, note: str, step: str) -> Matter:
    matter = Matter(subject=held.pk, key=key, queue=heaps.OTHER, title=title, note=note, step=step, icon="star")
    matter.link = link("founding:judge")
    return matter


def _kept(pledges: Ids, _people: Ids, _now: datetime) -> Iterable[Matter]:
    """A promise of a year ago of which nobody said whether it was kept."""
    untold = Pledge.objects.filter(told_at=None, round__union__closed_at=None)
    for one in only(untold, pk=pledges).select_related("round__union").order_by("pk"):
        due = end_of(one.round.closes_on) + 365 * DAY
        yield _of_round(one.round, KEPT.key, one.pk, _("写办没办到"), shows_from=due - 60 * DAY, due=due)


def _of_round(held: Round, key: str, subject: Any, step: str, **times: datetime) -> Matter:
    return Matter(
        subject=subject,
        key=key,
        union_id=held.union_id,
        act=rules.MANAGE.name,
        queue=_("会员评家"),
        title=f"{held.union.name}：{held.year} 年会员评家",
        step=step,
        link=link("founding-console:round", held.pk),
        **times,
    )


PLEDGES = Source("founding.pledges", _pledges)  # subject: the round
JUDGING = Source("founding.judging", _judging)  # the same
RESULTS = Source("founding.results", _results)  # the same
KEPT = Source("founding.kept", _kept)  # the pledge
