"""Where the pictures of docs/pictures are taken: the demo world being served, and a window for each who looks."""

import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

TARGET = Path(__file__).resolve().parents[1] / "docs" / "pictures"
FIXED = datetime(2026, 11, 26, 9, 50, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Thursday morning, everything open
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 1.5, "locale": "zh-CN"}
DESK = {"viewport": {"width": 1280, "height": 800}, "locale": "zh-CN"}
MOST = 150_000  # bytes of one picture
Take = Callable[["Studio"], Any]
PICTURES: dict[str, Take] = {}  # in the order of the README


class Studio:
    """The demo world being served, and one window for each who looks, signed in."""

    def __init__(self, browser: Any, base: str, phones: Any) -> None:
        self.browser, self.base, self.phones = browser, base, phones
        self.windows: dict[tuple[str, str], Any] = {}

    def window(self, who: str, size: str) -> Any:
        """A page of a worker (by mobile number) or of staff (by username); signed in once for each size."""
        if (who, size) not in self.windows:
            context = self.browser.new_context(**(PHONE if size == "phone" else DESK), timezone_id="Asia/Shanghai")
            context.clock.install(time=FIXED)  # codes that change are judged by the browser's clock too
            context.set_default_timeout(15_000)
            page = context.new_page()
            self.windows[who, size] = page
            if who:
                self.sign_in(page, who)
        return self.windows[who, size]

    def open(self, who: str, size: str, address: str) -> Any:
        page = self.window(who, size)
        page.goto(self.base + address)
        return page

    def sign_in(self, page: Any, who: str) -> None:
        if not who.isdigit():
            page.goto(f"{self.base}/sign-in/staff/")
            page.fill("[name=username]", who)
            page.fill("[name=password]", "gonghui-demo")
            page.keyboard.press("Enter")
            page.wait_for_url("**/console/**")
            return
        page.goto(f"{self.base}/sign-in/")
        page.fill("[name=mobile]", who)
        page.keyboard.press("Enter")
        page.wait_for_url("**/sign-in/code/**")
        page.fill("[name=code]", self.code_of(who))
        if "/sign-in/" in page.url:
            page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "/sign-in/" not in url)
        page.wait_for_load_state("networkidle")

    def code_of(self, mobile: str) -> str:
        """The digits that were sent to a number just now."""
        for _attempt in range(100):
            self.phones.look()
            if code := self.phones.codes.pop(mobile, ""):
                return str(code)
            time.sleep(0.1)
        raise LookupError(f"no message to {mobile}")


def picture(take: Take) -> Take:
    PICTURES[take.__name__.replace("_", "-")] = take
    return take


def keep(page: Any, name: str) -> None:
    """The picture, as good as fits."""
    page.wait_for_load_state("load")
    page.wait_for_timeout(300)
    for quality in (82, 70, 58):
        image = page.screenshot(type="jpeg", quality=quality)
        if len(image) <= MOST:
            break
    (TARGET / f"{name}.jpg").write_bytes(image)
    print(f"docs/pictures/{name}.jpg  {len(image):,} bytes", flush=True)


def taken(studio: Studio, name: str) -> bool:
    """Whether it was; what went wrong is told, and the others are taken nevertheless."""
    from playwright.sync_api import Error

    try:
        keep(PICTURES[name](studio), name)
    except (Error, LookupError) as trouble:
        print(f"{name}: {trouble}", file=sys.stderr, flush=True)
        return False
    return True
