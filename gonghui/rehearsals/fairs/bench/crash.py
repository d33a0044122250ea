"""Processes killed at random moments while people claim."""

import random
import time
from collections import Counter
from collections.abc import Collection

from gonghui.rehearsals.stage import Site

from . import storm

# Of ten kills, so many hit each. A web process is the rush lane too.
VICTIMS = ("web",) * 4 + ("worker",) * 2 + ("connection",) * 2 + ("server",) + ("database",)
PAUSE = (0.2, 1.5)  # seconds between two kills
MEMBERS_A_KILL = 300
FAULTS = ("lost", "duplicated", "oversold", "ledger_sum_fen", "ledger_faults", "unsent", "sent_twice")


def play(site: Site, kills: int, *, clients: int, spared: Collection[str], patience: float) -> dict[str, object]:
    """The figures of so many kills; messages are waited for `patience` seconds at most."""
    victims = [one for one in VICTIMS if one not in spared]
    raging = storm.Storm(site.port, max(200, kills * MEMBERS_A_KILL))
    killed: Counter[str] = Counter()
    with raging.raging(clients):
        while sum(killed.values()) < kills:
            time.sleep(random.uniform(*PAUSE))  # noqa: S311
            if victim := site.kill(random.choice(victims)):  # noqa: S311
                killed[victim] += 1
                receipts = len(raging.told.receipts)
                site.say(f"kill {sum(killed.values())} of {kills}: {victim}; {receipts} receipts")
    site.say("the storm is over; waiting until everybody was told")
    site.wait()
    return {"kills": sum(killed.values()), "killed": dict(killed)} | storm.checked(
        raging, site.sms_folder, patience=patience
    )
