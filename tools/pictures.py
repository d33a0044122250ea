"""Takes the pictures of docs/pictures from the running product, in a real browser. For maintainers: one command,

    python tools/pictures.py [name …]

retakes all of them in the order of the README, from the demo world, its clock set to FIXED. Needs Chromium at
/usr/bin/chromium and GONGHUI_DATABASE_URL or the embedded server; the world is made on a database of its own. Each
picture is a function named after its file, here or in tools/pictures_of_….py; tests/law/test_readme.py holds
the list to the papers.
"""

import os
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tools.studio import FIXED, MOST, PICTURES, TARGET, Studio, picture, taken  # noqa: F401

LIN, CLERK, KEEPER, BUYER = "19900000001", "19900002001", "19900008001", "19900000102"
ROSTER = "姓名,证件号码,手机号\n林小雨,45010219900101001X,13900000001\n陈建国,450102199001010019,13900000002\n"


@picture
def worker_home_phone(studio: Studio) -> Any:
    return studio.open(LIN, "phone", "/")


@picture
def worker_receipt_phone(studio: Studio) -> Any:
    """From the fair to a session with places left, signed up, and its receipt."""
    page = studio.open(LIN, "phone", fair_of(studio))
    sessions = page.eval_on_selector_all("a[href*='/sessions/']", "links => links.map(one => one.href)")
    for session in reversed(sessions):
        page.goto(session)
        if page.locator("form[action$='/place/'] button").count():
            page.locator("form[action$='/place/'] button").first.click()
            page.wait_for_load_state()
            break
    return studio.open(LIN, "phone", f"{fair_of(studio)}receipt/")


@picture
def worker_goods_phone(studio: Studio) -> Any:
    return studio.open(LIN, "phone", f"{fair_of(studio)}goods/")


@picture
def officer_board(studio: Studio) -> Any:
    page = studio.open("zhao", "desk", "/console/fairs/")
    page.click("main a:has-text('惠职工')")
    page.wait_for_load_state()
    page.goto(f"{page.url.split('?')[0]}board/")
    page.wait_for_timeout(1500)  # the chart draws itself
    return page


@picture
def officer_roster(studio: Studio) -> Any:
    page = studio.open("zhao", "desk", "/console/membership/rosters/new/")
    file = {"name": "名单.csv", "mimeType": "text/csv", "buffer": ROSTER.encode()}
    page.set_input_files("input[type=file]", file)
    if page.locator("select[name=union]").count():
        page.select_option("select[name=union]", "SX")
    page.locator("main form button.btn-primary").last.click()
    page.wait_for_url(lambda url: "/new/" not in url)
    for _attempt in range(60):
        if page.locator("[data-state=checked]").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    return page


@picture
def gate_answer(studio: Studio) -> Any:
    page = studio.open("wu", "desk", "/counter/fairs/")
    page.click("a[href*='/gate/']")
    page.fill("input[name=code]", "19900000110")
    page.keyboard.press("Enter")
    page.wait_for_selector(".k-verdict")
    return page


@picture
def till_quote(studio: Studio) -> Any:
    """A buyer who came in shows the code that changes; and what each side pays."""
    page = studio.open(CLERK, "desk", "/counter/fairs/")
    page.click("a[href*='/tills/']")
    page.fill("input[name=buyer]", live_code_of(BUYER))
    page.keyboard.press("Enter")
    page.locator("a[href*='offer='], button[name=offer]").first.click()
    page.wait_for_load_state()
    return page


@picture
def driver_stations_phone(studio: Studio) -> Any:
    page = studio.open(LIN, "phone", "/stations/?place=太原市")
    page.wait_for_selector(".k-map[data-drawn=counties]")
    return page


@picture
def reader_seats_phone(studio: Studio) -> Any:
    page = studio.open(LIN, "phone", "/reading/")
    page.click("main .k-thing-title a:has-text('太原工惠图书馆')")
    page.click("a[href$='/seats/']")
    page.wait_for_load_state()
    return page


@picture
def rooms_house_phone(studio: Studio) -> Any:
    page = studio.open(LIN, "phone", "/spaces/")
    page.click("main .k-thing-title a")
    page.click(".h-days a >> nth=1")
    page.wait_for_load_state()
    return page


# Those of the other papers


@picture
def rooms_day_desk(studio: Studio) -> Any:
    page = studio.open("zhao", "desk", "/console/spaces/")
    page.click("main tbody a")
    page.wait_for_load_state()
    page.goto(f"{page.url.split('?')[0]}?day={FIXED:%Y-%m}-{FIXED.day + 1}")
    return page


@picture
def reader_rooms_phone(studio: Studio) -> Any:
    return studio.open(LIN, "phone", "/reading/")


@picture
def reader_mine_phone(studio: Studio) -> Any:
    return studio.open(LIN, "phone", "/reading/mine/")


@picture
def desk_offline(studio: Studio) -> Any:
    """The loan desk when the network has gone."""
    page = studio.open(KEEPER, "desk", "/counter/reading/")
    page.locator("main a[href*='/counter/reading/']").first.click()
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.wait_for_selector(".t-offline:not([hidden])")
    return page


def live_code_of(mobile: str) -> str:
    """What the receipt of somebody shows just now."""
    from gonghui.kernel.mobile import Mobile
    from gonghui.primitives import clock
    from gonghui.primitives.admission import live_codes
    from gonghui.primitives.admission.models import Place
    from gonghui.primitives.people.models import Person

    holder = Person.objects.by_mobile(Mobile.parse(mobile)).get()
    return live_codes.code_at(Place.objects.filter(holder=holder, released_at=None).latest("created_at"), clock.now())


def fair_of(studio: Studio) -> str:
    """The address of the demo's fair."""
    page = studio.open(LIN, "phone", "/subsidies/")
    link = page.get_attribute("main a[href^='/subsidies/0']", "href")
    return f"/subsidies/{link.split('/')[2]}/"


from tools import pictures_of_care, pictures_of_membership  # noqa: E402, F401  # after those of the README


def main(names: list[str]) -> None:
    from playwright.sync_api import sync_playwright

    from gonghui.site import installation, staging

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs in this thread
    TARGET.mkdir(parents=True, exist_ok=True)
    with installation.with_database(), staging.stage() as stage:
        from gonghui.primitives import clock
        from gonghui.rehearsals.phones import Phones
        from gonghui.rehearsals.programme import Part, each

        stage.at(FIXED)
        for demo in each(Part.DEMO):
            demo(now=clock.now())
        with sync_playwright() as playwright:
            options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=options)
            studio = Studio(browser, f"http://{stage.host}:{stage.port}", Phones(stage.sms_folder))
            failed = [name for name in names if not taken(studio, name)]
            browser.close()
    if failed:
        sys.exit(f"not taken: {', '.join(failed)}")


if __name__ == "__main__":
    main(sys.argv[1:] or list(PICTURES))
