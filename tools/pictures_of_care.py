"""Pictures of who is heard: what a worker asks, and what the person who answers sees."""

from typing import Any

from tools.studio import Studio, picture

LIN = "19900000001"


@picture
def counselling_way_phone(studio: Studio) -> Any:
    """A risk answer leads there."""
    page = studio.open(LIN, "phone", "/counselling/scales/phq9/")
    for at in range(9):
        page.locator(f"input[name=q{at}]").nth(1).check()
    page.get_by_role("button", name="看结果").click()
    page.wait_for_load_state()
    return page


@picture
def counselling_book_phone(studio: Studio) -> Any:
    page = studio.open(LIN, "phone", "/counselling/counsellors/")
    page.get_by_text("梅知秋").click()
    page.wait_for_load_state()
    return page


@picture
def counsellor_call_desk(studio: Studio) -> Any:
    page = studio.open("meizq", "desk", "/console/counselling/calls/")
    page.get_by_role("button", name="我来打").click()
    page.wait_for_load_state()
    return page


@picture
def aid_test_phone(studio: Studio) -> Any:
    """Whether, by which line, and what is missing; before anything is asked for."""
    page = studio.open("", "phone", "/aid/test/")
    page.get_by_label("住在哪里").fill("太原市小店区")
    page.get_by_label("一年到手的收入（元）").first.fill("24000")
    page.get_by_label("医疗自付（元/年）").fill("18000")
    page.get_by_role("button", name="看结果").click()
    page.wait_for_load_state()
    return page


@picture
def aid_cases_desk(studio: Studio) -> Any:
    return studio.open("zhao", "desk", "/console/aid/cases/")


@picture
def clinic_phone(studio: Studio) -> Any:
    return studio.open(LIN, "phone", "/clinic/")


@picture
def legal_wages_phone(studio: Studio) -> Any:
    """How long there is, by which article."""
    page = studio.open("", "phone", "/legal/wages/")
    page.get_by_label("从哪天起没有足额发工资").fill("2026-07-01")
    page.get_by_label("一共欠多少元").fill("9600")
    page.get_by_role("button", name="算一算").click()
    page.wait_for_load_state()
    return page


@picture
def legal_aid_desk(studio: Studio) -> Any:
    """A lawyer reads what was given to them alone."""
    page = studio.open("jisz", "desk", "/console/legal/aid/")
    page.locator("main table a").first.click()
    page.wait_for_load_state()
    return page


@picture
def operator_call_desk(studio: Studio) -> Any:
    """Who calls and where their cases stand, in one look."""
    page = studio.open("zhao", "desk", "/console/hotline/desk/")
    page.locator("input[name=mobile]").first.fill(LIN)
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    return page
