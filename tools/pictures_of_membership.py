"""Pictures of joining, moving, the card and the founding of unions: what worker, operator and officer see."""

from typing import Any

from tools.studio import Studio, picture

RIDER, CALLER = "19900003000", "19900003010"  # has not applied yet; calls the hotline
RIDERS_NUMBER, CALLERS_NUMBER = "140105199405129021", "140105196806148991"  # of nobody
LIN = "19900000001"


def rider(studio: Studio, *buttons: str) -> Any:
    """The rider has filled in the first screen, and has touched these buttons since."""
    page = studio.open(RIDER, "phone", "/join/")
    page.get_by_role("textbox", name="证件号码").fill(RIDERS_NUMBER)
    page.get_by_label("在哪里干活").fill("并州速递、小象外卖")
    page.get_by_label("我同意").check()
    for button in buttons:
        if button == "找一找" and page.url.endswith("/check/"):
            page.goto(f"{studio.base}/join/union/")  # a union is chosen already: by the picture before
        if button == "找一找":
            page.get_by_label("单位、工会、代码或地名").fill("并州速递")
        page.get_by_role("button", name=button).first.click()
        page.wait_for_load_state()
    return page


@picture
def joining_who_phone(studio: Studio) -> Any:
    return rider(studio)


@picture
def joining_union_phone(studio: Studio) -> Any:
    return rider(studio, "下一步", "找一找")


@picture
def joining_check_phone(studio: Studio) -> Any:
    return rider(studio, "下一步", "找一找", "选这个工会")


@picture
def joining_waits_phone(studio: Studio) -> Any:
    return rider(studio, "下一步", "找一找", "选这个工会", "提交申请")


@picture
def member_card_phone(studio: Studio) -> Any:
    return studio.open(LIN, "phone", "/membership/card/")


@picture
def officer_queue_desk(studio: Studio) -> Any:
    return studio.open("zhao", "desk", "/console/join/")


@picture
def officer_application_desk(studio: Studio) -> Any:
    page = studio.open("zhao", "desk", "/console/join/")
    page.locator("main tbody a").first.click()
    page.wait_for_load_state()
    return page


def caller(studio: Studio) -> Any:
    """The form at the operator's, with what somebody without a smartphone has said on the telephone."""
    page = studio.open("zhao", "desk", "/console/join/new/")
    page.locator("select[name=union]").select_option(index=1)
    typed = {"name": "贺秀兰", "mobile": CALLER, "number": CALLERS_NUMBER, "platforms": "迎泽家政服务有限公司"}
    for name, words in typed.items():
        page.fill(f"input[name={name}]", words)
    page.select_option("select[name=via]", "hotline")
    page.check("input[name=consents]")
    return page


@picture
def operator_entry_desk(studio: Studio) -> Any:
    return caller(studio)


@picture
def operator_slip_desk(studio: Studio) -> Any:
    page = caller(studio)
    page.get_by_role("button", name="提交申请").click()
    page.wait_for_url("**/slip/")
    return page


@picture
def officer_coverage_desk(studio: Studio) -> Any:
    return studio.open("zhao", "desk", "/console/membership/coverage/")


@picture
def officer_founding_desk(studio: Studio) -> Any:
    page = studio.open("zhao", "desk", "/console/founding/cases/")
    page.locator("main tbody a").first.click()
    page.wait_for_load_state()
    return page
