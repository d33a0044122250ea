"""The tree of unions: founded under a parent, moved whole, closed empty."""

import pytest
from django.db import IntegrityError, transaction

from gonghui.kernel.credit_code import CreditCode
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Role, Union
from gonghui.primitives.people.refusals import (
    AlreadyInOffice,
    CreditCodeTaken,
    NotInOffice,
    UnderItself,
    UnionClosed,
    UnionCodeTaken,
    UnionHasMembers,
    UnionHasUnions,
)
from gonghui.primitives.people.rules import BadUnionCode, TreeTooDeep, WrongLevel
from tests.rush import rush


def test_a_union_stands_under_its_parent(works, taiyuan, province):
    assert works.parent == taiyuan
    assert works.path == "SX.TY.TY-JY."
    assert works.division.name == "晋源区"
    assert journal.entries_of(works).get().act == "people.found_union"


def test_a_code_is_upper_case_and_plain(found, province):
    assert found(" lf ", "临汾市总工会", "city", province).code == "LF"
    with pytest.raises(BadUnionCode):
        found("L.F", "临汾市总工会", "city", province)


def test_a_code_belongs_to_one_union_wherever_it_stands(found, taiyuan, datong):
    found("JZ", "剧装厂工会", "grassroots", taiyuan)

    with pytest.raises(UnionCodeTaken):
        found("JZ", "机制厂工会", "grassroots", datong)


def test_a_credit_code_belongs_to_one_union(found, taiyuan, datong, by, now):
    code = CreditCode.parse("81450100MC0123456N")

    def with_code(union_code, parent):
        return people.found_union(
            code=union_code,
            name="某厂工会",
            kind="grassroots",
            parent=parent,
            division=None,
            credit_code=code,
            by=by,
            now=now,
        )

    assert with_code("A1", taiyuan).credit_code == "81450100MC0123456N"
    with pytest.raises(CreditCodeTaken):
        with_code("A2", datong)


def test_a_union_gets_its_code_with_its_certificate_and_no_two_the_same(works, motors, by, now):
    first, second = CreditCode.parse("81450100MC0123456N"), CreditCode.parse("81140100MC00000775")
    assert people.set_credit_code(works, first, by=by, now=now).credit_code == str(first)
    with pytest.raises(CreditCodeTaken):
        people.set_credit_code(motors, first, by=by, now=now)
    for _twice in range(2):
        people.set_credit_code(works, second, by=by, now=now)
    entries = journal.entries_of(works).filter(act="people.set_credit_code")
    assert [entry.facts["after"] for entry in entries] == [str(second), str(first)], "said again it is no act"
    people.set_credit_code(motors, first, by=by, now=now)


def test_a_city_does_not_stand_under_a_factory(found, works):
    with pytest.raises(WrongLevel):
        found("XX", "某市总工会", "city", works)


def test_a_grassroots_union_does_not_stand_under_another_but_a_group_does(found, works):
    with pytest.raises(WrongLevel):
        found("XX", "二车间工会", "grassroots", works)
    assert found("XZ", "二车间工会小组", "group", works).path == "SX.TY.TY-JY.XZ."


def test_a_branch_moves_with_everything_below(found, works, taiyuan, datong, by, now):
    group = found("XZ", "二车间工会小组", "group", works)

    moved = people.move_union(works, datong, by=by, now=now)

    group.refresh_from_db()
    assert (moved.parent, moved.path, group.path) == (datong, "SX.DT.TY-JY.", "SX.DT.TY-JY.XZ.")
    assert list(Union.objects.under([taiyuan])) == [taiyuan]


def test_a_branch_does_not_move_under_itself(taiyuan, works, by, now):
    for below in (taiyuan, works):
        with pytest.raises(UnderItself):
            people.move_union(taiyuan, below, by=by, now=now)


def test_a_branch_does_not_move_under_a_lower_or_closed_union(works, motors, yangquan, by, now):
    with pytest.raises(WrongLevel):
        people.move_union(works, motors, by=by, now=now)
    people.close_union(yangquan, by=by, now=now)
    with pytest.raises(UnionClosed):
        people.move_union(works, yangquan, by=by, now=now)


def test_a_path_has_an_end(db, found):
    above = None
    for level, kind in enumerate(["national", "province", "city", "district", "township", "joint", "grassroots"]):
        above = found(f"{level}" + "X" * 19, "某工会", kind, above)
    assert len(above.path) == 7 * 21
    Union.objects.filter(pk=above.pk).update(path="Y" * 210 + "." + above.code + ".")
    above.refresh_from_db()
    with pytest.raises(TreeTooDeep):
        found("Z" * 10, "某小组", "group", above)


def test_the_database_holds_a_path_to_its_code(works):
    with pytest.raises(IntegrityError), transaction.atomic():
        Union.objects.filter(pk=works.pk).update(path="SX.TY.OTHER.")


def test_a_union_with_members_is_not_closed(works, lin, by, now):
    with pytest.raises(UnionHasMembers):
        people.close_union(works, by=by, now=now)


def test_a_union_with_unions_is_not_closed(taiyuan, works, by, now):
    with pytest.raises(UnionHasUnions):
        people.close_union(taiyuan, by=by, now=now)
    people.close_union(works, by=by, now=now)
    people.close_union(taiyuan, by=by, now=now)


def test_a_closed_union_takes_no_union_no_officer_and_no_second_closing(found, taiyuan, qian, by, now):
    people.close_union(taiyuan, by=by, now=now)

    with pytest.raises(UnionClosed):
        found("XX", "某厂工会", "grassroots", taiyuan)
    with pytest.raises(UnionClosed):
        people.appoint(qian, taiyuan, Role.OFFICER, by=by, now=now)
    with pytest.raises(UnionClosed):
        people.close_union(taiyuan, by=by, now=now)


def test_the_offices_of_a_closed_union_end(wu, taiyuan, by, now):
    people.close_union(taiyuan, by=by, now=now)

    assert not wu.offices.open_at(now).exists()


def test_a_role_is_held_once_and_may_be_given_again(wu, taiyuan, by, now):
    with pytest.raises(AlreadyInOffice):
        people.appoint(wu, taiyuan, Role.OPERATOR, by=by, now=now)
    office = wu.offices.get()
    people.dismiss(office, by=by, now=now)
    with pytest.raises(NotInOffice):
        people.dismiss(office, by=by, now=now)
    assert people.appoint(wu, taiyuan, Role.OPERATOR, by=by, now=now)


@pytest.mark.django_db(transaction=True)
@pytest.mark.race
def test_two_branches_moved_under_each_other_never_make_a_ring(found, province, by, now):
    first, second = found("A", "甲市", "city", province), found("B", "乙市", "city", province)
    below_first, below_second = found("A1", "甲县", "district", first), found("B1", "乙县", "district", second)
    Union.objects.filter(pk__in=[first.pk, second.pk]).update(kind="industry")  # may stand under a district
    moves = [(first, below_second), (second, below_first)]

    answers = rush(lambda n: people.move_union(*moves[n], by=by, now=now), 2)

    assert sum(isinstance(answer, UnderItself) for answer in answers) == 1
    for union in Union.objects.select_related("parent"):
        assert union.path == (union.parent.path if union.parent else "") + union.code + "."


@pytest.mark.django_db(transaction=True)
@pytest.mark.race
def test_a_union_founded_under_a_branch_on_the_move_goes_with_it(found, works, datong, by, now):
    def act(number: int) -> object:
        if number == 3:
            return people.move_union(works, datong, by=by, now=now)
        return found(f"G{number}", "小组", "group", works, "140110")

    rush(act, 6)

    assert works.children.count() == 5
    assert {group.path for group in works.children.all()} == {f"SX.DT.TY-JY.G{n}." for n in (0, 1, 2, 4, 5)}
