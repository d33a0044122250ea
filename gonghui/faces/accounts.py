"""How Django finds the account of a session: in one query, with its person."""

from django.contrib.auth.backends import ModelBackend

from gonghui.primitives.people.models import Account


class SessionAccounts(ModelBackend):
    """Loads accounts for sessions; proves nobody's password (people.actions does, with its limits)."""

    def authenticate(self, request, username=None, password=None, **kwargs):  # type: ignore[no-untyped-def]
        return None

    def get_user(self, user_id):  # type: ignore[no-untyped-def]
        return Account.objects.select_related("person").filter(pk=user_id, is_active=True).first()
