"""Why a form cannot be made so, or an answer not be taken."""

from collections.abc import Sequence
from dataclasses import dataclass

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class BadDefinition(Refused):
    """Its facts name the field."""

    code = "forms.bad_definition"
    says = _("“%(field)s”还不能这样设")


class TooManyFields(BadDefinition):
    code = "forms.too_many_fields"
    says = _("题目超过了 %(most)s 个")
    mend = _("请去掉不是非问不可的，或者分成两张表单")


class KeyTaken(BadDefinition):
    code = "forms.key_taken"
    says = _("“%(field)s”的编号和另一题重复或写法不对")
    mend = _("编号用小写字母开头，只含小写字母、数字和下划线")


class LabelMissing(BadDefinition):
    code = "forms.label_missing"
    says = _("有一题没有写题目，或者超过了 %(most)s 个字")
    mend = _("请写上题目，补充的话放到说明里")


class TooFewToChoose(BadDefinition):
    code = "forms.too_few_to_choose"
    says = _("“%(field)s”的选项少于两个、重复或超过 %(most)s 个")
    mend = _("请写上至少两个不一样的选项，一行一个")


class BadColumns(BadDefinition):
    code = "forms.bad_columns"
    says = _("“%(field)s”的列没有设好")
    mend = _("请写上 1 到 %(most)s 列；列里可以是文字、数字、金额、日期、单选、是或否、手机号、证件号码")


class LimitsCrossed(BadDefinition):
    code = "forms.limits_crossed"
    says = _("“%(field)s”的上限、下限对不上，或者不能用在这种题目上")
    mend = _("请让下限不大于上限；个数和字数从 0 起，日期写成 2026-11-30 或“当天”")


class ConditionNotEarlier(BadDefinition):
    code = "forms.condition_not_earlier"
    says = _("“%(field)s”要看的那一题不在它前面，或者不是选择题")
    mend = _("请把那一题移到前面；只能看一道单选、多选或是否题的回答")


class ConditionWithoutAnswer(BadDefinition):
    code = "forms.condition_without_answer"
    says = _("“%(field)s”要看的回答，那一题里没有")
    mend = _("请从那一题现有的选项里选")


class ConditionOfTwo(BadDefinition):
    code = "forms.condition_of_two"
    says = _("“%(field)s”选了不止一道题的回答")
    mend = _("请只选前面一道题的回答")


class DraftChanged(Refused):
    kind = Kind.CONFLICT
    code = "forms.draft_changed"
    says = _("这张表单刚被别人改过")
    mend = _("下面是现在的样子，请再改一次")


class NothingToPublish(Refused):
    kind = Kind.CONFLICT
    code = "forms.nothing_to_publish"
    says = _("没有可以发布的内容：还没有题目，或者和已经发布的一样")
    mend = _("请先改好题目再发布")


class VersionChanged(Refused):
    kind = Kind.CONFLICT
    code = "forms.version_changed"
    says = _("表单在填写时更新了")
    mend = _("填好的都还在，请看一下改了哪里，再提交一次")


class AnswerRefused(Refused):
    """Why one answer cannot be taken."""

    code = "forms.answer_refused"
    says = _("填写的内容不能用")


class AnswerMissing(AnswerRefused):
    code = "forms.answer_missing"
    says = _("没有填写")
    mend = _("这一项必须填")


class NotAnAnswer(AnswerRefused):
    """Of a program: pages cannot send it."""

    code = "forms.not_an_answer"
    says = _("内容的格式不是这一项要的")
    mend = _("请按表单的 JSON Schema 填写")


class NotAsked(AnswerRefused):
    code = "forms.not_asked"
    says = _("表单没有问这一项，或者按前面的回答不用填")
    mend = _("请去掉这一项")


class TooShort(AnswerRefused):
    code = "forms.too_short"
    says = _("只有 %(length)s 个字")
    mend = _("请写至少 %(least)s 个字")


class TooLong(AnswerRefused):
    code = "forms.too_long"
    says = _("有 %(length)s 个字，太长了")
    mend = _("请写不超过 %(most)s 个字")


class TooSmall(AnswerRefused):
    code = "forms.too_small"
    says = _("%(value)s 太小了")
    mend = _("请填不小于 %(least)s 的数")


class TooBig(AnswerRefused):
    code = "forms.too_big"
    says = _("%(value)s 太大了")
    mend = _("请填不大于 %(most)s 的数")


class NotANumber(AnswerRefused):
    code = "forms.not_a_number"
    says = _("“%(text)s”不是数字")
    mend = _("请只写数字，例如 36.5，不写单位")


class TooFine(AnswerRefused):
    code = "forms.too_fine"
    says = _("小数位数太多")
    mend = _("最多保留 %(decimals)s 位小数")


class NotADay(AnswerRefused):
    code = "forms.not_a_day"
    says = _("不是日期")
    mend = _("请写成 2026-11-30 这样")


class TooEarly(AnswerRefused):
    code = "forms.too_early"
    says = _("%(value)s 太早了")
    mend = _("请填 %(earliest)s 或以后的日期")


class TooLate(AnswerRefused):
    code = "forms.too_late"
    says = _("%(value)s 太晚了")
    mend = _("请填 %(latest)s 或以前的日期")


class NotAChoice(AnswerRefused):
    code = "forms.not_a_choice"
    says = _("选的不在选项里")
    mend = _("请从选项里选")


class TooFew(AnswerRefused):
    code = "forms.too_few"
    says = _("只有 %(count)s 个")
    mend = _("请至少填、选或附上 %(least)s 个")


class TooMany(AnswerRefused):
    code = "forms.too_many"
    says = _("有 %(count)s 个，太多了")
    mend = _("最多 %(most)s 个")


@dataclass(frozen=True, slots=True)
class Trouble:
    """One answer that cannot be taken: of which field; in a table, in which row (from 1) and column (its key).

    `label` is the question as it is asked, of a column its own.
    """

    key: str
    label: str
    refusal: Refused
    row: int = 0
    column: str = ""


class BadAnswers(Refused):
    """Nothing is kept; `troubles` has each answer that is wrong, its facts the same for programs."""

    code = "forms.bad_answers"
    says = _("填写的内容有 %(count)s 处要改，第一处是“%(label)s”：%(what)s")
    mend = _("请按每一处的说明改好，再提交一次")

    def __init__(self, troubles: Sequence[Trouble] = (), **facts: object) -> None:
        self.troubles = tuple(troubles)
        if self.troubles:
            first = self.troubles[0]
            facts = {"count": len(self.troubles), "label": first.label, "what": first.refusal.sentence()}
            facts["troubles"] = [
                {
                    "key": each.key, "row": each.row, "column": each.column, "code": each.refusal.code,
                    "says": each.refusal.sentence(), "mend": each.refusal.advice(),
                }
                for each in self.troubles
            ]  # fmt: skip
        super().__init__(**facts)


class NoSuchNumber(Refused):
    kind = Kind.UNKNOWN
    code = "forms.no_such_number"
    says = _("这里没有填号码")
    mend = _("内容可能已按期限删除，请看填写的其他内容")
