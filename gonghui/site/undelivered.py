"""Messages that were not sent, or may not have been: what keeps them, and the operator's word on them."""

import argparse
import uuid

from django.db.models import Q

from gonghui.primitives import clock
from gonghui.primitives.notices import actions, envelopes
from gonghui.primitives.notices.models import Delivery
from gonghui.primitives.notices.outcomes import Unlisted
from gonghui.primitives.notices.querysets import DeliveryQuerySet

from .bootstrap import operator
from .checking import GIVEN_UP
from .trouble import CommandTrouble

UNKNOWN = "unknown"  # a cause without a word
SHOWN = 20  # of one kind, each by itself


def notices_arguments(parser: argparse.ArgumentParser) -> None:
    decision = parser.add_mutually_exclusive_group()
    decision.add_argument("--sent", type=uuid.UUID, metavar="ID", help="it arrived: leave it at that")
    decision.add_argument("--again", type=uuid.UUID, metavar="ID", help="it did not arrive: send it again")
    decision.add_argument("--resend", metavar="CAUSE", help="send again whatever waits for this cause or was given up")


def notices(options: argparse.Namespace) -> int:
    """List messages that wait for something to be mended, were given up, or may not have been sent; or decide on them.

    Nothing is sent twice by itself.
    """
    if options.resend:
        resend(options.resend)
    elif chosen := options.sent or options.again:
        decide(chosen, was_sent=bool(options.sent))
    else:
        held, given_up = Delivery.objects.held(), Delivery.objects.given_up(since=clock.now() - GIVEN_UP)
        listed(held, "wait until the cause is mended, and then go by themselves")
        listed(given_up, f"were given up in the last {GIVEN_UP.days} days")
        waiting = actions.undelivered()
        show(waiting)
        print(f"{waiting.count()} to decide on" + ("; look them up at the SMS service" if waiting else ""))
    return 0


def listed(some: DeliveryQuerySet, words: str) -> None:
    """How many there are for each cause, and the oldest of them."""
    counted = some.by_cause()
    if counted:
        print(f"{sum(counted.values())} {words}:")
        for cause, many in counted.items():
            print(f"  {many:6} {cause}   (--resend {cause.split()[-1] if cause else UNKNOWN})")
        show(some)


def show(some: DeliveryQuerySet) -> None:
    for one in some[:SHOWN]:
        try:
            to = envelopes.opened(one, now=clock.now()).to.masked
        except Exception as error:  # one that cannot be read is listed all the same
            to = type(error).__name__
        print(f"{one.pk}  {one.due_at:%Y-%m-%d %H:%M} UTC  {to}  {one.template}  {one.provider_id or one.error or '-'}")


def resend(cause: str) -> None:
    """What `notices` lists for this very cause, and nothing older. Raises CommandTrouble."""
    reason = "" if cause == UNKNOWN else cause
    since = Q(state="held") | Q(state="failed", due_at__gte=clock.now() - GIVEN_UP)
    found = Delivery.objects.filter(since, Q(error=reason) | Q(error=f"{Unlisted.MARK}{reason}"))
    if not (sent := actions.send_again(found, by=operator(), now=clock.now())):
        raise CommandTrouble(f"nothing waits for {cause}, and nothing was given up for it")
    print(f"{sent} will be sent within seconds")


def decide(pk: uuid.UUID, *, was_sent: bool) -> None:
    """Raises CommandTrouble."""
    delivery, by, now = Delivery.objects.filter(pk=pk).first(), operator(), clock.now()
    decided = delivery is not None and actions.decide_unsure(delivery, was_sent=was_sent, by=by, now=now)
    if not decided and not was_sent:
        decided = bool(actions.send_again(Delivery.objects.filter(pk=pk), by=by, now=now))
    if not decided:
        raise CommandTrouble(f"no message {pk} waits for a decision")
    print("noted as sent" if was_sent else "it will be sent again within seconds")
