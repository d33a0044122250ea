"""Every no around an emergency repair."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class NoPosition(Refused):
    kind, code = Kind.INVALID, "stations.repair_no_position"
    says = _("看不出你在哪里，救援单没有发出")
    mend = _("请按“用手机定位”，或写路名、桩号和最近的市县，如“大运高速 K123 太原方向”；人在危险处请先打高速救援 12122")


class BadPlate(Refused):
    kind, code = Kind.INVALID, "stations.bad_plate"
    says = _("车牌“%(plate)s”不像一个车牌号")
    mend = _("请照车牌填写，如 蒙B12345，新能源车 8 位")


class NoTrouble(Refused):
    kind, code = Kind.INVALID, "stations.repair_no_trouble"
    says = _("没有写车出了什么问题")
    mend = _("写一句就行，如“右后轮爆胎”，师傅好带对工具")


class CallStands(Refused):
    kind, code = Kind.CONFLICT, "stations.repair_call_stands"
    says = _("你已有一张救援单%(code)s没有结束")
    mend = _("请先看看它的进展，不需要了可以取消再发新的")


class TooManyCalls(Refused):
    kind, code = Kind.TOO_MANY, "stations.repair_too_many_calls"
    says = _("一天最多发 %(limit)s 张救援单")
    mend = _("人在危险处请打高速救援 12122；其他请打工会服务热线")


class CallOver(Refused):
    kind, code = Kind.GONE, "stations.repair_call_over"
    says = _("这张救援单已经结束或取消")
    mend = _("需要帮助请发一张新的")


class CallTaken(Refused):
    kind, code = Kind.CONFLICT, "stations.repair_call_taken"
    says = _("这张救援单已经选定%(name)s")
    mend = _("一张单只选一家；要换，请先取消这张单再发新的")


class QuoteWithdrawn(Refused):
    kind, code = Kind.GONE, "stations.quote_withdrawn"
    says = _("%(name)s改了或撤回了报价，你看到的那个已经作废")
    mend = _("请看新的报价再选")


class BadQuote(Refused):
    kind, code = Kind.INVALID, "stations.bad_quote"
    says = _("到达时间要在 1 到 %(most)s 分钟之间")
    mend = _("请填从现在算起几分钟能到")


class NotAProvider(Refused):
    kind, code = Kind.FORBIDDEN, "stations.not_a_provider"
    says = _("你不是核实过的维修服务方，或资格已经停止")
    mend = _("请联系当地工会核实营业执照和维修资质")


class OutOfReach(Refused):
    kind, code = Kind.UNKNOWN, "stations.repair_out_of_reach"
    says = _("没有这张救援单，或它不在你的服务范围")
    mend = _("请从附近的救援单列表进入")


class NotChosen(Refused):
    kind, code = Kind.FORBIDDEN, "stations.repair_not_chosen"
    says = _("司机没有选你来修这辆车")
    mend = _("请等司机选定，或看看其他救援单")


class NotThereYet(Refused):
    kind, code = Kind.CONFLICT, "stations.repair_not_there_yet"
    says = _("还没有登记到达，不能结束")
    mend = _("到了先按“我到了”，修好再按“修好了”")


class PriceRaised(Refused):
    kind, code = Kind.CONFLICT, "stations.repair_price_raised"
    says = _("收费%(charged)s元高于司机选定时的报价%(price)s元")
    mend = _("按报价或更低收费；确需增加项目，请另开单让司机重新选")
    rule = _("先报价、后维修，收费不高于报价")


class NotDone(Refused):
    kind, code = Kind.CONFLICT, "stations.repair_not_done"
    says = _("还没有修好，不能评价")
    mend = _("修好后再评")


class RatedAlready(Refused):
    kind, code = Kind.CONFLICT, "stations.repair_rated"
    says = _("你已经评过这次维修")
    mend = _("有新的问题，请打工会服务热线")


class BadStars(Refused):
    kind, code = Kind.INVALID, "stations.repair_stars"
    says = _("评价是 1 到 5 颗星")
    mend = _("请选一个")


class WorkshopTwice(Refused):
    kind, code = Kind.CONFLICT, "stations.workshop_twice"
    says = _("这位联系人已经是%(name)s的接单人")
    mend = _("一个人只替一家接单；请换联系人，或先停止原来的")
