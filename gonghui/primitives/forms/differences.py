"""What changed between two versions of a form, in sentences for who had begun to answer the first."""

from collections.abc import Iterator
from dataclasses import dataclass

from gonghui.kernel.refusals import FIELD, said
from gonghui.kernel.words import Word
from gonghui.kernel.words import gettext_noop as _

from .fields import KIND_WORDS, Choice, Definition, Field


@dataclass(frozen=True, slots=True)
class Difference:
    """A sentence in the source language with its facts, as a refusal's."""

    says: str
    facts: dict[str, object]

    def sentence(self) -> str:
        return FIELD.sub(lambda found: said(self.facts[found[1]]), self.says)


def differences(old: Definition, new: Definition) -> list[Difference]:
    """Nothing where they ask the same in the same words."""
    found = [Difference(_("开头的说明改了"), {})] if old.lead != new.lead else []
    for each in new.fields:
        if each.key in old:
            found += _changed(old[each.key], each)
        else:
            says = _("新增必填的“%(label)s”") if each.required else _("新增“%(label)s”")
            found.append(Difference(says, {"label": each.label}))
    found += [Difference(_("不再问“%(label)s”"), {"label": each.label}) for each in old.fields if each.key not in new]
    if [each.key for each in old.fields if each.key in new] != [each.key for each in new.fields if each.key in old]:
        found.append(Difference(_("题目的先后改了"), {}))
    return found


def _changed(old: Field, new: Field) -> Iterator[Difference]:
    facts = {"label": new.label, "old": old.label}
    if old.label != new.label:
        yield Difference(_("“%(old)s”改为“%(label)s”"), facts)
    if old.kind != new.kind:
        kinds = {"before": Word(KIND_WORDS[old.kind]), "after": Word(KIND_WORDS[new.kind])}
        yield Difference(_("“%(label)s”由%(before)s改为%(after)s"), {**facts, **kinds})
    if old.required != new.required:
        yield Difference(_("“%(label)s”改为必填") if new.required else _("“%(label)s”改为选填"), facts)
    if old.sealed != new.sealed:
        says = _("“%(label)s”的回答改为加密保存") if new.sealed else _("“%(label)s”的回答不再加密保存")
        yield Difference(says, facts)
    yield from _choices(old, new)
    for names, says in PARTS:
        if any(getattr(old, name) != getattr(new, name) for name in names):
            yield Difference(says, facts)


PARTS = (
    (("help",), _("“%(label)s”的说明改了")),
    (("columns",), _("“%(label)s”的列改了")),
    (("least", "most", "decimals", "earliest", "latest"), _("“%(label)s”的限制改了")),
    (("show_if",), _("“%(label)s”在什么情况下要填改了")),
)


def _choices(old: Field, new: Field) -> Iterator[Difference]:
    before, after = _by_code(old.choices), _by_code(new.choices)
    if gone := tuple(label for code, label in before.items() if code not in after):
        yield Difference(_("“%(label)s”去掉了选项：%(choices)s"), {"label": new.label, "choices": gone})
    if come := tuple(label for code, label in after.items() if code not in before):
        yield Difference(_("“%(label)s”多了选项：%(choices)s"), {"label": new.label, "choices": come})
    for code in before.keys() & after.keys():
        if before[code] != after[code]:
            facts = {"label": new.label, "before": before[code], "after": after[code]}
            yield Difference(_("“%(label)s”的选项“%(before)s”改为“%(after)s”"), facts)


def _by_code(choices: tuple[Choice, ...]) -> dict[str, str]:
    return {choice.code: choice.label for choice in choices}
