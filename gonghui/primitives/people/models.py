"""Who there is: persons and their documents, the union tree, memberships, offices, and how they sign in."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from gonghui.primitives.rows import Row, new_id

from . import divisions
from .querysets import MembershipQuerySet, OfficeQuerySet, PersonQuerySet, UnionQuerySet
from .rules import DOCUMENT_LENGTHS, mask_name, mask_tail


class Division(models.Model):
    """An administrative division (GB/T 2260) with its six-digit code. Rows come from `divisions.load()`."""

    class Level(models.IntegerChoices):
        PROVINCE = 1, _("省级")
        CITY = 2, _("地级")
        COUNTY = 3, _("县级")

    code = models.CharField(max_length=6, primary_key=True)
    name = models.CharField(max_length=60)
    level = models.IntegerField(choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")

    @property
    def with_city(self) -> str:
        """ "太原市小店区": four cities have a 鼓楼区."""
        return divisions.with_city(self.pk) or self.name


class Union(Row):
    """A node of the one tree of unions. `path` is its ancestors' codes and its own, each followed by a dot."""

    class Kind(models.TextChoices):
        NATIONAL = "national", _("全国总工会")
        PROVINCE = "province", _("省级总工会")
        CITY = "city", _("市级总工会")
        DISTRICT = "district", _("县区总工会")
        TOWNSHIP = "township", _("乡镇街道工会")
        INDUSTRY = "industry", _("行业工会联合会")
        JOINT = "joint", _("联合基层工会")
        GRASSROOTS = "grassroots", _("基层工会")
        GROUP = "group", _("工会小组")

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=240, db_collation="C")  # C: a prefix is a range of its index
    division = models.ForeignKey(Division, models.PROTECT, null=True, related_name="+")
    credit_code = models.CharField(max_length=18, null=True)
    closed_at = models.DateTimeField(null=True)

    objects = UnionQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], name="one_union_per_code"),
            models.UniqueConstraint(fields=["path"], name="one_union_per_path"),
            models.UniqueConstraint(fields=["credit_code"], name="one_union_per_credit_code"),
            models.CheckConstraint(
                condition=Q(path__endswith=Concat(F("code"), Value("."))), name="union_path_ends_with_its_code"
            ),
        ]


class Person(Row):
    """A natural person; may exist without an account, because rosters are imported.

    The mobile number is encrypted; `mobile_index` finds it, `mobile_tail` (last four) shows it masked.
    `member_code` is the public code on the electronic member card.
    """

    name = models.CharField(max_length=60)
    sort_key = models.CharField(max_length=120, db_collation="C")  # pinyin, for lists
    member_code = models.CharField(max_length=16)
    mobile_sealed = models.BinaryField(null=True)
    mobile_index = models.BinaryField(null=True, max_length=32)
    mobile_tail = models.CharField(max_length=4, blank=True)
    mobile_dead_at = models.DateTimeField(null=True)  # the carrier said this number will never answer

    objects = PersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mobile_index"], name="one_person_per_mobile"),
            models.UniqueConstraint(fields=["member_code"], name="one_person_per_member_code"),
        ]
        indexes = [models.Index(fields=["sort_key", "id"], name="persons_by_pinyin")]

    def __str__(self) -> str:
        return self.name

    @property
    def masked_name(self) -> str:
        return mask_name(self.name)

    @property
    def masked_mobile(self) -> str:
        return mask_tail(self.mobile_tail, length=11) if self.mobile_tail else ""


class Document(Row):
    """An identity document of a person. The number is encrypted; the blind index is unique per kind."""

    class Kind(models.TextChoices):
        RESIDENT_ID = "resident_id", _("居民身份证")
        TAIWAN_PERMIT = "taiwan_permit", _("台湾居民来往大陆通行证")
        HONGKONG_MACAO_PERMIT = "hk_macao_permit", _("港澳居民来往内地通行证")
        RESIDENCE_PERMIT = "residence_permit", _("港澳台居民居住证")
        PASSPORT = "passport", _("护照")

    person = models.ForeignKey(Person, models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=20, choices=Kind)
    number_sealed = models.BinaryField()
    number_index = models.BinaryField(max_length=32)
    number_tail = models.CharField(max_length=4)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["number_index", "kind"], name="one_person_per_document")]

    @property
    def masked_number(self) -> str:
        return mask_tail(self.number_tail, length=DOCUMENT_LENGTHS.get(self.kind, 9))


class Membership(Row):
    """会籍: a person belongs to a union from a date. At most one is open at any time."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    union = models.ForeignKey(Union, models.PROTECT, related_name="memberships")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(ends_on=None), name="one_active_membership"),
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="membership_dates"),
        ]


class Role(models.TextChoices):
    OFFICER = "officer", _("工会干部")
    FINANCE = "finance", _("财务")
    AUDITOR = "auditor", _("经审")
    ADMINISTRATOR = "administrator", _("系统管理员")
    OPERATOR = "operator", _("现场工作人员")
    CLERK = "clerk", _("商家店员")
    JUDGE = "judge", _("评委")
    PROVIDER = "provider", _("服务提供者")


class Office(Row):
    """A role a person holds at a union; its jurisdiction is that union's subtree."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="offices")
    union = models.ForeignKey(Union, models.PROTECT, related_name="offices")
    role = models.CharField(max_length=16, choices=Role)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "union", "role"], condition=Q(ends_at=None), name="one_open_office_of_a_role"
            ),
        ]


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username=username)


class Account(AbstractBaseUser):
    """How a person signs in: workers by mobile and SMS code, staff by username and password."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.OneToOneField(Person, models.PROTECT, related_name="account")
    username = models.CharField(max_length=60, null=True)
    is_active = models.BooleanField(default=True)
    elder_mode = models.BooleanField(default=False)
    language = models.CharField(max_length=10, default="zh-hans")
    signed_out_at = models.DateTimeField(null=True)  # everywhere: sessions opened before are over
    may_choose_until = models.DateTimeField(null=True)  # a password, after an SMS code: somebody in office lets them

    USERNAME_FIELD = "username"
    objects = AccountManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["username"], name="one_account_per_username")]

    def get_session_auth_hash(self) -> str:
        """What a session was opened with: it ends with the password, the mobile number, and when all are ended."""
        mobile = bytes(self.person.mobile_index or b"").hex()
        since = self.signed_out_at.isoformat() if self.signed_out_at else ""
        held = super().get_session_auth_hash() + mobile + since
        return salted_hmac("people.session", held, algorithm="sha256").hexdigest()


class SignInCode(Row):
    """A six-digit code sent to a mobile number; used once, within minutes, after few tries."""

    mobile_index = models.BinaryField(max_length=32)
    code_hash = models.CharField(max_length=128)
    expires_at = models.DateTimeField()
    tries_left = models.IntegerField(default=5)
    used_at = models.DateTimeField(null=True)
    asker = models.CharField(max_length=64, default="")  # the browser or address that asked, as a keyed hash

    class Meta:
        indexes = [models.Index(fields=["mobile_index", "-id"], name="sign_in_code_by_mobile")]
        constraints = [models.CheckConstraint(condition=Q(tries_left__gte=0), name="sign_in_tries")]


class MobileRequest(Row):
    """An administrator asks for another mobile number of somebody who lost theirs; a second one decides.

    Sealed as a person's own number is: `by_person` saw the proof, `decided_by` is never the same.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="mobile_requests")
    mobile_sealed = models.BinaryField()
    mobile_index = models.BinaryField(max_length=32)
    mobile_tail = models.CharField(max_length=4)
    proof = models.CharField(max_length=200)  # what was seen: an identity card, a letter
    by_person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    decided_at = models.DateTimeField(null=True)
    agreed = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(decided_at=None), name="one_open_mobile_request"),
            models.CheckConstraint(condition=~Q(decided_by=F("by_person")), name="mobile_decided_by_another"),
            models.CheckConstraint(condition=~Q(person=F("decided_by")), name="mobile_decided_not_by_oneself"),
        ]


class Token(Row):
    """An API token: only its SHA-256 is kept; the token itself is shown once."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=60)
    token_hash = models.BinaryField(max_length=32, unique=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    by_password = models.BooleanField(default=False, db_default=False)  # else by SMS: a worker's, without offices


class RateCount(models.Model):
    """How often a key was used within its current window; one conditional upsert counts and decides.

    The table is unlogged: losing it in a crash costs nothing, writing it costs less.
    """

    key = models.CharField(max_length=120, primary_key=True)
    window_ends = models.DateTimeField()
    count = models.IntegerField()
