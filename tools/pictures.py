"""Takes the pictures of docs/pictures from the running product, in a real browser. For maintainers.

    python tools/pictures.py [fairs] [rooms] [road]

Needs Chromium at /usr/bin/chromium and GONGHUI_DATABASE_URL or the embedded server. The demo world is made on a
database of its own; workers, officers and desks then walk their paths, and each page is kept as it was seen.
"""

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
PICTURES = ROOT / "docs" / "pictures"
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 1.5, "locale": "zh-CN"}
DESK = {"viewport": {"width": 1280, "height": 800}, "locale": "zh-CN"}


def main(parts: list[str]) -> None:
    from playwright.sync_api import sync_playwright

    from gonghui.site import installation, staging

    PICTURES.mkdir(parents=True, exist_ok=True)
    with installation.with_database(), staging.stage() as stage:
        from gonghui.primitives import clock
        from gonghui.rehearsals.fairs.demo import CLERK, LIN, demo
        from gonghui.rehearsals.hub.demo import demo as demo_hub
        from gonghui.rehearsals.phones import Phones
        from gonghui.rehearsals.stations.demo import MOBILES
        from gonghui.rehearsals.stations.demo import demo as demo_stations

        demo(now=clock.now())
        demo_hub(now=clock.now())
        demo_stations(now=clock.now())
        base, phones = f"http://{stage.host}:{stage.port}", Phones(stage.sms_folder)
        with sync_playwright() as playwright:
            options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=options)
            if "fairs" in parts:
                for size, name in ((PHONE, "phone"), (DESK, "desk")):
                    worker(browser.new_context(**size), base, phones, LIN[1], name)
                officer(browser.new_context(**DESK), base)
                till(browser.new_context(**DESK), base, phones, CLERK[1])
            if "rooms" in parts:
                rooms(browser.new_context(**PHONE), browser.new_context(**DESK), base, phones, "19900000102")
            if "road" in parts:
                if "fairs" in parts:
                    time.sleep(61)  # one code a minute for a number
                road(browser, base, phones, LIN[1], f"{MOBILES}0001")
            browser.close()


def keep(page, name: str, *, whole: bool = False) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PICTURES / f"{name}.jpg", type="jpeg", quality=82, full_page=whole)
    print(f"docs/pictures/{name}.jpg")


def sign_in(page, base: str, phones, mobile: str) -> None:
    page.goto(f"{base}/sign-in/")
    page.fill("[name=mobile]", mobile)
    before = phones.codes.pop(mobile, None)
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-in/code/**")
    for _attempt in range(100):
        phones.look()
        if phones.code_of(mobile) not in (None, before):
            break
        time.sleep(0.1)
    page.fill("[name=code]", phones.code_of(mobile))
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/sign-in/" not in url)


def worker(context, base: str, phones, mobile: str, size: str) -> None:
    """Home -> fair -> sign up -> receipt."""
    page = context.new_page()
    if size == "desk":
        time.sleep(61)  # one code a minute for a number
    sign_in(page, base, phones, mobile)
    page.goto(f"{base}/")
    keep(page, f"worker-home-{size}")
    page.goto(f"{base}/subsidies/")
    keep(page, f"worker-fairs-{size}")
    link = page.get_attribute("main a[href^='/subsidies/0']", "href")
    fair = f"{base}/subsidies/{link.split('/')[2]}/"
    page.goto(fair)
    keep(page, f"worker-fair-{size}")
    if size == "phone":
        sessions = page.eval_on_selector_all("a[href*='/sessions/']", "links => links.map(one => one.href)")
        for session in reversed(sessions):
            page.goto(session)
            button = page.locator("form[action$='/place/'] button")
            if button.count():
                keep(page, f"worker-session-{size}")
                button.first.click()
                break
    page.goto(f"{fair}receipt/")
    keep(page, f"worker-receipt-{size}")
    page.goto(f"{fair}goods/")
    keep(page, f"worker-goods-{size}")


def officer(context, base: str) -> None:
    """My work, import, plan, board, settlement; then the gate."""
    page = context.new_page()
    page.goto(f"{base}/sign-in/staff/")
    page.fill("[name=username]", "zhao")
    page.fill("[name=password]", "gonghui-demo")
    page.keyboard.press("Enter")
    page.wait_for_url("**/console/**")
    keep(page, "officer-work")
    page.goto(f"{base}/console/membership/rosters/new/")
    roster = "姓名,证件号码,手机号\n林小雨,45010219900101001X,13900000001\n陈建国,450102199001010019,13900000002\n"
    page.set_input_files("input[type=file]", {"name": "名单.csv", "mimeType": "text/csv", "buffer": roster.encode()})
    if page.locator("select[name=union]").count():
        page.select_option("select[name=union]", "SX")
    page.locator("main form button.btn-primary").last.click()
    page.wait_for_url(lambda url: "/new/" not in url)
    for _attempt in range(60):
        page.wait_for_timeout(500)
        page.reload()
        if page.locator("[data-state=checked]").count():
            break
    keep(page, "officer-roster")
    page.goto(f"{base}/console/fairs/")
    page.click("main a:has-text('惠职工')")
    page.wait_for_load_state()
    fair = page.url
    keep(page, "officer-fair")
    for name in ("board", "settlement"):
        page.goto(f"{fair}{name}/")
        page.wait_for_timeout(1500)  # the chart draws itself
        keep(page, f"officer-{name}")
    page.goto(f"{base}/counter/fairs/")
    page.click("a[href*='/gate/']")
    page.fill("input[name=code]", "19900000110")
    page.keyboard.press("Enter")
    page.wait_for_selector(".k-verdict")
    keep(page, "gate-answer")


def rooms(phone, desk, base: str, phones, mobile: str) -> None:
    """A gap, the form, the receipt on a phone; what waits, the day and the month at a desk."""
    page = phone.new_page()
    sign_in(page, base, phones, mobile)
    page.goto(f"{base}/spaces/")
    page.click("main .k-thing-title a")
    page.click(".h-days a >> nth=1")
    keep(page, "rooms-house-phone")
    page.locator("article", has_text="茶室").locator(".h-gaps a").last.click()
    page.fill("[name=purpose]", "班组读书会")
    keep(page, "rooms-room-phone")
    page.click("#book button.btn-primary")
    page.wait_for_url("**/bookings/**")
    keep(page, "rooms-booking-phone")
    page = desk.new_page()
    page.goto(f"{base}/sign-in/staff/")
    page.fill("[name=username]", "zhao")
    page.fill("[name=password]", "gonghui-demo")
    page.keyboard.press("Enter")
    page.wait_for_url("**/console/**")
    page.goto(f"{base}/console/spaces/asked/")
    keep(page, "rooms-asked-desk")
    page.goto(f"{base}/console/spaces/")
    page.click("main tbody a")
    page.wait_for_load_state()
    tomorrow = page.evaluate("new Date(Date.now() + 86400000).toLocaleDateString('sv', {timeZone: 'Asia/Shanghai'})")
    page.goto(f"{page.url}?day={tomorrow}")
    keep(page, "rooms-day-desk")
    page.click(".k-tabs a >> nth=1")
    keep(page, "rooms-month-desk")


def road(browser, base: str, phones, driver: str, keeper: str) -> None:
    """A driver at the phone, a keeper at the counter, an officer at the desk."""
    page = browser.new_context(**PHONE).new_page()
    sign_in(page, base, phones, driver)
    page.goto(f"{base}/stations/?place=太原市&open=1")
    keep(page, "driver-stations-phone")
    page.goto(f"{base}/stations/truckers/")
    page.click(".w-station a")
    keep(page, "driver-home-phone", whole=False)
    page.locator("#lines").scroll_into_view_if_needed()
    keep(page, "driver-shower-phone")
    page.goto(f"{base}/stations/repair/")
    page.click(".m-line")
    keep(page, "driver-repair-phone")
    page.goto(f"{base}/stations/loads/")
    keep(page, "driver-loads-phone")
    page = browser.new_context(**DESK).new_page()
    sign_in(page, base, phones, keeper)
    page.goto(f"{base}/counter/stations/")
    page.click("text=物流园司机之家")
    keep(page, "keeper-desk", whole=True)
    page = browser.new_context(**DESK).new_page()
    page.goto(f"{base}/sign-in/staff/")
    page.fill("[name=username]", "zhao")
    page.fill("[name=password]", "gonghui-demo")
    page.keyboard.press("Enter")
    page.wait_for_url("**/console/**")
    page.goto(f"{base}/console/stations/")
    keep(page, "officer-stations")
    page.click("text=物流园司机之家")
    keep(page, "officer-station")
    page.click("text=门牌")
    keep(page, "officer-plate")


def till(context, base: str, phones, mobile: str) -> None:
    """A buyer at the till, and what each side pays."""
    page = context.new_page()
    sign_in(page, base, phones, mobile)
    page.goto(f"{base}/counter/fairs/")
    page.click("a[href*='/tills/']")
    page.wait_for_load_state()
    page.fill("input[name=buyer]", "19900000102")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    keep(page, "till-goods")
    page.locator("a[href*='offer='], button[name=offer]").first.click()
    page.wait_for_load_state()
    keep(page, "till-quote")


if __name__ == "__main__":
    main(sys.argv[1:] or ["fairs", "rooms", "road"])
