"""What programs do beside applying: help a relative, undo by the slip, settle a conflict, read who left."""

import pytest

from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Employment
from gonghui.services.joining import actions
from gonghui.services.joining.models import Application
from tests.cast import mobile, resident_id


@pytest.fixture
def firm(taiyuan, by, now):
    return people.add_employer(name="并州速递有限公司", area=taiyuan, headcount=40, by=by, now=now)


def typed(union, **more):
    said = {"name": "马师傅", "document_kind": "resident_id", "number": resident_id(902).number, "consents": True}
    return said | {"trade": "lorry_driver", "union": str(union.pk), "mobile": mobile(902).national} | more


def test_a_relative_is_entered_and_undoes_it_by_the_slip(program, lin, works):
    entered = program(lin).post("/joining/helped", typed(works, relation="女儿")).json()
    made = Application.objects.get(pk=entered["id"])
    assert (made.via, made.relation, made.entered_by_id) == ("helper", "女儿", lin.pk)

    wrong = program().post("/joining/slips/undo", {"code": made.code, "tail": "0000"})
    undone = program().post("/joining/slips/undo", {"code": made.code, "tail": "0902"}).json()
    assert wrong.json()["error"]["code"] == "joining.unknown_slip"
    assert undone["state"] == "withdrawn"


def test_where_somebody_works_comes_with_the_application(program, rider, works, firm, as_officer, now):
    asked = typed(works, employer=str(firm.pk), name=rider.name)
    program(rider).post("/joining/applications", asked)
    actions.approve(Application.objects.get(person=rider), by=as_officer, now=now)

    assert Employment.objects.get(person=rider).employer == firm


def test_no_employer_that_there_is_not_is_taken(program, lin, taiyuan):
    nowhere = "01a00000-0000-7000-8000-000000000001"

    assert program(lin).post("/joining/transfers", {"union": str(taiyuan.pk), "employer": nowhere}).status_code == 404
    assert not Application.objects.exists()


def test_either_union_settles_a_conflict(api, program, zhao, rider, applied, su):
    made = applied(rider, document=resident_id(103))
    told = api(zhao)("/joining/conflicts", q="0103").json()["items"]
    assert [(one["id"], one["applicant"], one["rival"]) for one in told] == [(str(made.pk), "古***", "苏**")]
    assert mobile(103).national not in str(told)

    settled = program(zhao).post(f"/joining/conflicts/{made.pk}/settlement", {"same": False})
    assert (settled.status_code, Application.objects.get(pk=made.pk).state) == (200, "returned")
    assert api(zhao)("/joining/conflicts", q="0999").json()["items"] == []


def test_the_old_union_reads_who_left(api, zhao, lin, taiyuan, as_officer, by, now):
    actions.approve(actions.move(lin, taiyuan, by=by, now=now), by=as_officer, now=now)
    told = api(zhao)("/joining/left").json()["items"]

    assert [(one["member"], one["left"], one["joined"]) for one in told] == [("林**", "晋源机械厂工会", taiyuan.name)]
