"""The form that asks what a definition says, page by page and without scripts; see the package."""

from collections.abc import Iterator
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from gonghui.faces.speech import fill, shown
from gonghui.primitives.forms.differences import differences
from gonghui.primitives.forms.fields import Definition, Field, Kind, Values, keys_of
from gonghui.primitives.forms.models import FormVersion
from gonghui.primitives.forms.speaking import Line, line_of

from .page_form import PREFIX, PageForm, key_of

PAGE, VERSION, MORE, BACK = f"{PREFIX}--page", f"{PREFIX}--version", f"{PREFIX}--more", f"{PREFIX}--back"


class AnswerForm(PageForm):
    """What a published version asks; what was answered on other pages is carried along in hidden fields.

    Whoever sends a page that passes is shown the next, unbound: it is valid and not yet `finished`. Once it is,
    `values` and `attached` are what the verbs `answer` and `bring` take. When the version changed meanwhile, the first
    page comes again with all that was typed, invalid, and `changes` says what is different. Without a version it asks
    what `definition` says: a preview.
    """

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        version: FormVersion | None,
        definition: Definition | None = None,
        initial: Values | None = None,
    ) -> None:
        self.version = version
        self.definition = definition or (version.definition if version else Definition())
        self.pages, self.sent = self.definition.pages(), data
        self.earlier: Values = {}  # the answers of the pages before
        self.version_before = self._version_before()
        self.page, judged, longer = self._reached()
        asked = self._asked(self.page)
        bound = (data, files) if judged else (None, None)
        super().__init__(*bound, asked=asked, sent=None if judged else data, given=initial, longer=longer)
        self.moved = data is not None and not judged

    def _asked(self, page: int) -> list[Field]:
        shown = keys_of(self.definition.asked(self.earlier))
        return [field for field in self.pages[page] if field.key in shown]

    def _reached(self) -> tuple[int, bool, str]:
        """The page to show, whether what was sent for it is judged, and the table that grows."""
        if self.sent is None:
            return 0, False, ""
        if self.version_before:
            return 0, True, ""
        last, passed = min(_number(self.sent.get(PAGE)), len(self.pages) - 1), [0]
        for page in range(last):
            if not self._passes(page):
                return page, True, ""
            passed += [page] if self._asked(page) else []
        if BACK in self.sent:
            return self._back(passed[-1]), False, ""
        if MORE in self.sent:
            return last, False, str(self.sent[MORE])
        if last == len(self.pages) - 1 or not self._passes(last):
            return last, True, ""
        return self._following(last), False, ""

    def _passes(self, page: int) -> bool:
        form = PageForm(self.sent, {}, asked=self._asked(page))
        if passes := form.is_valid():
            self.earlier |= form.own
        return passes

    def _following(self, page: int) -> int:
        later = range(page + 1, len(self.pages) - 1)
        return next((each for each in later if self._asked(each)), len(self.pages) - 1)

    def _back(self, page: int) -> int:
        """Back at this page, what was answered on it is open again."""
        for field in [field for each in self.pages[page:] for field in each]:
            self.earlier.pop(field.key, None)
        return page

    def _version_before(self) -> FormVersion | None:
        """The version that was being filled, where another has come since."""
        sent = _number((self.sent or {}).get(VERSION))
        if not sent or not self.version or sent == self.version.number:
            return None
        return FormVersion.objects.filter(form=self.version.form_id, number=sent).first()

    def is_valid(self) -> bool:
        return self.moved or super().is_valid()

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.version_before:
            self.add_error(None, _("表单在你填写时更新了。填好的都还在，请看一下改了哪里，再往下走"))
        return cleaned

    @property
    def finished(self) -> bool:
        return not self.moved and self.is_last and self.is_valid()

    @property
    def is_last(self) -> bool:
        return self.page == len(self.pages) - 1

    @property
    def step(self) -> int:
        return self.page + 1

    def next_page(self) -> "AnswerForm":
        """What is shown next, of a valid form that is not finished: it has turned the page itself."""
        return self

    @property
    def values(self) -> Values:
        """All answers, of a finished form."""
        return {**self.earlier, **self.own}

    def hidden(self) -> Iterator[tuple[str, str]]:
        """Which page and version this is, and what was typed on the others, as fields to carry along."""
        yield PAGE, str(self.page)
        yield VERSION, str(self.version.number) if self.version else ""
        here = keys_of(self.asked) | {name for name in self.fields if name not in self.definition}
        for name in self.sent or ():
            if name not in (PAGE, VERSION, MORE, BACK) and key_of(name) and key_of(name) not in here:
                yield from ((name, value) for value in self.sent.getlist(name))

    def review(self) -> list[Line]:
        """What was answered on the pages before the last, to be looked over."""
        if not self.is_last or len(self.pages) == 1:
            return []
        return [line_of(each, self.earlier) for each in self.definition.asked(self.earlier) if each.kind != Kind.FILES]

    @cached_property
    def changes(self) -> list[str]:
        """What is different from the version that was being filled, in the reader's words."""
        return changes_said(self.version_before.definition, self.definition) if self.version_before else []

    @cached_property
    def not_asked_now(self) -> list[Line]:
        """What was typed for questions that the new version does not ask: nobody loses it by surprise."""
        old = self.version_before.definition.fields if self.version_before else ()
        gone = [field for field in old if field.key not in self.definition and field.kind is not Kind.FILES]
        return [line for line in (self._as_typed(field) for field in gone) if line.says or line.rows]

    def _as_typed(self, field: Field) -> Line:
        """As it would be kept; what would not pass, as it stands."""
        form = PageForm(self.sent, {}, asked=[field])
        if form.is_valid():
            return line_of(field, form.own)
        raw = [value for name in self.sent if key_of(name) == field.key for value in self.sent.getlist(name)]
        return Line(field.label, field.kind, "、".join(filter(None, raw)), field.key)

    @property
    def asks_files(self) -> bool:
        return any(field.kind is Kind.FILES for field in self.definition.fields)


def changes_said(old: Definition, new: Definition) -> list[str]:
    """What is different, in the reader's words."""
    found = differences(old, new)
    return [fill(each.says, {name: shown(fact) for name, fact in each.facts.items()}) for each in found]


def _number(text: Any) -> int:
    said = str(text or "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 0
