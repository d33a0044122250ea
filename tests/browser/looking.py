"""What a browser test looks at on every page: that nobody is shut out, and the picture of it."""

import os
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, Page, ViewportSize

PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 800}
AXE = Axe().axe_script


def reload_alone(page: Page) -> None:
    """The network goes once the page has whole come; then it is reloaded. Where Chromium loses its worker on the way,
    once in hundreds of times, nobody has answered: the button is pressed again, as whoever sees it would."""
    page.wait_for_load_state()
    page.context.set_offline(True)
    try:
        page.reload()
    except Error as trouble:
        if "ERR_FAILED" not in trouble.message:
            raise
        page.reload()


def assert_fit(page: Page, scripts: bool = True) -> None:
    """axe finds nothing; the page is not wider than the screen. Without scripts nothing can be asked: axe is one."""
    if not scripts:
        return
    faults = faults_of(page)
    assert faults == [], f"{page.url}: {faults}"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{page.url} is wider than the screen"


def faults_of(page: Page, only: str = "") -> list[str]:
    """What axe finds, by all its rules or by one, each with where it is; targets too small included, which it does not
    look for by itself."""
    page.wait_for_load_state()  # of a link that was just touched half a page may be there
    page.evaluate("scrollTo(0, 0)")  # what is cut by the window's edge would be called too small
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    rules = f"runOnly: ['{only}']" if only else "rules: {'target-size': {enabled: true}}"
    found = page.evaluate(f"axe.run(document, {{resultTypes: ['violations'], {rules}}}).then(told => told.violations)")
    return [f"{one['id']}: {' | '.join(node['html'][:200] for node in one['nodes'])}" for one in found]


def assert_fit_everywhere(page: Page, name: str = "") -> None:
    """As `assert_fit`, on a phone and on a desk; with a name a picture of each. The page is then as it was before."""
    before = page.viewport_size
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        assert_fit(page)
        if name:
            picture(page, f"{name}-{size['width']}")
    if before:
        page.set_viewport_size(before)


def picture(page: Page, name: str) -> None:
    """Keep a picture of the whole page when GONGHUI_PICTURES names a folder."""
    if folder := os.environ.get("GONGHUI_PICTURES"):
        page.screenshot(path=Path(folder) / (name if "." in name else f"{name}.png"), full_page=True)
