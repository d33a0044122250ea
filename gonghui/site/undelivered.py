"""Messages whose fate nobody knows: the SMS service took them and never said what became of them."""

import argparse
import uuid

from gonghui.primitives import clock
from gonghui.primitives.notices import actions, envelopes

from .bootstrap import operator
from .trouble import CommandTrouble


def notices_arguments(parser: argparse.ArgumentParser) -> None:
    decision = parser.add_mutually_exclusive_group()
    decision.add_argument("--sent", type=uuid.UUID, metavar="ID", help="it arrived: leave it at that")
    decision.add_argument("--again", type=uuid.UUID, metavar="ID", help="it did not arrive: send it again")


def notices(options: argparse.Namespace) -> int:
    """List messages that may or may not have been sent, or decide on one. Nothing is sent twice by itself."""
    if chosen := options.sent or options.again:
        decide(chosen, was_sent=bool(options.sent))
        return 0
    waiting = list(actions.undelivered())
    for one in waiting:
        to = envelopes.opened(one, now=clock.now()).to.masked
        print(f"{one.pk}  {one.due_at:%Y-%m-%d %H:%M} UTC  {to}  {one.template}  {one.provider_id or '-'}")
    print(f"{len(waiting)} to decide on" + ("; look them up at the SMS service" if waiting else ""))
    return 0


def decide(pk: uuid.UUID, *, was_sent: bool) -> None:
    """Raises CommandTrouble."""
    delivery = actions.undelivered().filter(pk=pk).first()
    if delivery is None or not actions.decide_unsure(delivery, was_sent=was_sent, by=operator(), now=clock.now()):
        raise CommandTrouble(f"no message {pk} waits for a decision")
    print("noted as sent" if was_sent else "it will be sent again within seconds")
