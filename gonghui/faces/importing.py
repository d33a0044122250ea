"""One way to bring a list: a page that says what a sheet must hold, takes it, and names every row that is wrong.

    @importing("fairs-console:goods", GOODS, staff(MANAGE), base="fairs/console/base.html")
    def goods(request, pk, merchant):
        return {"title": _("导入商品"), "lead": ..., "notes": [...], "back": (address, label)}

    @goods.load()
    def load_goods(request, pk, merchant, *, sheet):
        counts = actions.load_offers(..., sheet, by=request.caller, now=request.now)
        return Done(_("目录已导入：…") % counts, to=...)

Columns, template, caps and the reading come from the `kernel.sheets.Table`; the slice gives words and the verb. A
loader is given, by keyword, what it names: `sheet` (the opened kernel.sheets.TableSheet), `upload` (bytes and name),
`form`. When its verb raises kernel.sheets.BadRows, the page lists the rows, and they can be taken along to be mended.
What of the file was not read is said on the next page.
"""

import base64
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gonghui.kernel.refusals import Refused
from gonghui.kernel.sheets import MEGABYTE, BadRows, RowTrouble, Table, TableSheet, rows_to_mend
from gonghui.kernel.workbooks import MEDIA_TYPE

from . import answers
from .acting import Act, Answer, Done, Given, Guard, Page, Shown
from .speech import speak

MOST_SHOWN = 200  # troubles on the page; the workbook has all
MOST_TAKEN = 1_500_000  # characters of the workbook within a page; browsers take about two million
LONGEST_NAME = 120
ACCEPTED = f".xlsx,.xls,.csv,{MEDIA_TYPE},application/vnd.ms-excel,text/csv"


class SheetForm(forms.Form):
    """The file; an import that asks for more adds its fields before it."""

    sheet = forms.FileField(
        label=gettext_lazy("表格文件（.xlsx、.xls 或 .csv）"),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("没有选择文件。请选择一份 .xlsx、.xls 或 .csv 表格")},
        widget=forms.FileInput({"accept": ACCEPTED}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.order_fields([*(name for name in self.fields if name != "sheet"), "sheet"])


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came; of one too big for its table only as much as shows that."""

    data: bytes
    name: str


@dataclass(frozen=True, slots=True)
class TroubleLine:
    """A trouble as people read it."""

    row: int
    column: str
    says: str
    mend: str
    rule: str = ""
    warning: bool = False


def importing(
    name: str, table: Table[Any], guard: Guard, *, base: str = "console/plain.html"
) -> Callable[[Callable[..., Shown]], "ImportPage"]:
    """Make an import's page of a function that answers its words: title, lead, notes, back; and what `base` needs.

    `base` is the page's frame, with the blocks `page` and `inside`.
    """
    return lambda show: ImportPage(show, name, table, guard, base)


class ImportPage(Page):
    """See the module. GET with ?template answers the workbook to fill in."""

    def __init__(self, show: Callable[..., Shown], name: str, table: Table[Any], guard: Guard, base: str) -> None:
        super().__init__(show, name, "console/importing.html", guard, "")
        self.table, self.base = table, base

    def load(
        self, form: type[forms.BaseForm] = SheetForm, *, given: Given | None = None, tell: bool = True
    ) -> Callable[[Callable[..., Answer]], Act]:
        """Make the act that takes a sheet; see the module for what it is given.

        With `tell` off what was not read is said by the slice itself, which keeps the file.
        """

        def made(do: Callable[..., Answer]) -> Act:
            wants = set(inspect.signature(do).parameters)

            def loaded(request: HttpRequest, *, form: forms.BaseForm, **args: Any) -> Answer:
                file = form.cleaned_data["sheet"]
                self.table.refuse_size(file.size)
                upload = Upload(file.read(), (file.name or "")[:LONGEST_NAME])
                sheet = self.table.open(upload.data, upload.name) if tell or "sheet" in wants else None
                offered = {"sheet": sheet, "upload": upload, "form": form}
                answer = do(request, **args, **{name: offered[name] for name in offered if name in wants})
                if tell and sheet and isinstance(answer, Done):
                    for remark in remarks(sheet.remarks):
                        messages.info(request, remark)
                return answer

            loaded.__name__, loaded.__doc__, loaded.__module__ = do.__name__, do.__doc__, do.__module__
            return self.post(form, given=given)(loaded)

        return made

    def _get(self, request: HttpRequest, **args: Any) -> HttpResponse:
        if "template" not in request.GET:
            return super()._get(request, **args)
        return template_file(self._show(request, **args)["title"], self.table)

    def _rendered(
        self,
        request: HttpRequest,
        args: Mapping[str, Any],
        bound: Mapping[str, forms.BaseForm],
        refusal: Refused | None,
        beside: Mapping[str, Any],
        part: str,
    ) -> HttpResponse:
        own = {"base": self.base, "table": self.table, "megabytes": self.table.max_bytes // MEGABYTE}
        own |= troubles_of(refusal) if isinstance(refusal, BadRows) else {}
        return super()._rendered(request, args, bound, refusal, {**own, **beside}, part)


def template_file(title: str, table: Table[Any]) -> HttpResponse:
    """The empty workbook to fill in."""
    return answers.workbook_file(_("%(title)s模板") % {"title": title}, table.template(_))


def troubles_of(refusal: BadRows) -> dict[str, Any]:
    """What kit/troubles.html shows of bad rows, and the workbook of them within its link."""
    lines = [line_of(trouble) for trouble in refusal.troubles]
    return {
        "troubles": lines[:MOST_SHOWN],
        "troubles_more": max(0, len(lines) - MOST_SHOWN),
        "taken": taken(refusal.sheet, refusal.troubles, lines) if refusal.sheet else "",
    }


def line_of(trouble: RowTrouble) -> TroubleLine:
    words = speak(trouble.refusal)
    return TroubleLine(trouble.row, trouble.column, words.says, words.mend, words.rule, trouble.warning)


def taken(sheet: TableSheet, troubles: Sequence[RowTrouble], lines: Sequence[TroubleLine]) -> str:
    """The bad rows to take along, as an address that holds them: the server keeps nothing of a list it refused.

    Empty when they are too many for an address.
    """
    told = [(line.row, line.column, line.says, line.mend) for line in lines]
    data = base64.b64encode(
        rows_to_mend(sheet.sheet.header, sheet.rows_at({trouble.row for trouble in troubles}), told, _)
    ).decode()
    return f"data:{MEDIA_TYPE};base64,{data}" if len(data) <= MOST_TAKEN else ""


def remarks(facts: Mapping[str, Any]) -> list[str]:
    """What of a file was not read, or was read unseen, in sentences; `facts` are TableSheet.remarks."""
    said = []
    if names := "、".join(facts.get("unknown", ())):
        said.append(_("没有读取的列：%(names)s") % {"names": names})
    if names := "、".join(facts.get("other_sheets", ())):
        said.append(
            _("只读取了工作表“%(read)s”；没有读取：%(names)s") % {"read": facts.get("sheet", ""), "names": names}
        )
    if facts.get("hidden"):
        said.append(_("有 %(count)s 个隐藏的行也一并读取了") % {"count": facts["hidden"]})
    if facts.get("blank"):
        said.append(_("有 %(count)s 行只有序号或预先填好的内容，当作空行跳过") % {"count": facts["blank"]})
    return said
