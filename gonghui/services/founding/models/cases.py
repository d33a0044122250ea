"""A union on its way: the case, its steps, the employers it is for, the ballot, the papers."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gonghui.primitives.files.models import File
from gonghui.primitives.people.models import Employer, Person, Union
from gonghui.primitives.rows import Row

from .. import rules
from ..querysets import CaseQuerySet


class Case(Row):
    """建会 or 换届. `area` is the union above, which approves; `union` what was founded, or is elected anew."""

    class Way(models.TextChoices):
        PARTY_LED = "party_led", _("党建带建")
        KEY_FIRM = "key_firm", _("重点企业示范建")
        JOINT = "joint", _("小微企业联合建")
        FEDERATION = "federation", _("行业工会联合会")
        REELECTION = "reelection", _("换届")

    class Industry(models.TextChoices):
        LOGISTICS = "logistics", _("物流园区")
        ECOMMERCE = "ecommerce", _("电商")
        RIDE_HAILING = "ride_hailing", _("网约车")
        FOOD_DELIVERY = "food_delivery", _("外卖配送")

    area = models.ForeignKey(Union, models.PROTECT, related_name="+")
    way = models.CharField(max_length=12, choices=Way)
    industry = models.CharField(max_length=16, choices=Industry, blank=True)
    name = models.CharField(max_length=rules.LONGEST_NAME)  # of the union to be
    union = models.ForeignKey(Union, models.PROTECT, null=True, related_name="+")
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    done_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    stopped_because = models.CharField(max_length=rules.LONGEST_REASON, blank=True)
    brings_home = models.BooleanField(db_default=False, default=False)  # members wait to be moved
    waits_at = models.JSONField(db_default=[], default=list)  # keys of the unions above at which they wait
    key = models.CharField(max_length=80, blank=True, db_default="")  # idempotency: of the form it came with

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "key"], condition=~Q(key=""), name="one_case_per_key"),
            models.UniqueConstraint(
                fields=["union"],
                condition=Q(way="reelection", done_at=None, stopped_at=None),
                name="one_open_reelection_of_a_union",
            ),
            models.CheckConstraint(condition=~Q(approved_by=F("opened_by")), name="case_approved_by_another"),
            models.CheckConstraint(
                condition=Q(stopped_at=None, stopped_because="")
                | (Q(stopped_at__isnull=False, done_at=None) & ~Q(stopped_because="")),
                name="case_stopped_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_by=None) | Q(approved_at__isnull=False, union__isnull=False),
                name="case_approved_has_a_union",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> str:
        if self.stopped_at:
            return rules.STOPPED
        return rules.DONE if self.done_at else rules.APPROVED if self.approved_at else rules.RUNNING


class CaseEmployer(Row):
    """An employer whose union a case is for; in one open case at most, unless it is for a federation too."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="employers")
    employer = models.ForeignKey(Employer, models.PROTECT, related_name="+")
    federates = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)  # the case was approved or stopped

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "employer"], name="one_employer_of_a_case"),
            models.UniqueConstraint(
                fields=["employer"], condition=Q(ended_at=None, federates=False), name="one_open_case_of_an_employer"
            ),
        ]


class CasePreparer(Row):
    """Who had a hand in a case: opened it, took a step, counted its votes. Undoing takes nobody off."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="preparers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="one_preparer_of_a_case")]


class Step(Row):
    """A step of a case: who sees to it, by when, and when it was done."""

    class Kind(models.TextChoices):
        PREPARE = "prepare", _("成立筹备组")
        AGREE = "agree", _("上级批准筹备")
        RECRUIT = "recruit", _("发展会员")
        ELECT = "elect", _("选举")
        APPROVE = "approve", _("上级批复")
        REGISTER = "register", _("法人资格登记")
        SEAL = "seal", _("刻制印章")
        ACCOUNT = "account", _("开立账户")

    case = models.ForeignKey(Case, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind)
    place = models.IntegerField()  # in the order of its case
    who = models.CharField(max_length=60, blank=True)
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    number = models.CharField(max_length=60, blank=True)  # of the document
    people = models.IntegerField(null=True)  # who joined
    note = models.CharField(max_length=rules.LONGEST_TEXT, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "kind"], name="one_step_of_a_kind"),
            models.CheckConstraint(
                condition=Q(done_at=None, done_on=None, done_by=None)
                | Q(done_at__isnull=False, done_on__isnull=False, done_by__isnull=False),
                name="step_done_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(done_at=None), name="steps_to_do")]


class Election(Row):
    """选举 by secret ballot, as the tellers counted it."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="election")
    held_on = models.DateField()
    leader = models.CharField(max_length=60)  # the main leader of the enterprise
    electors = models.IntegerField()
    present = models.IntegerField()
    ballots_out = models.IntegerField()
    ballots_in = models.IntegerField()
    valid = models.IntegerField()
    spoiled = models.IntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    present__lte=F("electors"),
                    ballots_out__lte=F("present"),
                    ballots_in__lte=F("ballots_out"),
                    ballots_in=F("valid") + F("spoiled"),
                ),
                name="ballots_agree",
            )
        ]


class Candidate(Row):
    """候选人 and the votes; what somebody declared of being related to the leader. No close relative is stored."""

    class Post(models.TextChoices):
        CHAIR = "chair", _("主席")
        VICE = "vice", _("副主席")
        MEMBER = "member", _("委员")
        AUDIT = "audit", _("经费审查委员")
        WOMEN = "women", _("女职工委员")

    class Relation(models.TextChoices):
        NONE = "none", _("不是亲属")
        DISTANT = "distant", _("有亲属关系，但不是近亲属")
        CLOSE = "close", _("是近亲属")

    election = models.ForeignKey(Election, models.CASCADE, related_name="candidates")
    name = models.CharField(max_length=60)
    post = models.CharField(max_length=10, choices=Post)
    votes = models.IntegerField()
    against = models.IntegerField()
    abstained = models.IntegerField()
    elected = models.BooleanField()
    relation = models.CharField(max_length=10, choices=Relation)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["election", "name", "post"], name="one_candidate_of_a_post"),
            models.CheckConstraint(
                condition=~Q(relation="close", post__in=("chair", "vice", "member")), name="no_close_relative"
            ),
        ]


class Paper(Row):
    """A paper of a case: an application, a list, a scanned approval."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="papers")
    step = models.CharField(max_length=10, choices=Step.Kind)
    file = models.OneToOneField(File, models.PROTECT, related_name="+")
    key = models.CharField(max_length=80, blank=True, db_default="")  # of the form all that came with it has
