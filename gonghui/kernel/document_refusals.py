"""Every way an identity number can be wrong, each with its own sentence. None repeats the number itself."""

from gonghui.kernel.refusals import Refused
from gonghui.kernel.words import gettext_noop as _


class BadDocument(Refused):
    code = "identity.bad_document"
    says = _("证件号码不正确")
    mend = _("请对照证件重新填写号码")


class DocumentMissing(BadDocument):
    code = "identity.missing"
    says = _("没有填写证件号码")


class DocumentKindUnknown(BadDocument):
    code = "identity.kind_unknown"
    says = _("没有“%(text)s”这种证件类型")
    mend = _("请填写：居民身份证、台湾居民来往大陆通行证、港澳居民来往内地通行证、港澳台居民居住证、护照")


class DocumentUnrecognised(BadDocument):
    code = "identity.unrecognised"
    says = _("从号码看不出是哪种证件")
    mend = _("请注明证件类型，并核对号码的位数")


class ExcelNumber(BadDocument):
    code = "identity.excel_number"
    says = _("证件号码被表格变成了数字“%(text)s”，原来的号码已经丢失")
    mend = _("请先把这一列设为“文本”格式，再重新填写号码；只改格式找不回原来的数字")


class ExcelLostDigits(BadDocument):
    code = "identity.excel_lost_digits"
    says = _("证件号码的末尾被表格改成了 0，原来的号码已经丢失")
    mend = _("请先把这一列设为“文本”格式，再对照证件重新填写号码")


class StrangeCharacter(BadDocument):
    code = "identity.strange_character"
    says = _("证件号码里有不能使用的字符“%(character)s”")
    mend = _("18 位号码由 17 位数字和最后一位数字或 X 组成，请对照证件重新填写")


class MisplacedX(BadDocument):
    code = "identity.misplaced_x"
    says = _("证件号码的 X 不在最后一位")
    mend = _("X 只能是第 18 位，请对照证件核对")


class OldResidentId(BadDocument):
    code = "identity.old_resident_id"
    says = _("这是 15 位的旧身份证号码，2013 年起已停用")
    mend = _("请填写第二代居民身份证上的 18 位号码")


class WrongLength(BadDocument):
    code = "identity.wrong_length"
    says = _("证件号码应有 18 位，现在是 %(length)s 位")
    mend = _("请检查是否少写或多写了数字")


class UnknownProvince(BadDocument):
    code = "identity.unknown_province"
    says = _("身份证号码以 %(prefix)s 开头，没有这个省份代码")
    mend = _("请对照证件核对前两位")


class ResidentIdIsPermit(BadDocument):
    code = "identity.is_residence_permit"
    says = _("这是港澳台居民居住证的号码，不是居民身份证")
    mend = _("请把证件类型改为“港澳台居民居住证”")


class ForeignResident(BadDocument):
    code = "identity.foreign_resident"
    says = _("这像是外国人永久居留身份证的号码，目前不能用它登记")
    mend = _("请改用护照登记")


class PermitPrefix(BadDocument):
    code = "identity.permit_prefix"
    says = _("居住证号码以 %(prefix)s 开头，应为 810000、820000 或 830000")
    mend = _("请核对前六位；如果是居民身份证，请改选证件类型")


class ImpossibleDate(BadDocument):
    code = "identity.impossible_date"
    says = _("证件号码里的出生日期 %(date)s 不存在")
    mend = _("请对照证件核对第 7 到 14 位")


class DateTooEarly(BadDocument):
    code = "identity.date_too_early"
    says = _("证件号码里的出生日期 %(date)s 太早")
    mend = _("请对照证件核对第 7 到 14 位")


class FutureDate(BadDocument):
    code = "identity.future_date"
    says = _("证件号码里的出生日期 %(date)s 还没有到")
    mend = _("请对照证件核对第 7 到 14 位")


class BadCheckDigit(BadDocument):
    code = "identity.check_digit"
    says = _("证件号码的最后一位（校验码）对不上，至少有一位写错")
    mend = _("请对照证件逐位核对")


class TaiwanPermitShape(BadDocument):
    code = "identity.taiwan_permit_shape"
    says = _("台湾居民来往大陆通行证号码应为 8 位数字")
    mend = _("请填写证件正面的 8 位号码；旧证后面的两位签发次数可以不写")


class TaiwanPermitShort(BadDocument):
    code = "identity.taiwan_permit_short"
    says = _("台湾居民来往大陆通行证号码应为 8 位数字，现在是 %(length)s 位，可能开头的 0 被表格去掉了")
    mend = _("请把这一列设为“文本”格式，补全 8 位号码")


class HongKongMacaoPermitShape(BadDocument):
    code = "identity.hk_macao_permit_shape"
    says = _("港澳居民来往内地通行证号码应为 H 或 M 加 8 位数字")
    mend = _("请对照证件填写，例如 H 开头（香港）或 M 开头（澳门）的 9 位号码")


class PermitOfOtherKind(BadDocument):
    code = "identity.permit_of_other_kind"
    says = _("这是港澳居民来往内地通行证的号码，不是台湾居民来往大陆通行证")
    mend = _("请把证件类型改为“港澳居民来往内地通行证”")


class PermitIsEighteen(BadDocument):
    code = "identity.permit_is_eighteen"
    says = _("这是 18 位的身份证或居住证号码，不是通行证")
    mend = _("请改选证件类型，或填写通行证号码")


class PassportShape(BadDocument):
    code = "identity.passport_shape"
    says = _("护照号码应为 6 到 9 位字母和数字")
    mend = _("请对照护照资料页右上角的号码填写，不要写国家名")


class Placeholder(BadDocument):
    code = "identity.placeholder"
    says = _("证件号码全是同一个数字，不像真实的号码")
