"""One way to list: what a list's page, its address, its workbook and its acts answer."""

import io
import re
from dataclasses import replace
from datetime import datetime, timedelta

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gonghui.faces.listing import NUMBER, Column, Listing, Looked, files
from gonghui.faces.models import SavedView
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Role, Union
from gonghui.primitives.rows import insert_many
from tests.cast import SHANGHAI

from . import listed

MINUTE = timedelta(minutes=1)
UNIONS, LINES = "/console/tests/unions/", "/console/tests/lines/"


@pytest.fixture(autouse=True)
def addresses(settings):
    settings.ROOT_URLCONF = "tests.faces.listed"


@pytest.fixture
def officer(as_person, zhao, works, motors):
    """Zhao's browser: the province's officer, with seven unions below."""
    return as_person(zhao)


@pytest.fixture
def grow(province, now):
    """Founds many at once: `grow(30)` makes 分会00001 …, below the province, each a minute after the other."""

    def grown(many, name="分会{:05}", code="G{:05}", **fields):
        made = {"kind": "group", "parent": province} | fields
        codes = [(nth, code.format(nth)) for nth in range(1, many + 1)]
        rows = [
            Union(
                name=name.format(nth), code=each, path=f"{province.path}{each}.", created_at=now - nth * MINUTE, **made
            )
            for nth, each in codes
        ]
        insert_many(rows)

    return grown


def text(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def names(page):
    """What stands first in each row."""
    return re.findall(r'<th scope="row" role="rowheader"><a href="[^"]*">([^<]*)</a>', page)


def sheet(response):
    """The workbook's heads and rows."""
    page = openpyxl.load_workbook(io.BytesIO(response.getvalue())).active
    heads, *rows = page.values
    return heads, rows, page


@pytest.mark.django_db
class TestThePage:
    def test_it_shows_the_rows_in_the_lists_order(self, officer):
        page = text(officer.get(UNIONS))
        assert names(page) == [
            "山西省总工会", "大同市总工会", "平城电机厂工会", "太原市总工会", "晋源机械厂工会",
        ]  # fmt: skip
        assert "共 5 家" in page

    def test_a_phone_is_told_what_each_cell_is(self, officer):
        page = text(officer.get(UNIONS))
        assert '<td role="cell" class="k-num" data-label="下级">2</td>' in page
        assert 'tabindex="0" role="group" aria-label="表格，可左右滑动"' in page

    def test_values_are_shown_by_their_kind(self, officer):
        page = text(officer.get(UNIONS))
        for shown in ("5,600.50", "12.5%", 'k-badge-good"', '<span class="k-under k-mono">TY</span>', "已超时"):
            assert shown in page

    def test_what_is_missing_on_the_way_is_an_empty_cell(self, officer):
        assert '<td role="cell" data-label="上级"></td>' in text(officer.get(UNIONS))

    def test_what_somebody_typed_is_no_markup(self, officer, taiyuan):
        Union.objects.filter(pk=taiyuan.pk).update(name="<script>alert(1)</script>")
        page = text(officer.get(UNIONS))
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page

    def test_acts_stand_in_the_rows_they_are_open_for(self, officer):
        page = text(officer.get(UNIONS))
        assert page.count(">看</a>") == 4, "the province has no such link"
        assert "关闭太原市总工会？" in page
        assert '<input type="hidden" name="code" value="TY-JY">' in page
        keys = re.findall(r'name="key" value="([^"]+)"', page)
        assert (len(keys), len(set(keys))) == (11, 11), "two in five rows, one of many: each has its own"

    def test_who_may_not_act_sees_no_act(self, as_person, sun, works):
        page = text(as_person(sun).get(UNIONS))
        assert "直接办" in page
        assert "关闭" not in page
        assert "data-pick" not in page

    def test_a_page_is_asked_of_its_own_guard(self, as_person, wu):
        assert as_person(wu).get(UNIONS).status_code == 403


@pytest.mark.django_db
class TestSorting:
    def test_a_column_sorts_both_ways_and_says_so(self, officer):
        rising, falling = (text(officer.get(UNIONS, {"sort": sort})) for sort in ("name", "-name"))
        assert names(rising) == sorted(names(rising))
        assert names(falling) == names(rising)[::-1]
        assert 'aria-sort="ascending"' in rising
        assert 'aria-sort="descending"' in falling
        assert "sort=-name" in rising, "the next touch turns it round"

    @pytest.mark.parametrize("sort", ["parent.name", "-parent.name"])
    def test_what_is_empty_stands_last_either_way(self, officer, sort):
        assert names(text(officer.get(UNIONS, {"sort": sort})))[-1] == "山西省总工会"

    @pytest.mark.parametrize("sort", ["path", "password", "-", "name__x", "name;drop", "parent.path"])
    def test_what_is_no_column_leaves_the_lists_own_order(self, officer, sort):
        page = text(officer.get(UNIONS, {"sort": sort}))
        assert names(page) == names(text(officer.get(UNIONS)))
        assert "aria-sort" not in page

    def test_no_row_is_on_two_pages_however_alike_they_are(self, officer, grow):
        grow(70, name="同名分会")
        links = set()
        for page in range(1, 5):
            links |= set(
                re.findall(r'rowheader"><a href="([^"]*)"', text(officer.get(UNIONS, {"sort": "name", "page": page})))
            )
        assert len(links) == 75


@pytest.mark.django_db
class TestTheAddress:
    @pytest.mark.parametrize(
        ("name", "nonsense"),
        [
            ("page", "-1"), ("page", "abc"), ("page", "9" * 5000), ("page", "²"), ("page", "0"), ("page", "99999999"),
            ("sort", "x" * 5000), ("q", "长" * 5000), ("q", "%"), ("q", "\ud800".encode("utf-8", "surrogatepass")),
            ("kind", "x" * 5000), ("top", "'; --"), ("on", "9999-99-99"), ("on", "0001-01-01"), ("on", "²" * 5000),
            ("month", "2026-13"), ("month", "x"), ("stranger", "y" * 5000), ("export", ""),
        ],
    )  # fmt: skip
    def test_nonsense_is_harmless_and_not_repeated(self, officer, name, nonsense):
        response = officer.get(UNIONS, {name: nonsense})
        assert response.status_code == 200
        assert "y" * 61 not in response.content.decode()
        assert len(response.content) < len(officer.get(UNIONS).content) + 12_000

    @pytest.mark.parametrize(("page", "number"), [("-1", 1), ("abc", 1), ("2", 2), ("99", 4), ("9" * 50, 1)])
    def test_a_page_that_is_not_there_is_the_first_or_the_last(self, officer, grow, page, number):
        grow(70)
        assert f"第 {number} / 4 页，共 75 条" in text(officer.get(UNIONS, {"page": page}))

    def test_filters_narrow_and_stay_in_every_link(self, officer, grow):
        grow(45)
        page = text(officer.get(UNIONS, {"q": "分会", "kind": "group", "sort": "-name"}))
        assert "共 45 家" in page
        links = re.findall(r'href="(\?[^"]*)"', page)
        kept = [link for link in links if "q=%E5%88%86%E4%BC%9A" in link and "kind=group" in link]
        assert [link for link in kept if "page=2" in link and "sort=-name" in link]
        assert [link for link in kept if "export=xlsx" in link and "sort=-name" in link]
        assert [link for link in kept if "sort=parent.name" in link and "page" not in link]
        assert "?sort=-name" in links, "whoever wants to see all keeps the order"

    def test_a_choice_is_one_of_those_offered(self, officer):
        assert len(names(text(officer.get(UNIONS, {"kind": "city"})))) == 2
        assert len(names(text(officer.get(UNIONS, {"kind": "town"})))) == 5
        assert names(text(officer.get(UNIONS, {"top": "none"}))) == ["山西省总工会"]

    def test_words_are_found_in_either_script(self, officer):
        assert names(text(officer.get(UNIONS, {"q": "機械廠"}))) == ["晋源机械厂工会"]

    @pytest.mark.parametrize("words", ["机械 晋源", "晋源　機械", "ＴＹ 机械厂"])
    def test_every_word_is_found_wherever_it_stands(self, officer, words):
        assert names(text(officer.get(UNIONS, {"q": words}))) == ["晋源机械厂工会"]
        assert names(text(officer.get(UNIONS, {"q": f"{words} 没有的"}))) == []

    def test_a_day_and_a_month_of_moments(self, officer, taiyuan):
        Union.objects.filter(pk=taiyuan.pk).update(created_at=datetime(2026, 3, 31, 23, 59, tzinfo=SHANGHAI))
        for asked in ({"on": "2026-03-31"}, {"month": "2026-03"}, {"month": "2026-03-07"}):
            assert names(text(officer.get(UNIONS, asked))) == ["太原市总工会"]
        assert names(text(officer.get(UNIONS, {"on": "2026-04-01"}))) == []


@pytest.mark.django_db
class TestTheWorkbook:
    def test_it_holds_what_is_filtered_as_it_is_sorted_and_all_of_it(self, officer, grow):
        grow(45)
        asked = {"q": "分会", "sort": "-name", "page": "2"}
        heads, rows, _page = sheet(officer.get(UNIONS, asked | {"export": "xlsx"}))
        assert [row[0] for row in rows] == [f"分会{nth:05}" for nth in range(45, 0, -1)]
        assert heads[:2] == ("名称", "代码"), "what stands under a column has one of its own"
        assert "办理" not in heads

    def test_values_are_cells_of_their_own_type(self, officer, taiyuan, now):
        Union.objects.filter(pk=taiyuan.pk).update(created_at=now - timedelta(days=1))
        heads, [row], page = sheet(officer.get(UNIONS, {"q": "太原", "export": "xlsx"}))
        cells = dict(zip(heads, row, strict=True))
        assert cells["层级"] == "市级总工会"
        assert cells["期间 开始"] == datetime(2026, 5, 19, 10, 0)  # noqa: DTZ001 - a sheet knows no zones
        assert cells["期间 结束"] > cells["期间 开始"]
        assert (cells["下级"], cells["经费"], cells["比例"]) == (1, 5600.5, 0.125)
        assert cells["成立"] == datetime(2026, 5, 19)  # noqa: DTZ001
        assert cells["信用代码"] is None
        formats = {head: page.cell(2, nth).number_format for nth, head in enumerate(heads, 1)}
        assert (formats["经费"], formats["比例"], formats["成立"]) == ("#,##0.00", "0.00%", "yyyy-mm-dd")

    def test_text_that_looks_like_a_formula_stays_text(self, officer, taiyuan):
        Union.objects.filter(pk=taiyuan.pk).update(name="=1+1")
        _heads, rows, page = sheet(officer.get(UNIONS, {"kind": "city", "sort": "name", "export": "xlsx"}))
        assert rows[0][0] == "'=1+1"
        assert page["A2"].data_type == "s"

    def test_its_name_is_said_with_what_is_chosen(self, officer):
        response = officer.get(UNIONS, {"kind": "city", "month": "2026-05", "q": "某人", "export": "1"})
        wanted = "filename*=UTF-8''%E5%B7%A5%E4%BC%9A%20%E5%90%8D%E5%8D%95%202026-05%20%E5%B8%82%E7%BA%A7"
        assert wanted in response["Content-Disposition"]
        assert "%E6%9F%90%E4%BA%BA" not in response["Content-Disposition"]

    def test_it_speaks_the_readers_script(self, officer):
        officer.cookies["django_language"] = "zh-hant"
        heads, rows, _page = sheet(officer.get(UNIONS, {"kind": "city", "export": "xlsx"}))
        assert heads[0] == "名稱"
        assert rows[0][2] == "市級總工會"

    def test_rows_are_read_in_portions_and_big_files_lie_on_the_disk(self, officer, grow, monkeypatch):
        grow(30_000)
        with CaptureQueriesContext(connection) as few:
            officer.get(UNIONS, {"q": "G0000", "export": "xlsx"})
        with CaptureQueriesContext(connection) as many:
            response = officer.get(UNIONS, {"export": "xlsx"})
            _heads, rows, _page = sheet(response)
        assert len(rows) == 30_005
        assert response.streaming
        assert len(many) - len(few) == 30_005 // files.AT_ONCE, "one look-up for each portion"


@pytest.mark.django_db
def test_ten_thousand_rows_take_as_many_queries_as_ten(officer, grow, django_assert_num_queries):
    grow(5)
    officer.get(UNIONS)
    with CaptureQueriesContext(connection) as few:
        assert len(names(text(officer.get(UNIONS)))) == 10
    grow(10_000, code="H{:05}")
    with CaptureQueriesContext(connection) as many:
        assert len(names(text(officer.get(UNIONS)))) == 20
    assert len(many) == len(few)


@pytest.mark.django_db
class TestEmpty:
    def test_a_list_without_a_row_says_the_next_step_to_who_may_take_it(self, officer, as_person, sun):
        below = "/console/tests/below/TY-JY/"
        page = text(officer.get(below))
        assert "还没有工会" in page
        assert page.count(">新建</a>") == 2, "beside the title, and where the rows will be"
        assert 'type="search" name="q" value=""' not in page.split("<main")[1]
        assert ">新建</a>" not in text(as_person(sun).get(below))

    def test_filters_that_find_nothing_are_another_thing(self, officer):
        page = text(officer.get(UNIONS, {"q": "没有的"}))
        assert "没有找到工会" in page
        assert "还没有工会" not in page
        assert 'href="?"' in page
        assert 'value="没有的"' in page

    def test_filters_of_an_empty_list_change_nothing(self, officer):
        assert "还没有工会" in text(officer.get("/console/tests/below/TY-JY/", {"q": "没有的"}))


@pytest.mark.django_db
class TestManyRows:
    def picked(self, *codes):
        return [str(Union.objects.get(code=code).pk) for code in codes]

    def test_each_by_itself_refusals_named_the_rest_done(self, officer, grow):
        grow(9)
        rows = self.picked(*(f"G{nth:05}" for nth in range(1, 10)))
        page = text(officer.post(UNIONS, {"bulk": "close", "row": rows}))
        assert "关闭：办好 6 条" in page
        assert "没有办成的 3 条" in page
        assert "正在换届" in page
        assert Union.objects.open().filter(code__startswith="G").count() == 3
        assert re.findall(r"<li>\s*<b>([^<]*)</b>", page) == ["分会00003", "分会00006", "分会00009"]

    def test_repeated_it_does_no_harm(self, officer, grow):
        grow(2)
        rows = self.picked("G00001", "G00002")
        first = officer.post(
            UNIONS, {"bulk": "close", "row": rows}, headers={"Referer": f"http://testserver{UNIONS}?q=a"}
        )
        assert (first.status_code, first["Location"]) == (303, f"{UNIONS}?q=a")
        closed = set(Union.objects.filter(code__startswith="G").values_list("closed_at", flat=True))
        again = text(officer.post(UNIONS, {"bulk": "close", "row": rows}))
        assert "2 条已经不在可以办理的行里" in again
        assert set(Union.objects.filter(code__startswith="G").values_list("closed_at", flat=True)) == closed

    @pytest.mark.parametrize("row", ["", "x", "0" * 5000, "00000000-0000-0000-0000-000000000000", "\x00"])
    def test_what_is_no_row_of_the_list_is_no_row(self, officer, row):
        assert "1 条已经不在可以办理的行里" in text(officer.post(UNIONS, {"bulk": "close", "row": row}))

    def test_nothing_picked_and_no_reason_are_refused_on_the_page(self, officer, grow):
        grow(1)
        for sent, code in (({}, "faces.nothing_picked"), ({"row": self.picked("G00001")}, "faces.reason_missing")):
            response = officer.post(UNIONS, {"bulk": "rename", "reason-rename": " ", **sent})
            assert response.status_code == 422
            assert response.context["refusal"].code == code
            assert names(response.content.decode())
        assert Union.objects.get(code="G00001").closed_at is None

    def test_one_thing_is_made_of_all_that_were_picked_or_nothing(self, officer, grow):
        grow(2)
        rows = self.picked("G00001", "G00002")
        sent = {"bulk": "gather", "row": rows, "reason-gather": "合办会", "key": "0190c0de-0000-7000-8000-000000000001"}
        answer = officer.post(UNIONS, sent, follow=True)
        assert (answer.redirect_chain[0], "合办会：2" in text(answer)) == ((LINES, 303), True)
        missing = officer.post(UNIONS, sent | {"row": [*rows, "00000000-0000-0000-0000-000000000000"]})
        assert (missing.status_code, missing.context["refusal"].code) == (409, "faces.some_gone")
        assert officer.post(UNIONS, sent | {"row": rows[:1]}).context["refusal"].code == "tests.busy"
        page = text(officer.get(UNIONS))
        assert "逐条办理" in page.split("关闭选中的工会？")[1].split("</details>")[0]
        assert "逐条办理" not in page.split("一起办？")[1].split("</details>")[0]

    def test_the_reason_reaches_each_row(self, officer, grow):
        grow(2)
        sent = {
            "bulk": "rename",
            "row": self.picked("G00001", "G00002"),
            "reason-rename": " 合并 ",
            "reason-close": "别的",
        }
        assert officer.post(UNIONS, sent).status_code == 303
        assert set(Union.objects.filter(code__startswith="G").values_list("name", flat=True)) == {"合并"}

    def test_who_may_only_look_acts_on_nothing(self, as_person, sun, grow):
        grow(1)
        response = as_person(sun).post(UNIONS, {"bulk": "close", "row": self.picked("G00001")})
        assert response.status_code == 403
        assert Union.objects.get(code="G00001").closed_at is None

    def test_rows_are_those_of_the_act_not_of_who_looks(self, as_person, sun, datong, by, now, monkeypatch):
        """Sun may look at the whole province, and close unions in Datong only."""
        people.appoint(sun, datong, Role.OFFICER, by=by, now=now)
        asked, answer = [], listed.unions.answer

        def unions(request):
            asked.append([union.code for union in request.office_unions])
            return answer(request)

        monkeypatch.setattr(listed.unions, "answer", unions)
        as_person(sun).get(UNIONS)
        as_person(sun).post(UNIONS, {"bulk": "close", "row": self.picked("DT")})
        assert asked[:2] == [["SX"], ["DT"]]

    def test_an_unknown_act_is_not_allowed(self, officer):
        assert officer.post(UNIONS, {"bulk": "burn"}).status_code == 405


@pytest.mark.django_db
class TestViews:
    KEEP = "/console/views/"

    def keep(self, client, name="市级", path=UNIONS, query="kind=city"):
        return client.post(self.KEEP, {"path": path, "query": query, "name": name})

    def test_a_name_for_a_filtered_address_stands_above_the_list(self, officer):
        assert "存为常用筛选" in text(officer.get(UNIONS, {"kind": "city"}))
        response = self.keep(officer)
        assert (response.status_code, response["Location"]) == (303, f"{UNIONS}?kind=city")
        page = text(officer.get(UNIONS, {"kind": "city"}))
        assert re.search(r'href="\?kind=city" aria-current="true">.*?市级\s*</a>', page, re.DOTALL)
        assert "存为常用筛选" not in page, "it is kept already"
        assert 'aria-current="true">' not in re.search(r"k-views.*?</nav>", text(officer.get(UNIONS)), re.DOTALL)[0]

    def test_it_is_the_persons_own_and_the_lists_own(self, officer, as_person, sun):
        self.keep(officer)
        assert not re.search(r"市级\s*</a>", text(as_person(sun).get(UNIONS)))
        assert not re.search(r"市级\s*</a>", text(officer.get(LINES)))

    def test_the_same_name_again_replaces_it(self, officer):
        self.keep(officer)
        self.keep(officer, query="kind=group&sort=-name")
        page = text(officer.get(UNIONS))
        assert len(re.findall(r"市级\s*</a>", page)) == 1
        assert "?kind=group&amp;sort=-name" in page

    def test_it_can_be_forgotten_by_whose_it_is(self, officer, as_person, sun):
        self.keep(officer)
        address = f"{self.KEEP}{SavedView.objects.get().pk}/removal/"
        assert as_person(sun).post(address).status_code == 404
        assert officer.post(address)["Location"] == UNIONS
        assert not SavedView.objects.exists()

    @pytest.mark.parametrize("path", ["/console/", "https://evil.example/", "//evil.example/", "x" * 5000, ""])
    def test_only_a_list_has_views(self, officer, path):
        assert self.keep(officer, path=path).status_code == 404

    def test_names_are_short_and_few(self, officer):
        assert self.keep(officer, name="  ").status_code == 422
        assert self.keep(officer, query="q=" + "a" * 600).status_code == 404
        for nth in range(20):
            assert self.keep(officer, name=f"第{nth}个").status_code == 303
        assert self.keep(officer, name="第二十一个").status_code == 409
        assert self.keep(officer, name="第0个").status_code == 303


@pytest.mark.django_db
class TestPlainObjects:
    @pytest.fixture
    def member(self, as_person, lin):
        return as_person(lin)

    def first(self, response):
        return re.findall(r'role="rowheader">([^<]*)<', text(response))

    def test_they_are_paged_in_the_order_they_came(self, member):
        assert self.first(member.get(LINES)) == ["丙", "甲"]
        assert self.first(member.get(LINES, {"page": 2})) == ["乙"]

    def test_they_are_sorted_with_the_empty_ones_last(self, member):
        orders = {sort: sheet(member.get(LINES, {"sort": sort, "export": "xlsx"}))[1] for sort in ("count", "-count")}
        assert [row[0] for row in orders["count"]] == ["乙", "丙", "甲"]
        assert [row[0] for row in orders["-count"]] == ["丙", "乙", "甲"]
        assert [row[2] for row in orders["count"]] == [2, 6, 0], "Together answers by the object itself"

    def test_they_are_filtered_by_their_paths(self, member):
        assert self.first(member.get(LINES, {"q": "甲"})) == ["甲"]
        assert self.first(member.get(LINES, {"q": "甲 乙"})) == []
        assert self.first(member.get(LINES, {"count": "3"})) == ["丙"]
        assert self.first(member.get(LINES, {"day": "2026-05-03"})) == ["乙"]


@pytest.mark.django_db
class TestInside:
    """A list as a part of another page."""

    @pytest.fixture
    def asked(self, rf, zhao, now):
        def request(query):
            made = rf.get(f"/console/{query}")
            made.person, made.now, made.offices = zhao, now, []
            return made

        return request

    def test_two_lists_of_a_page_do_not_meet(self, asked):
        request = asked("?a-sort=-count&a-page=2&b-q=甲&q=乙&sort=count")
        one, other = (listed.LINES_LIST.inside(request, listed.LINES, name=name) for name in "ab")
        assert [line.name for line in one.page] == ["甲"]
        assert [line.name for line in other.page] == ["甲"]
        assert (one.query, other.query) == ("a-sort=-count", "b-q=%E7%94%B2")
        assert "a-sort=count" in one.heads

    def test_it_is_taken_along_by_its_own_name(self, asked):
        request = asked("?a-export=xlsx")
        one, other = (listed.LINES_LIST.inside(request, listed.LINES, name=name) for name in "ab")
        assert (one.wanted, other.wanted) == (True, False)
        assert len(sheet(one.workbook())[1]) == 3
        assert one.export == "?a-export=xlsx"

    def test_its_links_lead_to_its_part_of_the_page(self, asked):
        one = listed.LINES_LIST.inside(asked(""), listed.LINES, anchor="lines")
        assert one.after == "?page=2#lines"

    def test_each_knows_what_stood_beside_its_own_rows(self, asked):
        request = asked("")
        column = Column("甲", lambda line, request: request.beside["word"])
        two = Listing("x", (column,), listed.LINES_LIST.empty)
        one, other = (two.inside(request, listed.LINES, beside={"word": word}) for word in ("前", "后"))
        assert "前" in one.body
        assert "后" in other.body

    def test_one_look_up_serves_several_columns_and_is_forgotten_with_its_rows(self, asked):
        calls = []

        def find(rows, request):
            calls.append(len(rows))
            return {line: line for line in rows}

        looked, request = Looked(find), asked("")
        two = Listing(
            "x",
            (Column("名", looked["name"]), Column("数", looked["count"], NUMBER)),
            listed.LINES_LIST.empty,
            file="x",
        )
        many = [replace(listed.LINES[0], count=nth) for nth in range(2 * files.AT_ONCE)]
        _heads, rows, _page = sheet(two.inside(request, many).workbook())
        assert rows[-1] == ("丙", 2 * files.AT_ONCE - 1)
        assert calls == [files.AT_ONCE] * 2
        assert sum(len(told) for _keys, told in request._looked_up.values()) == files.AT_ONCE
