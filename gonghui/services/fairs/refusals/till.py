"""What the till says of a buyer's own word."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class NoWord(Refused):
    kind, code = Kind.FORBIDDEN, "fairs.no_word"
    says = _("还没有买家本人的同意，没有登记")
    mend = _("请买家出示凭证页上会变的二维码，或发短信码给买家")


class WrongWord(Refused):
    """Facts: left (tries)."""

    kind, code = Kind.INVALID, "fairs.wrong_word"
    says = _("短信码不对，还可以试%(left)s次")
    mend = _("请买家再看一遍短信，或出示凭证页上会变的二维码")


class OtherBuyer(Refused):
    """The changing code that was shown as the buyer's word is somebody else's. Facts: name (masked)."""

    kind, code = Kind.CONFLICT, "fairs.other_buyer"
    says = _("出示的二维码不是%(name)s本人的，没有登记")
    mend = _("请%(name)s出示自己的二维码；要卖给另一位，请从头扫那一位的码")


class WordOver(Refused):
    """Facts: minutes."""

    kind, code = Kind.GONE, "fairs.word_over"
    says = _("没有还能用的短信码：%(minutes)s分钟内有效，试错几次后作废")
    mend = _("请重新发一条，或请买家出示凭证页上会变的二维码")


class WordJustSent(Refused):
    """Facts: to (a masked number)."""

    kind, code = Kind.TOO_MANY, "fairs.word_just_sent"
    says = _("刚发到%(to)s的短信码还有效")
    mend = _("请买家看看手机；没收到的话，过一会儿可以再发")


class NoTelephone(Refused):
    kind, code = Kind.CONFLICT, "fairs.no_telephone"
    says = _("买家没有能收短信的手机号")
    mend = _("请买家登录后出示凭证页上会变的二维码，或先到工会更正手机号")
