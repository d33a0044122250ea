"""Every page of every slice as somebody sees it: nothing is wider than the screen, under a bar, or shut to anyone."""

import pytest

from gonghui.primitives.notices import actions as notices
from gonghui.primitives.notices.templates import Template
from tests.law.cases import WHO, one_who_may
from tests.law.world import address

from ..looking import DESK, PHONE, faults_of

NARROW = {"width": 320, "height": 640}
ELSEWHERE = ("/console/", "/counter/", "/api/", "/demo/")
AFTER = {"worker": ("worker", "visitor", *WHO), "officer": ("officer", "finance", "operator", "clerk", *WHO)}

WIDER = """() => {
  if (document.documentElement.scrollWidth <= innerWidth) return [];
  const out = [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > innerWidth);
  return out.slice(-3).map((one) => 'wider: ' + one.outerHTML.slice(0, 120));
}"""
# A figure is read in one piece: 12 on one line and 3 on the next is another number.
BROKEN = r"""() => {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const figures = /(?<![A-Za-z0-9])[\d,.:]*\d{2,}[\d,.:]*(?![A-Za-z0-9])/g;
    if (walker.currentNode.parentElement.closest('select, textarea, script, .k-unseen')) continue;
    for (const { index, 0: figure } of walker.currentNode.data.matchAll(figures)) {
      if (figure.length > 12) continue;
      const range = document.createRange();
      range.setStart(walker.currentNode, index);
      range.setEnd(walker.currentNode, index + figure.length);
      const tops = new Set([...range.getClientRects()].filter((box) => box.width).map((box) => Math.round(box.top)));
      if (tops.size > 1) found.push(`broken: ${figure} in ${walker.currentNode.data.trim().slice(0, 60)}`);
    }
  }
  return found;
}"""
# What has the focus, or was just opened, lies under no bar.
COVERED = """async () => {
  const bars = '.m-action, .m-tabs, .m-title';
  const under = (one) => {
    const box = one.getBoundingClientRect();
    if (!box.width || !box.height) return false;
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return !!top?.closest(bars) && !one.closest(bars);
  };
  const settled = () => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
  const some = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
  const found = [];
  for (const one of document.querySelectorAll('main details:not([data-dialog])')) {
    if (!one.getClientRects().length || one.open) continue;
    one.querySelector('summary').scrollIntoView({ block: 'nearest' });
    one.querySelector('summary').click();
    await settled();
    const room = innerHeight - [...document.querySelectorAll(bars)].reduce((sum, bar) => sum + bar.offsetHeight, 0);
    const parts = one.offsetHeight < room ? one.querySelectorAll(some) : [one.querySelector('summary')];
    for (const part of parts) if (under(part)) found.push('opened: ' + part.outerHTML.slice(0, 120));
  }
  for (const one of document.querySelectorAll(`main :is(${some})`)) {
    one.focus();
    if (document.activeElement === one && under(one)) found.push('focus: ' + one.outerHTML.slice(0, 120));
  }
  return found;
}"""


def walked(law, things, cast, window, frame, elder=False):
    """(row, open page) of each page of a frame, opened by somebody who may see it."""
    windows = {}
    for row, letters in law.pages.items():
        url = address(row, things) if row.startswith("GET ") else "/api/"
        if not frame(url) or not (who := one_who_may(letters, *AFTER["officer" if "/c" in url[:2] else "worker"])):
            continue
        if who not in windows:
            windows[who] = window(cast[who], elder=elder)
        page = windows[who].page
        answer = page.request.get(windows[who].base + url, max_redirects=0)
        if answer.ok and answer.text().lstrip().startswith("<!DOCTYPE html>"):
            yield row, windows[who].open(url)


def told(faults):
    return "".join(f"\n{row}\n  " + "\n  ".join(found) for row, found in faults.items())


def member(url):
    return not url.startswith(ELSEWHERE)


def ours(url):
    return not url.startswith("/api/")


def test_nobody_is_shut_out_of_any_page(law, things, cast, window):
    faults = {}
    for row, page in walked(law, things, cast, window, ours):
        for size in (PHONE, DESK):
            page.set_viewport_size(size)
            if found := faults_of(page) + page.evaluate(WIDER):
                faults[row, size["width"]] = found
    assert not faults, told(faults)


@pytest.mark.parametrize("elder", [False, True], ids=["standard", "elder"])
def test_no_page_of_a_worker_is_wider_than_the_smallest_phone(law, things, cast, window, elder):
    faults = {}
    for row, page in walked(law, things, cast, window, member, elder):
        page.set_viewport_size(NARROW)
        if found := page.evaluate(WIDER) + page.evaluate(BROKEN):
            faults[row] = found
    assert not faults, told(faults)


def test_what_was_opened_or_has_the_focus_lies_under_no_bar(law, things, cast, window):
    faults = {}
    for row, page in walked(law, things, cast, window, member):
        page.set_viewport_size(PHONE)
        if found := page.evaluate(COVERED):
            faults[row] = found
    assert not faults, told(faults)


def test_above_a_keyboard_or_across_a_phone_no_bar_stays(window, cast):
    page = window(cast["worker"], size={"width": 844, "height": 390}).open("/mine/")
    for bar in (".m-title", ".m-action", ".m-tabs"):
        assert page.locator(bar).evaluate("one => getComputedStyle(one).position") in ("static", "relative")


def test_ten_unread_messages_are_counted_on_one_line(window, lin, now):
    for _number in range(12):
        notices.tell(lin, Template("tests.news", "消息", "消息"), {}, sms=False, now=now)
    badge = window(lin, size=NARROW).open("/services/").locator(".m-tab-count")
    assert (badge.inner_text(), badge.bounding_box()["height"]) == ("12", 18)
