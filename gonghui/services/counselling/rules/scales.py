"""Scales as dated data: what they ask, how they count, where their cut-offs come from. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gonghui.kernel.words import gettext_noop as _

from .. import refusals


@dataclass(frozen=True, slots=True)
class Band:
    """Of which score it begins; `advice` says what one may do now, and is no diagnosis."""

    code: str
    title: str
    least: int
    tone: str
    advice: str


@dataclass(frozen=True, slots=True)
class Scale:
    """One scale in the form that holds from a day on. `risk`: questions, counted from 0, of which any answer but
    never opens a way to a human."""

    code: str
    title: str
    about: str
    since: date
    source: str
    asks: str
    questions: tuple[str, ...]
    bands: tuple[Band, ...]
    risk: frozenset[int] = frozenset()

    def band(self, score: int) -> Band:
        return max((one for one in self.bands if one.least <= score), key=lambda one: one.least)

    def score(self, answers: Sequence[int]) -> int:
        """Raises AnswersMissing, UnknownAnswer."""
        if len(answers) != len(self.questions):
            raise refusals.AnswersMissing(many=len(self.questions))
        if any(answer not in range(len(CHOICES)) for answer in answers):
            raise refusals.UnknownAnswer(most=len(CHOICES) - 1)
        return sum(answers)

    def risks(self, answers: Sequence[int]) -> bool:
        return any(answers[at] > 0 for at in self.risk)

    @property
    def most(self) -> int:
        return len(self.questions) * (len(CHOICES) - 1)


CHOICES = (_("完全没有"), _("有几天"), _("一半以上的日子"), _("几乎每天"))  # each is worth its place, from 0
TWO_WEEKS = _("过去两个星期里，下面的情况多久困扰你一次？")
WELL = _("最近状态不错。照顾好睡眠和吃饭，想聊的时候随时可以来。")
WATCH = _("有一些压力。可以看看这里的短文，两周后再测一次；想找人说说，可以约咨询师。")
TALK = _("这段时间不轻松。建议约一次咨询，和咨询师一起看看可以从哪里开始。")
DOCTOR = _("你正承受着很重的压力，不必一个人扛。建议尽快约咨询师，也可以去医院的精神科或心理科看看。")

DANGER = _("你说过有不如死掉或伤害自己的念头。请现在就和人说：打 12356，或者让咨询师打给你；有人在身边，请人陪着。")

PHQ9 = Scale(
    code="phq9",
    title=_("情绪自测（PHQ-9）"),
    about=_("九个问题，约两分钟"),
    since=date(2001, 9, 1),
    source=_("Kroenke、Spitzer、Williams，J Gen Intern Med 2001;16:606-613；分界 5、10、15、20 分"),
    asks=TWO_WEEKS,
    questions=(
        _("做事时提不起劲或没有兴趣"),
        _("感到心情低落、沮丧或没有希望"),
        _("入睡困难、睡不安稳，或睡得太多"),
        _("感到疲倦或没有活力"),
        _("胃口不好，或吃得太多"),
        _("觉得自己很糟，或很失败，或让自己和家人失望"),
        _("很难集中精神做事，比如看报或看电视"),
        _("动作或说话慢到别人已经察觉；或正好相反，坐立不安、动来动去，比平时多得多"),
        _("有不如死掉，或用某种方式伤害自己的念头"),
    ),
    bands=(
        Band("minimal", _("没有或极少"), 0, "good", WELL),
        Band("mild", _("轻度"), 5, "warn", WATCH),
        Band("moderate", _("中度"), 10, "warn", TALK),
        Band("severe_ish", _("中重度"), 15, "warn", DOCTOR),
        Band("severe", _("重度"), 20, "warn", DOCTOR),
    ),
    risk=frozenset({8}),
)
GAD7 = Scale(
    code="gad7",
    title=_("焦虑自测（GAD-7）"),
    about=_("七个问题，约两分钟"),
    since=date(2006, 5, 1),
    source=_("Spitzer、Kroenke、Williams、Löwe，Arch Intern Med 2006;166:1092-1097；分界 5、10、15 分"),
    asks=TWO_WEEKS,
    questions=(
        _("感到紧张、焦虑或烦躁"),
        _("不能停止或控制担忧"),
        _("对各种各样的事情担忧过多"),
        _("很难放松下来"),
        _("坐立不安，难以静坐"),
        _("变得容易烦恼或急躁"),
        _("感到害怕，好像有可怕的事要发生"),
    ),
    bands=(
        Band("minimal", _("没有或极少"), 0, "good", WELL),
        Band("mild", _("轻度"), 5, "warn", WATCH),
        Band("moderate", _("中度"), 10, "warn", TALK),
        Band("severe", _("重度"), 15, "warn", DOCTOR),
    ),
)
SCALES = (PHQ9, GAD7)


def scale(code: str, on: date, among: Sequence[Scale] = SCALES) -> Scale | None:
    """The form of a scale that holds on a day; None for no such scale."""
    return max((one for one in among if one.code == code and one.since <= on), key=lambda one: one.since, default=None)


def in_force(on: date, among: Sequence[Scale] = SCALES) -> list[Scale]:
    """Each scale in the form that holds on a day."""
    found = {one.code: scale(one.code, on, among) for one in among}
    return [one for one in found.values() if one]
