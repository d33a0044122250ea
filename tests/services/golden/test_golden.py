"""Every benefit answers each person of the golden set as the rule does, boundaries included."""

from datetime import date

from gonghui.kernel.money import Fen
from gonghui.services.aid.rules.hardship import HARDSHIP, Line, class_of
from gonghui.services.aid.rules.hardship import Facts as Hardship
from gonghui.services.aid.rules.household import AMOUNTS, Household, Member, formula
from gonghui.services.fairs import rules as fairs
from gonghui.services.joining.rules.eligibility import JOINING, Facts

from .reading import cases, differs, said_whole


def day(text):
    return date.fromisoformat(text) if text else None


def test_who_may_join():
    wrong = {}
    for case in cases("joining"):
        facts = Facts(
            works=case["works"] == "1", willing=case["willing"] == "1", identified=case["identified"] == "1",
            member_of="大同市总工会" if case["elsewhere"] == "1" else "", same_union=case["same"] == "1",
            moves=case["moves"] == "1", open_union=case["open"] == "1", union="太原市总工会",
            in_conflict=case["conflict"] == "1", born_on=day(case["born"]),
        )  # fmt: skip
        found = JOINING.judge(facts, on=day(case["on"]))
        wrong[case["who"]] = differs(case, found, lambda one: one.code.removeprefix("joining.")) or not said_whole(
            found
        )
    assert {who: what for who, what in wrong.items() if what} == {}
    assert len(wrong) > 100


def test_who_may_take_part_in_a_fair():
    wrong = {}
    for case in cases("taking_part"):
        mine = fairs.Belonging("太原一厂工会", case["mine"], day(case["since"])) if case["mine"] else None
        terms = fairs.Terms("山西省总工会", case["theirs"], day(case["limit"]), date(2026, 5, 1))
        found = fairs.TAKING_PART.judge(fairs.Asker(mine, terms), on=date(2026, 5, 20))
        wrong[case["who"]] = differs(case, found, lambda one: one.held.missing[0]) or not said_whole(found)
        refused = fairs.qualifies(mine, terms)  # what the sign-up raises
        wrong[case["who"]] = wrong[case["who"]] or (refused.code if refused else "") != case["first_no"]
    assert {who: what for who, what in wrong.items() if what} == {}
    assert len(wrong) > 100


def said(text):
    return {"": None, "1": True, "0": False}[text]


def test_who_is_a_worker_in_hardship():
    wrong = {}
    for case in cases("hardship"):
        rest = [Member("child", Fen(0)) for _ in range(int(case["people"]) - 1)]
        home = Household(
            (Member("self", Fen(int(case["income"]))), *rest), hurt=said(case["hurt"]),
            private_school=said(case["private"]), study_abroad=said(case["abroad"]),
            **{name: Fen(int(case[name])) for name in AMOUNTS},
        )  # fmt: skip
        on, line = day(case["on"]), case["line"]
        standard = Line(Fen(int(line)), "太原市", "太原市民政局", date(2026, 1, 1), weak=False) if line else None
        asker = Hardship(
            home, formula(case["place"], on=on), standard, said(case["works"]), said(case["migrant"]),
            day(case["since"]),
        )  # fmt: skip
        found = HARDSHIP.judge(asker, on=on)
        what = differs(case, found, lambda one: one.code.removeprefix("aid."))
        if class_of(found) != case["class"]:
            what["class"] = case["class"], class_of(found)
        wrong[case["who"]] = what or not said_whole(found)
    assert {who: what for who, what in wrong.items() if what} == {}
    assert len(wrong) > 250


def test_there_are_five_hundred_of_them():
    assert sum(len({case["who"] for case in cases(name)}) for name in ("joining", "taking_part", "hardship")) >= 500
