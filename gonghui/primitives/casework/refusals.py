"""Every no of a case: each says what would make it a yes."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class WordsMissing(Refused):
    code = "casework.words_missing"
    says = _("还没有写内容")
    mend = _("请用几句话写清楚，再提交")


class FormMissing(Refused):
    """Or it is another one, or one whose answers would stand readable in the database."""

    code = "casework.form_missing"
    says = _("还没有填写这类事项的表单")
    mend = _("请刷新页面，把表单填好再提交")


class TooManyAsked(Refused):
    kind = Kind.TOO_MANY
    code = "casework.too_many_asked"
    says = _("今天提交的诉求已经太多")
    mend = _("请在已有的诉求里补充，或明天再提交；急事请打热线")


class KeyReused(Refused):
    kind = Kind.CONFLICT
    code = "casework.key_reused"
    says = _("这一条已经发出，内容和现在的不一样")
    mend = _("请刷新页面看已经发出的；还要说的，在新的页面里写")


class TooManyFilesOfCase(Refused):
    kind = Kind.CONFLICT
    code = "casework.too_many_files"
    says = _("一件诉求最多附 %(most)s 个文件，已经有 %(have)s 个")
    mend = _("请挑最要紧的附上，其余的带到工会当面看")


class CaseClosed(Refused):
    kind = Kind.CONFLICT
    code = "casework.closed"
    says = _("这件诉求已经办结")
    mend = _("还没有解决的，请先“重新办理”，再补充")


class CasePaused(Refused):
    kind = Kind.CONFLICT
    code = "casework.paused"
    says = _("这件诉求的时限已经暂停")
    mend = _("请先恢复办理")


class PausedEnough(Refused):
    kind = Kind.CONFLICT
    code = "casework.paused_enough"
    says = _("这件诉求不能再暂停：一件最多暂停 %(times)s 次、一共 %(days)s %(unit)s")
    mend = _("请先答复目前的进展；确实办不成的，写明原因办结")


class NotPaused(Refused):
    kind = Kind.CONFLICT
    code = "casework.not_paused"
    says = _("这件诉求没有暂停")
    mend = _("请刷新后看它现在的状态")


class NotThere(Refused):
    kind = Kind.CONFLICT
    code = "casework.not_there"
    says = _("这件诉求现在是“%(stage)s”，不能到“%(to)s”")
    mend = _("请刷新后看下一步可以做什么")


class OwnCase(Refused):
    kind = Kind.FORBIDDEN
    code = "casework.own_case"
    says = _("自己的诉求不能自己办理")
    mend = _("请由另一位工会干部办理")


class NotForThem(Refused):
    kind = Kind.CONFLICT
    code = "casework.not_for_them"
    says = _("这个人在“%(union)s”没有办理这类诉求的岗位")
    mend = _("请选有岗位的人；需要增加的，请管理员任命")


class CannotSignIn(Refused):
    kind = Kind.CONFLICT
    code = "casework.cannot_sign_in"
    says = _("这个人的账号已经停用，登录不了")
    mend = _("请交给另一位有岗位的人")


class MovedOn(Refused):
    kind = Kind.CONFLICT
    code = "casework.moved_on"
    says = _("这件诉求已经转到“%(union)s”")
    mend = _("请由那里的工会办理")


class SamePlace(Refused):
    kind = Kind.CONFLICT
    code = "casework.same_place"
    says = _("这件诉求已经在“%(union)s”")
    mend = _("请选另一个工会")


class FirmsUnion(Refused):
    kind = Kind.CONFLICT
    code = "casework.firms_union"
    says = _("“%(union)s”是单位里的工会，诉求不能转给它")
    mend = _("请转给地方工会或行业工会，免得单位知道是谁反映的")


class ReasonMissing(Refused):
    code = "casework.reason_missing"
    says = _("还没有写原因")
    mend = _("请写明原因，职工看得到")


class UnknownWord(Refused):
    code = "casework.unknown_word"
    says = _("没有“%(word)s”这一项")
    mend = _("请从列出的选项里选")


class NotClosed(Refused):
    kind = Kind.CONFLICT
    code = "casework.not_closed"
    says = _("这件诉求还没有答复，不能这样做")
    mend = _("请等答复；着急的可以补充说明或打热线")


class WithdrawnByAsker(Refused):
    kind = Kind.CONFLICT
    code = "casework.withdrawn"
    says = _("这件诉求已由本人撤回")
    mend = _("要接着办的，请本人重新提出")


class ReopenTooLate(Refused):
    kind = Kind.CONFLICT
    code = "casework.reopen_too_late"
    says = _("办结已经超过 %(days)s 天")
    mend = _("请另提一件，写上原来的编号")


class RatedAlready(Refused):
    kind = Kind.CONFLICT
    code = "casework.rated_already"
    says = _("已经评价过")
    mend = _("没有解决的，可以“重新办理”")


class NotTheSame(Refused):
    kind = Kind.CONFLICT
    code = "casework.not_the_same"
    says = _("这两件不是同一个人的同类诉求，不能合并")
    mend = _("请核对编号")


class NobodyThere(Refused):
    kind = Kind.CONFLICT
    code = "casework.nobody_there"
    says = _("“%(place)s”还没有工会在工惠上受理诉求")
    mend = _("请打 12351，由上级工会受理")
