"""What a browser test looks at on every page: that nobody is shut out, and the picture of it."""

import os
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def assert_fit(page: Page, scripts: bool = True) -> None:
    """axe finds nothing; the page is not wider than the screen. Without scripts nothing can be asked: axe is one."""
    if not scripts:
        return
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found] == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{page.url} is wider than the screen"


def picture(page: Page, name: str) -> None:
    """Keep a picture of the whole page when GONGHUI_PICTURES names a folder."""
    if folder := os.environ.get("GONGHUI_PICTURES"):
        page.screenshot(path=Path(folder) / (name if "." in name else f"{name}.png"), full_page=True)
