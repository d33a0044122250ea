"""Joining as a worker meets it: three screens, one to move, a slip without signing in."""

import re

import pytest
from django.urls import reverse

from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Person
from gonghui.services.joining import actions
from gonghui.services.joining.models import Application
from tests.cast import mobile, resident_id

from .conftest import FREE_ID

HOME, UNION, CHECK = (reverse(f"joining:{name}") for name in ("home", "union", "check"))
TYPED = {"name": "古丽·阿依", "document_kind": "resident_id", "number": FREE_ID.number} | {
    "trade": "food_rider",
    "platforms": "小象外卖",
    "consents": "on",
}


CODE = "123456"


@pytest.fixture
def known_code(monkeypatch):
    """Every code that is sent is CODE."""
    monkeypatch.setattr("gonghui.primitives.people.actions.codes.secrets.randbelow", lambda most: int(CODE) % most)


def page(response):
    return response.content.decode()


def test_a_rider_joins_in_three_screens(rider, works, browser):
    phone = browser(rider)

    assert phone.post(HOME, TYPED)["Location"] == UNION
    found = page(phone.get(UNION, {"q": "晋源"}))
    assert works.name in found
    assert phone.post(UNION, {"to": str(works.pk), "why": "own"})["Location"] == CHECK
    assert FREE_ID.number not in page(phone.get(CHECK))
    made = Application.objects.get()
    assert phone.post(CHECK)["Location"] == reverse("joining:one", args=[made.pk])
    shown = page(phone.get(reverse("joining:one", args=[made.pk])))
    assert "等待审核" in shown
    assert "自动转给上级工会" in shown
    assert phone.get(HOME)["Location"] == reverse("joining:one", args=[made.pk])


def test_the_qr_of_a_union_spares_a_screen(rider, works, browser):
    phone = browser(rider)

    assert phone.get(reverse("joining:preselect", args=[works.code]))["Location"] == HOME
    assert f"申请加入：{works.name}" in page(phone.get(HOME))
    assert phone.post(HOME, TYPED)["Location"] == CHECK
    assert Application.objects.get().union == works


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("number", "140105900101001", "15"),
        ("number", FREE_ID.number[:-1] + ("0" if FREE_ID.number[-1] != "0" else "1"), "校验"),
        ("number", "", ""),
        ("name", "李", "一个字"),
        ("name", "李4", "数字"),
        ("consents", "", ""),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_what_was_typed_stays(rider, browser, field, typed, says):
    answer = browser(rider).post(HOME, TYPED | {field: typed})

    assert answer.status_code == 422
    wrong = re.findall(r'k-wrong".*?<span>(.*?)</span>', page(answer), re.DOTALL)
    assert len(wrong) == 1
    assert says in wrong[0]
    assert "小象外卖" in page(answer)
    assert not Application.objects.exists()


def test_what_is_refused_leaves_no_draft(rider, works, browser, program):
    young = resident_id(903, born="20120229")
    asked = {"name": rider.name, "document_kind": "resident_id", "union": str(works.pk), "consents": True}

    assert "十六周岁" in page(browser(rider).post(HOME, TYPED | {"number": young.number}))
    for more, says in (({"number": young.number, "trade": "courier"}, "十六周岁"), ({"trade": "飞行员"}, "飞行员")):
        answer = program(rider).post("/joining/applications", {"number": FREE_ID.number} | asked | more)
        assert says in str(answer.json())
    assert not Application.objects.exists()


def test_who_is_known_is_not_asked_again(qian, browser):
    shown = page(browser(qian).get(HOME))

    assert 'name="number"' not in shown
    assert "钱多福" in shown


def test_nothing_is_asked_of_sex_religion_household_or_education(rider, browser):
    names = set(re.findall(r'name="(\w+)"', page(browser(rider).get(HOME))))

    assert names & set(TYPED) == set(TYPED)
    assert not names & {"sex", "gender", "religion", "household", "education", "nation"}


def test_a_unit_without_a_union_leads_to_the_union_of_its_place_and_says_why(rider, taiyuan, browser, drafted, by, now):
    people.add_employer(name="并州速递有限公司", area=taiyuan, headcount=40, by=by, now=now)
    drafted(rider)
    found = page(browser(rider).get(UNION, {"q": "并州速递"}))

    assert taiyuan.name in found
    assert "上级工会受理" in found


def test_who_has_no_unit_is_led_to_the_online_home_of_the_place(rider, taiyuan, browser, drafted):
    drafted(rider)
    found = page(browser(rider).get(UNION, {"q": "太原市小店区"}))

    assert taiyuan.name in found
    assert "网上会员之家" in found
    assert "没有找到" in page(browser(rider).get(UNION, {"q": "没有这样的单位"}))


def test_a_member_moves_in_one_screen(lin, motors, browser):
    phone = browser(lin)
    at = reverse("joining:transfer")

    assert motors.name in page(phone.get(at, {"q": "平城"}))
    phone.post(at, {"to": str(motors.pk), "why": "own"})
    made = Application.objects.get()
    assert (made.kind, made.union, made.state) == ("transfer", motors, "waiting")
    assert "转会正在办" in page(phone.get(at))
    assert phone.get(HOME)["Location"] == reverse("joining:one", args=[made.pk])


def test_an_application_is_withdrawn_and_a_no_is_appealed(rider, applied, as_officer, browser, now):
    made = applied(rider)
    phone, at = browser(rider), reverse("joining:one", args=[made.pk])

    actions.refuse(made, ground="elsewhere", reason="不是本厂的，请找车队", by=as_officer, now=now)
    assert "不是本厂的，请找车队" in page(phone.get(at))
    phone.post(reverse("joining:appeal", args=[made.pk]), {"reason": "送货两年了"})
    made.refresh_from_db()
    assert (made.state, made.appeal) == ("waiting", "送货两年了")
    phone.post(reverse("joining:withdraw", args=[made.pk]))
    made.refresh_from_db()
    assert made.state == "withdrawn"


def test_somebody_whom_nobody_knows_proves_the_number_and_is_in(browser, works, known_code):
    visitor = browser()
    visitor.post(reverse("joining:newcomer"), {"name": "马小勇", "mobile": mobile(940).national})
    answer = visitor.post(reverse("joining:newcomer-code"), {"code": CODE})

    assert answer["Location"] == HOME
    person = Person.objects.by_mobile(mobile(940)).get()
    assert person.name == "马小勇"
    assert "我是谁" in page(visitor.get(HOME))


def test_who_is_registered_already_is_signed_in_under_the_name_that_is_registered(browser, lin, known_code):
    visitor = browser()
    visitor.post(reverse("joining:newcomer"), {"name": "别的名字", "mobile": mobile(101).national})
    visitor.post(reverse("joining:newcomer-code"), {"code": CODE})

    assert lin.name in page(visitor.get(reverse("faces:mine")))
    assert not Person.objects.filter(name="别的名字").exists()


def test_a_slip_is_followed_and_undone_without_signing_in(entry, as_officer, browser, now):
    made = actions.enter(entry(), via="officer", by=as_officer, now=now)
    visitor, said = browser(), {"code": made.code, "tail": "0902"}

    shown = page(visitor.post(reverse("joining:slip"), said))
    assert "等待审核" in shown
    assert "马师傅" not in shown
    assert visitor.post(reverse("joining:slip"), said | {"tail": "0000"}).status_code == 404
    visitor.post(reverse("joining:undo"), said)
    made.refresh_from_db()
    assert made.state == "withdrawn"


def test_a_relative_enters_it_and_is_named_to_the_person(lin, works, browser):
    helper, at = browser(lin), reverse("joining:help")
    assert f"{at}?union={works.code}" in page(helper.get(at, {"q": "晋源"}))
    form = page(helper.get(at, {"union": works.code}))
    assert f'name="union_code" value="{works.code}"' in form
    typed = TYPED | {"name": "马师傅", "number": resident_id(902).number, "mobile": mobile(902).national}
    typed |= {"relation": "女儿", "union_code": works.code}
    assert "没有这个代码的工会" in page(helper.post(at, typed | {"union_code": "没有"}))
    answer = helper.post(at, typed)

    made = Application.objects.get()
    assert made.code[:3] in page(answer)
    assert "女儿" in page(browser(made.person).get(reverse("joining:one", args=[made.pk])))
