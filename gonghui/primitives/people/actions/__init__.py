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
from .corrections import correct_membership
from .devices import new_device, remembering
from .employers import add_employer, change_employer, employ, end_employment
from .limits import Limit, count_use, count_uses, forget_counts, give_back, uses
from .members import join, leave, transfer
from .mergers import dissolve_union, merge_union, rename_union
from .moves import add_documents, employ_many, settle_many
from .names import by_number, named
from .numbers import STANDS, ask_mobile, decide_mobile, may_second, prove_number, request_number_code
from .offices import appoint, dismiss
from .persons import (
    add_document,
    change_mobile,
    enrol,
    look,
    look_at_number,
    look_at_numbers,
    mark_mobile_dead,
    recall_card,
    rename,
    replace_document,
    revive_mobile,
    withdraw_document,
)
from .standings import set_standing
from .tokens import issue_token, revoke_token
from .unions import close_union, found_union, move_union, set_credit_code

__all__ = [
    "STANDS",
    "Enrolment",
    "Limit",
    "add_document",
    "add_documents",
    "add_employer",
    "allow_password",
    "appoint",
    "ask_mobile",
    "by_number",
    "change_employer",
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
    "dissolve_union",
    "employ",
    "employ_many",
    "end_employment",
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
    "look_at_numbers",
    "mark_mobile_dead",
    "may_second",
    "merge_union",
    "move_union",
    "named",
    "new_device",
    "open_account",
    "place",
    "prove_number",
    "recall_card",
    "redeem_sign_in_code",
    "remembering",
    "rename",
    "rename_union",
    "reopen_account",
    "replace_document",
    "request_number_code",
    "request_sign_in_code",
    "revive_mobile",
    "revoke_token",
    "set_credit_code",
    "set_password",
    "set_standing",
    "settle_many",
    "sign_out_everywhere",
    "transfer",
    "unused_codes",
    "uses",
    "withdraw_document",
]
