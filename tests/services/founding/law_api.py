"""Who may call each operation of founding, for the laws."""

from tests.law.cases import LIN, MANAGERS, SIGNED_IN, WATCHERS, Operation

WATCH_API, MANAGE_API, OPEN_API = "innnnnn--yyyy", "innnnnn--ynny", "innnnnn--ynny"
COUNTS = {"electors": 60, "present": 50, "ballots_out": 50, "ballots_in": 50, "valid": 48, "spoiled": 2}
CERTIFICATE = {"number": "8", "issued_on": "2026-05-20", "ends_on": "2031-05-20", "authority": "市总"}
VOTE = {"post": "member", "votes": 40, "against": 6, "abstained": 2, "relation": "none"}
OPERATIONS = {
    "GET /founding/pleas": Operation(SIGNED_IN),
    "POST /founding/pleas": Operation(SIGNED_IN, "", {"employer": "并州快运", "place": "140105"}),
    "GET /founding/pleas/{pk}": Operation(LIN, "plea"),
    "DELETE /founding/pleas/{pk}": Operation(LIN, "plea"),
    "GET /founding/queue": Operation(MANAGERS),
    "GET /founding/queue/{pk}": Operation(MANAGE_API, "plea"),
    "POST /founding/queue/{pk}/answer": Operation(MANAGE_API, "plea", {"answer": "下周上门"}),
    "GET /founding/rounds": Operation(SIGNED_IN),
    "POST /founding/rounds/{pk}/answers": Operation(LIN, "judging", {"answers": {"rights": 5}}),
    "GET /founding/judgings": Operation(WATCHERS),
    "POST /founding/judgings": Operation(
        OPEN_API,
        "",
        lambda things: {
            "union": str(things["judged_union"]),
            "year": 2027,
            "opens_on": "2026-05-20",
            "closes_on": "2026-06-20",
        },
    ),
    "GET /founding/judgings/{pk}": Operation(WATCH_API, "judging"),
    "POST /founding/judgings/{pk}/pledges": Operation(MANAGE_API, "judging", {"text": "公开经费"}),
    "POST /founding/judgings/{pk}/pledges/{pledge}/kept": Operation(MANAGE_API, "judging promise", {"kept": True}),
    "GET /founding/employers": Operation(WATCHERS),
    "POST /founding/employers": Operation(
        OPEN_API, "", lambda things: {"area": str(things["founding_area"]), "name": "新厂", "headcount": 40}
    ),
    "GET /founding/employers/template": Operation(MANAGERS),
    "POST /founding/areas/{pk}/employers": Operation(MANAGE_API, "founding_area"),
    "GET /founding/cases": Operation(WATCHERS),
    "POST /founding/cases/together": Operation(
        OPEN_API, "", lambda things: {"employers": [str(things["firm"])], "way": "joint", "name": "联合工会"}
    ),
    "GET /founding/cases/{pk}": Operation(WATCH_API, "founding_case"),
    "POST /founding/cases": Operation(
        OPEN_API, "", lambda things: {"area": str(things["founding_area"]), "way": "party_led", "name": "工会"}
    ),
    "POST /founding/cases/{pk}/steps/{kind}": Operation(
        MANAGE_API, "founding_case step_kind", {"done_on": "2026-05-20"}
    ),
    "POST /founding/cases/{pk}/steps/{kind}/plan": Operation(
        MANAGE_API, "founding_case step_kind", {"who": "张科长", "due_on": "2026-06-20"}
    ),
    "GET /founding/cases/{pk}/election": Operation(WATCH_API, "voting_case"),
    "POST /founding/cases/{pk}/election/ballots": Operation(
        MANAGE_API, "voting_case", COUNTS | {"held_on": "2026-05-20", "leader": "赵老板"}
    ),
    "POST /founding/cases/{pk}/election/candidates": Operation(
        MANAGE_API, "voting_case", VOTE | {"name": "李委员", "elected": False}
    ),
    "DELETE /founding/cases/{pk}/election/candidates/{candidate}": Operation(MANAGE_API, "voting_case candidate"),
    "POST /founding/cases/{pk}/election/closure": Operation(MANAGE_API, "voting_case"),
    "POST /founding/cases/{pk}/election": Operation(
        MANAGE_API, "voting_case", COUNTS | {"held_on": "2026-05-20", "leader": "赵老板", "candidates": []}
    ),
    "POST /founding/cases/{pk}/approval": Operation(
        MANAGE_API, "founding_case", {"number": "并工组〔2026〕15号", "years": 5, "starts_on": "2026-05-20"}
    ),
    "POST /founding/cases/{pk}/certificate": Operation(MANAGE_API, "founding_case", CERTIFICATE),
    "GET /founding/cases/{pk}/employers": Operation(WATCH_API, "founding_case"),
    "POST /founding/cases/{pk}/employers": Operation(MANAGE_API, "founding_case", {"division": "140105"}),
    "DELETE /founding/cases/{pk}/employers/{employer}": Operation(MANAGE_API, "founding_case firm"),
    "GET /founding/cases/{pk}/papers": Operation(WATCH_API, "founding_case"),
    "POST /founding/cases/{pk}/papers": Operation(MANAGE_API, "founding_case"),
    "GET /founding/cases/{pk}/papers/{paper}": Operation(MANAGE_API, "founding_case case_paper"),
    "DELETE /founding/cases/{pk}/papers/{paper}": Operation(MANAGE_API, "founding_case case_paper"),
    "GET /founding/cases/{pk}/documents": Operation(WATCH_API, "founding_case"),
    "GET /founding/cases/{pk}/documents/{kind}": Operation(WATCH_API, "founding_case document_kind"),
    "POST /founding/cases/{pk}/undo": Operation(MANAGE_API, "founding_case"),
    "POST /founding/cases/{pk}/homecoming": Operation(MANAGE_API, "founding_case"),
    "GET /founding/unions": Operation(WATCHERS),
    "GET /founding/unions/{pk}": Operation(WATCH_API, "termed_union"),
    "POST /founding/unions/{pk}/terms": Operation(
        MANAGE_API, "termed_union", {"number": "9号", "years": 3, "starts_on": "2026-05-20"}
    ),
    "POST /founding/unions/{pk}/certificates": Operation(MANAGE_API, "termed_union", CERTIFICATE | {"kind": "first"}),
    "POST /founding/unions/{pk}/changes": Operation(
        MANAGE_API, "termed_union", {"what": "chair", "after": "孙", "happened_on": "2026-05-20"}
    ),
    "POST /founding/unions/{pk}/changes/{change}/filing": Operation(
        MANAGE_API, "termed_union union_change", {"filed_on": "2026-05-20"}
    ),
    "POST /founding/unions/{pk}/reelection": Operation(MANAGE_API, "termed_union"),
    "GET /founding/changes": Operation(WATCHERS),
    "POST /founding/cases/{pk}/stop": Operation(MANAGE_API, "founding_case", {"reason": "不办了"}),
}
