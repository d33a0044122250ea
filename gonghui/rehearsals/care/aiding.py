"""Aid in hardship: applied for, visited, decided by two, shown to all, paid; and held against what was decided."""

from typing import Any

from gonghui.kernel.money import Fen
from gonghui.primitives import clock
from gonghui.rehearsals.driver import Browser, fresh

from .cases import Asked, CaseDesk
from .month import Month
from .plan import Fate, Wish
from .planted import account
from .reading_back import lines
from .world import FINANCE, SCALE_OF_AID

FUNDED = Fen(200_000_000)  # each district's fund is given so much
FUNDS, WAITING, PAID = "/console/aid/funds/", "/console/aid/payments/", "/console/aid/payments/made/"
POOR = {"income": 2_400_000, "medical": 1_800_000}  # of a year, in fen: deep hardship
WELL = {"income": 9_000_000, "medical": 0}
SAMES, TWICE = 4, 3  # of so many one confirms their own word first; one applies once more


class AidDesk(CaseDesk):
    """Applications, and the money."""

    def __init__(self, month: Month) -> None:
        super().__init__(month, "aid", "/aid/apply/", ("illness", "income", "schooling", "accident"))
        self.decided: dict[str, Fen] = {}  # by code, as what waits to be paid says it
        self.given = Fen(0)

    def fund(self) -> None:
        """The city gives each district so much, in the console."""
        desk = self.month.desk()
        for union in self.month.city.districts:
            said = {"union": str(union.pk), "amount": FUNDED.yuan, "why": "本级经费"}
            desk.submit(f"{FUNDS}gift/", f"{FUNDS}gift/", said)
            self.given = Fen(self.given + FUNDED)

    # --- applied for

    def words(self, wish: Wish) -> dict[str, Any]:
        money = WELL if wish.fate is Fate.REFUSED else POOR
        me = {"relation": "self", "income": money["income"], "name": self.month.city.workers[wish.asker].person.name}
        said = super().words(wish) | {"members": [me], "medical": money["medical"], "consents": True}
        said |= {"hurt": False, "private_school": False, "study_abroad": False}
        del said["trade"]
        return said | {"account": account(wish.number)}

    def typed(self, wish: Wish) -> dict[str, Any]:
        said = self.words(wish)
        [me] = said.pop("members")
        row = {"relation_1": me["relation"], "name_1": me["name"], "income_1": Fen(me["income"]).yuan}
        flags = dict.fromkeys(("hurt", "private_school", "study_abroad"), "0")
        return said | row | flags | {"medical": Fen(said["medical"]).yuan, "consents": "on"}

    def ask(self, wish: Wish) -> None:
        """Who does not agree to the notice is told why not, and agrees; some apply twice."""
        token, said = self.month.worker(wish), self.words(wish)
        if wish.number % SAMES == 0:
            self.api.call("POST", "/aid/cases", said | {"consents": False}, token=token, key=fresh())
        super().ask(wish)
        if wish.number % TWICE == 0:
            self.api.call("POST", "/aid/cases", said, token=token, key=fresh())

    # --- handled

    def step(self, asked: Asked, item: dict[str, Any]) -> None:
        stage = item["stage"]
        if stage in ("waiting", "visiting"):
            self.officer(asked, "", method="GET")
            words = self.month.plant("家里三口人，药费单子都在")
            self.officer(asked, "visit", {"words": words, "on": clock.date_of(clock.now()).isoformat()})
            self._decide(asked)

    def _decide(self, asked: Asked) -> None:
        """One proposes, another confirms; what the first may not do they are told."""
        wish, refused = asked.wish, asked.wish.fate is Fate.REFUSED
        yes = {"listed_as": "deep", "amount": SCALE_OF_AID["deep"] - 1_000 * (wish.number % 50)}
        no = {"listed_as": "", "amount": 0}
        if refused:
            self._try(asked, "ruling", yes | {"why": self.month.plant("看着困难")})
        why = self.month.plant("收入高于标准" if refused else "收入和药费核对过")
        self.officer(asked, "ruling", (no if refused else yes) | {"why": why})
        if wish.number % SAMES == 0:
            self._try(asked, "confirmation")
        token = self.month.token(self._second(asked))
        path = f"/aid/queue/{asked.id}"
        if wish.fate is Fate.AGAIN and Fate.AGAIN not in asked.done:
            asked.done.add(Fate.AGAIN)
            self.api.send(f"{path}/return", {"why": self.month.plant("药费要再核一遍")}, token=token)
        else:
            self.api.send(f"{path}/confirmation", token=token)

    def _try(self, asked: Asked, what: str, body: Any = None) -> None:
        """What the product says no to."""
        token = self.month.token(self.hand(asked))
        self.api.call("POST", f"/aid/queue/{asked.id}/{what}", body, token=token, key=fresh())

    def _second(self, asked: Asked) -> Any:
        """Another officer of the same union."""
        first, officers = self.hand(asked), self.month.city.officers
        of = next(group for group in officers.values() if first in group)
        return of[(of.index(first) + 1) % len(of)]

    def afternoon(self) -> None:
        super().afternoon()
        finance = self.month.city.finance
        assert finance is not None
        token = self.month.token(finance)
        if waiting := self.api.all_of("/aid/payments", token=token):
            desk = self.month.desk(FINANCE)
            self.decided |= {one["编号"]: one["金额"] for one in lines(desk, WAITING)}
            for one in waiting:
                self._pay(desk, one)

    def _pay(self, desk: Browser, one: dict[str, Any]) -> None:
        page = f"{WAITING}{one['id']}/"
        desk.submit(page, page, {"receipt": f"YH{one['code']}"})

    # --- read back

    def fared(self, asked: Asked) -> str:
        """Who was refused has the reasons too: each no is one more refusal met."""
        if asked.wish.fate is Fate.REFUSED:
            told = self.api.must("GET", f"/aid/cases/{asked.id}/why", token=self.month.worker(asked.wish))
            for one in told["why"]["reasons"]:
                if one["answer"] == "no":
                    self.month.noes.note(one["code"], one)
        return super().fared(asked)

    def money(self) -> tuple[Fen, Fen]:
        """So much was paid; and so much does not match: a payment and what was decided, the ledger and both."""
        desk = self.month.desk(FINANCE)
        paid = {one["编号"]: one["金额"] for one in lines(desk, PAID)}
        funds = lines(desk, FUNDS)
        left, spent = sum(one["还有"] for one in funds), sum(one["已发放"] for one in funds)
        total = sum(paid.values())
        unmatched = sum(abs(self.decided.get(code, 0) - paid.get(code, 0)) for code in {*self.decided, *paid})
        return Fen(total), Fen(unmatched + abs(self.given - left - total) + abs(spent - total))
