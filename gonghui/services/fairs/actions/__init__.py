"""What can be done with a fair. Each verb is one transaction; doors, API, counter and story all call these."""

from .after_sales import answer_after_sales, ask_after_sales
from .copying import copy_fair, correct
from .dealers import add_clerk, invite_dealer, join_stall, remove_clerk
from .drawing import confirm, enter_draw, enter_draw_many, leave_draw, set_beacon
from .gate import Seen, admit, admit_or_compare, record_scans
from .moving import change_capacity, move_day, move_session
from .need import set_need, set_need_from_list
from .offers import load_offers, withdraw_offer
from .planning import add_sessions, choose_way, draft, publish, revise
from .recognising import ask_word, forget, hear, recognise
from .running import cancel_fair, cancel_session, close_fair
from .settlement import (
    approve_agreeing,
    approve_settlement,
    mark_settlement_paid,
    prepare_settlement,
    return_settlement,
    set_claim,
)
from .sign_up import give_back, leave_line, move, sign_up, sign_up_many, wait
from .till import cancel_sale, sell
from .venues import add_venue, remove_stall, remove_venue, revise_venue
from .working_draws import work_draws, work_offers

__all__ = [
    "Seen",
    "add_clerk",
    "add_sessions",
    "add_venue",
    "admit",
    "admit_or_compare",
    "answer_after_sales",
    "approve_agreeing",
    "approve_settlement",
    "ask_after_sales",
    "ask_word",
    "cancel_fair",
    "cancel_sale",
    "cancel_session",
    "change_capacity",
    "choose_way",
    "close_fair",
    "confirm",
    "copy_fair",
    "correct",
    "draft",
    "enter_draw",
    "enter_draw_many",
    "forget",
    "give_back",
    "hear",
    "invite_dealer",
    "join_stall",
    "leave_draw",
    "leave_line",
    "load_offers",
    "mark_settlement_paid",
    "move",
    "move_day",
    "move_session",
    "prepare_settlement",
    "publish",
    "recognise",
    "record_scans",
    "remove_clerk",
    "remove_stall",
    "remove_venue",
    "return_settlement",
    "revise",
    "revise_venue",
    "sell",
    "set_beacon",
    "set_claim",
    "set_need",
    "set_need_from_list",
    "sign_up",
    "sign_up_many",
    "wait",
    "withdraw_offer",
    "work_draws",
    "work_offers",
]
