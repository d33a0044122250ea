"""Noes to a worker who asks in confidence."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class NobodyAbove(Refused):
    """Facts: place."""

    code = "founding.nobody_above"
    says = _("%(place)s还没有上级工会在这个平台上受理建会")
    mend = _("请打 12351 工会热线，由当地工会帮你")


class AskedAlready(Refused):
    kind = Kind.CONFLICT
    code = "founding.asked_already"
    says = _("你有一份求助还在等答复")
    mend = _("请等答复；要改内容，先撤回再重新提")


class Settled(Refused):
    """It was answered or withdrawn meanwhile."""

    kind = Kind.CONFLICT
    code = "founding.settled"
    says = _("这份求助已经答复或撤回")
    mend = _("请刷新页面，看最新的状态")


class AnswerMissing(Refused):
    code = "founding.answer_missing"
    says = _("没有写答复")
    mend = _("请写清下一步谁来办、什么时候联系")


class NoSuchPlace(Refused):
    code = "founding.no_such_place"
    says = _("没有这个区划代码")
    mend = _("请填六位区划代码，比如太原市小店区 140105")
