"""What was done, as the journal says it."""

from gonghui.faces.cases import acts_in_words
from gonghui.kernel.words import gettext_noop as _

from .rules.aid import AID
from .rules.question import LEGAL

OF_KINDS = acts_in_words(LEGAL) | acts_in_words(AID)
ACTS = OF_KINDS | {
    "legal.write_answer": _("写法律解答"),
    "legal.change_answer": _("改法律解答"),
    "legal.withdraw_answer": _("撤下法律解答"),
    "legal.keep_evidence": _("存证"),
    "legal.delete_evidence": _("删除存证"),
    "legal.recover": _("记下为职工要回的钱和时间"),
    "legal_aid.recover": _("记下为职工要回的钱和时间"),
    "legal_aid.tell": _("核实申请人的情况"),
    "legal_aid.grant": _("同意法律援助"),
    "legal_aid.refuse": _("不予法律援助"),
}
