"""The verbs of people. Each is one transaction; refusals are in `refusals`."""

from .accounts import (
    allow_password,
    check_password,
    choose_password,
    close_account,
    open_account,
    place,
    reopen_account,
    set_password,
    sign_out_everywhere,
)
from .bulk import Enrolment, enrol_many, join_many
from .codes import forget_codes, guessed, redeem_sign_in_code, request_sign_in_code, unused_codes
from .devices import new_device, remembering
from .limits import Limit, count_use, count_uses, forget_counts, give_back, uses
from .members import correct_membership, join, leave, transfer
from .names import by_number, named
from .numbers import STANDS, ask_mobile, decide_mobile, may_second, prove_number, request_number_code
from .offices import appoint, dismiss
from .persons import add_document, change_mobile, enrol, look, look_at_number, mark_mobile_dead, rename
from .tokens import issue_token, revoke_token
from .unions import close_union, found_union, move_union

__all__ = [
    "STANDS",
    "Enrolment",
    "Limit",
    "add_document",
    "allow_password",
    "appoint",
    "ask_mobile",
    "by_number",
    "change_mobile",
    "check_password",
    "choose_password",
    "close_account",
    "close_union",
    "correct_membership",
    "count_use",
    "count_uses",
    "decide_mobile",
    "dismiss",
    "enrol",
    "enrol_many",
    "forget_codes",
    "forget_counts",
    "found_union",
    "give_back",
    "guessed",
    "issue_token",
    "join",
    "join_many",
    "leave",
    "look",
    "look_at_number",
    "mark_mobile_dead",
    "may_second",
    "move_union",
    "named",
    "new_device",
    "open_account",
    "place",
    "prove_number",
    "redeem_sign_in_code",
    "remembering",
    "rename",
    "reopen_account",
    "request_number_code",
    "request_sign_in_code",
    "revoke_token",
    "set_password",
    "sign_out_everywhere",
    "transfer",
    "unused_codes",
    "uses",
]
