"""What was done, as the journal says it."""

from gonghui.faces.cases import acts_in_words
from gonghui.kernel.words import gettext_noop as _

from .rules.question import LEGAL

ACTS = acts_in_words(LEGAL) | {
    "legal.write_answer": _("写法律解答"),
    "legal.change_answer": _("改法律解答"),
    "legal.withdraw_answer": _("撤下法律解答"),
    "legal.keep_evidence": _("存证"),
    "legal.delete_evidence": _("删除存证"),
    "legal.recover": _("记下为职工要回的钱和时间"),
}
