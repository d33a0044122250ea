"""Pictures of who is heard: a worker is led to a human, books an hour; a counsellor has taken a call."""

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
