"""Every no of counselling, beside those of casework and hours; where it is urgent the no names the line."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class AnswersMissing(Refused):
    code = "counselling.answers_missing"
    says = _("还有问题没有选")
    mend = _("%(many)s 个问题每个都选一项，拿不准就选最接近的")


class UnknownAnswer(Refused):
    code = "counselling.unknown_answer"
    says = _("没有这个选项")
    mend = _("每个问题请在 0 到 %(most)s 里选一项")


class NoSuchScale(Refused):
    kind = Kind.UNKNOWN
    code = "counselling.no_such_scale"
    says = _("没有这个自测")
    mend = _("请在心理健康首页选一个")


class ConsentMissing(Refused):
    kind = Kind.FORBIDDEN
    code = "counselling.consent_missing"
    says = _("自测的答案是健康信息，要先单独同意")
    mend = _("请先读说明并同意；不同意也可以看短文、打热线、约咨询师")
    rule = _("个人信息保护法第二十九条")


class NobodyOnCall(Refused):
    kind = Kind.CONFLICT
    code = "counselling.nobody_on_call"
    says = _("现在没有咨询师能回电")
    mend = _("请直接打 12356，夜里打不通就打 12351；有生命危险请打 120 或 110")


class NoPhone(Refused):
    kind = Kind.CONFLICT
    code = "counselling.no_phone"
    says = _("你的账号没有手机号，咨询师打不通你")
    mend = _("请直接打 12356，夜里打不通就打 12351；也可以先在“我的”里填手机号")


class AskedAlready(Refused):
    kind = Kind.CONFLICT
    code = "counselling.asked_already"
    says = _("已经在叫咨询师了")
    mend = _("请留意来电，也可以直接打 12356；进度在“我的咨询和回电”里看")


class TakenAlready(Refused):
    kind = Kind.CONFLICT
    code = "counselling.taken_already"
    says = _("另一位咨询师已经接手了")
    mend = _("不用再打；请看队列里还有没有人在等")


class NotYours(Refused):
    kind = Kind.FORBIDDEN
    code = "counselling.not_yours"
    says = _("这位职工选的不是你，你不能打开")
    mend = _("这一次打开已经记下，职工会收到通知；需要转给你的，请职工本人改约")


class TakersOwn(Refused):
    kind = Kind.FORBIDDEN
    code = "counselling.takers_own"
    says = _("这件回电逾期了，内容仍只有接手的咨询师看得到")
    mend = _("请联系接手的%(who)s，请 TA 尽快办理；不在岗的，系统会放回等待回电")


class NotACounsellor(Refused):
    kind = Kind.FORBIDDEN
    code = "counselling.no_profile"
    says = _("你还没有填写咨询师介绍")
    mend = _("请先填写介绍和咨询方式，再开放时间")


class LinkMissing(Refused):
    code = "counselling.link_missing"
    says = _("视频咨询还没有会议链接")
    mend = _("请填一个 https 开头的链接，或不选视频")


class RoomMissing(Refused):
    code = "counselling.room_missing"
    says = _("面谈还没有选房间")
    mend = _("请选一个房间，或不选面谈")


class OpeningPast(Refused):
    code = "counselling.opening_past"
    says = _("这段时间已经开始或过去")
    mend = _("请选以后的时间")


class OpeningUneven(Refused):
    code = "counselling.opening_uneven"
    says = _("开放的时间没有从整刻钟开始，到时候约不了")
    mend = _("请把开始和结束改到 00、15、30 或 45 分")


class OpeningTooLong(Refused):
    code = "counselling.opening_length"
    says = _("开放的时间要在一小时到 %(most)s 小时之间")
    mend = _("请改开始或结束；跨天的请分开填")


class OpeningOverlaps(Refused):
    kind = Kind.CONFLICT
    code = "counselling.opening_overlaps"
    says = _("%(when)s 已经开放过")
    mend = _("请先收回那一段，或换一段时间")


class TooManyWeeks(Refused):
    code = "counselling.too_many_weeks"
    says = _("一次最多开放 %(most)s 周")
    mend = _("请填 1 到 %(most)s")


class NotOffered(Refused):
    kind = Kind.CONFLICT
    code = "counselling.not_offered"
    says = _("这个时间现在约不到")
    mend = _("可能刚被约走或收回；请从列出的时间里另选一个")


class WayNotOffered(Refused):
    code = "counselling.way_not_offered"
    says = _("这位咨询师没有这种咨询方式")
    mend = _("请选列出的方式，或换一位咨询师")


class OwnTalk(Refused):
    kind = Kind.FORBIDDEN
    code = "counselling.own_talk"
    says = _("不能约自己")
    mend = _("请约另一位咨询师")


class FreeTalksUsed(Refused):
    kind = Kind.CONFLICT
    code = "counselling.free_talks_used"
    says = _("%(year)s 年的 %(many)s 次免费咨询已经约满")
    mend = _("12356 不限次数，想说话就可以打；用不上的预约取消后可以再约")
    rule = _("本平台承诺：每人每年六次免费咨询")


class TalkBegun(Refused):
    kind = Kind.CONFLICT
    code = "counselling.talk_begun"
    says = _("这次咨询已经开始或过去")
    mend = _("还想聊，请再约一次")


class TalkOff(Refused):
    kind = Kind.GONE
    code = "counselling.talk_off"
    says = _("这次咨询已经取消")
    mend = _("请再约一个时间")


class NotOver(Refused):
    kind = Kind.CONFLICT
    code = "counselling.not_over"
    says = _("咨询结束以后才能评价，评价一次")
    mend = _("结束后再来；想说的话也可以当面告诉咨询师")


class WordsMissing(Refused):
    code = "counselling.words_missing"
    says = _("还没有写内容")
    mend = _("请写几句话再保存")
