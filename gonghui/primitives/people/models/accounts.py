"""Offices, and how people sign in."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from gonghui.primitives.rows import Row, new_id

from ..querysets import OfficeQuerySet
from .persons import Person
from .tree import Union


class Role(models.TextChoices):
    OFFICER = "officer", _("工会干部")
    FINANCE = "finance", _("财务")
    AUDITOR = "auditor", _("经审")
    ADMINISTRATOR = "administrator", _("系统管理员")
    OPERATOR = "operator", _("现场工作人员")
    CLERK = "clerk", _("商家店员")
    JUDGE = "judge", _("评委")
    PROVIDER = "provider", _("服务提供者")
    COUNSELLOR = "counsellor", _("心理咨询师")
    LAWYER = "lawyer", _("援助律师")


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
