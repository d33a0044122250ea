"""Every page of every slice as somebody sees it: nothing is wider than the screen, under a bar, or shut to anyone."""

from playwright.sync_api import Error

from gonghui.primitives.notices import actions as notices
from gonghui.primitives.notices.templates import Template
from tests.law.cases import WHO
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
# Of what kinds the parts are that are shown.
PARTS = """() => [...document.querySelectorAll('body *')].filter((one) => one.getClientRects().length)
  .map((one) => `${one.tagName} ${one.getAttribute('class')}`)"""
# What has the focus, or was just opened, lies under no bar.
COVERED = """async () => {
  const bars = '.m-action, .m-tabs, .m-title';
  const under = (one) => {
    const box = one.getBoundingClientRect();
    if (!box.width || !box.height) return false;
    const down = one.matches('textarea') ? 16 : box.height / 2;  // of a text the line that is written is brought in
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + down);
    return !!top?.closest(bars) && !one.closest(bars);
  };
  const settled = () => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
  const some = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
  const found = [];
  document.documentElement.style.scrollBehavior = 'auto';  // where it scrolls to, not where it is on the way
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


def walked(law, things, cast, window):
    """(row, address, page opened at it on a phone) of each page, by somebody who may see it."""
    windows = {}
    for row, letters in law.pages.items():
        url = address(row, things) if row.startswith("GET ") else "/api/"
        who = law.one_who_may(letters, *AFTER["officer" if "/c" in url[:2] else "worker"])
        if url.startswith("/api/") or not who:
            continue
        if who not in windows:
            windows[who] = window(cast[who])
        page = windows[who].page
        page.set_viewport_size(PHONE)
        if opens(page, windows[who].base + url):
            yield row, url, page


def opens(page, url):
    """Whether a page of its own opens: no file to take along, and none that it leads to."""
    try:
        answer = page.goto(url) or page.reload()  # one in hundreds of visits has no answer, though the page opened
    except Error as error:
        if "interrupted by another navigation" in error.message:  # what was open goes where the network is back
            return opens(page, url)
        if "Download is starting" not in error.message:
            raise
        return False
    if not answer.ok or answer.request.redirected_from or "text/html" not in answer.headers.get("content-type", ""):
        return False
    return answer.text().lstrip().startswith("<!DOCTYPE html>")  # and not a part of one


def faults_at(page, size, known, made_for_it):
    """What is wrong at a size. At the other size than a page is made for, axe reads those that have a part of a kind
    which none before had (`known`); the others it asks for their targets alone, which may come closer by their words.
    """
    page.set_viewport_size(size)
    parts = set(page.evaluate(PARTS))
    whole = made_for_it or parts - known
    known |= parts
    return faults_of(page, "" if whole else "target-size") + page.evaluate(WIDER)


def faults_everywhere(page, of_a_worker, known):
    """Where one looks -> what is wrong there: a phone, a desk; of a worker's page also the smallest phone, elder mode,
    and what is opened or focused. The page is opened once, and once more in elder mode, whose words are others."""
    found = {"phone": faults_at(page, PHONE, known["phone"], of_a_worker)}
    found["desk"] = faults_at(page, DESK, known["desk"], not of_a_worker)
    if of_a_worker:
        page.set_viewport_size(NARROW)
        found["narrow"] = page.evaluate(WIDER) + page.evaluate(BROKEN)
        page.set_viewport_size(PHONE)
        found["covered"] = page.evaluate(COVERED)
        page.set_viewport_size(NARROW)
        page.context.add_cookies([{"name": "elder", "value": "1", "url": page.url}])
        page.goto(page.url)
        page.context.clear_cookies(name="elder")
        assert page.evaluate("document.documentElement.classList.contains('elder')")
        found["elder"] = page.evaluate(WIDER) + page.evaluate(BROKEN)
    return found


def test_every_page_is_for_everybody_on_every_screen(law, things, cast, window):
    """Nobody is shut out; nothing is wider than the screen, no figure broken, and what has the focus under no bar."""
    seen, faults, known = 0, [], {"phone": set(), "desk": set()}
    for row, url, page in walked(law, things, cast, window):
        seen += 1
        found = faults_everywhere(page, not url.startswith(ELSEWHERE), known)
        faults += [f"{row}, {where}: {fault}" for where, each in found.items() for fault in each]
    assert not faults, "\n".join(faults)
    assert seen > 2, "hardly a page was opened"


def test_above_a_keyboard_or_across_a_phone_no_bar_stays(window, cast):
    page = window(cast["worker"], size={"width": 844, "height": 390}).open("/mine/")
    for bar in (".m-title", ".m-action", ".m-tabs"):
        assert page.locator(bar).evaluate("one => getComputedStyle(one).position") in ("static", "relative")


def test_ten_unread_messages_are_counted_on_one_line(window, lin, now):
    for _number in range(12):
        notices.tell(lin, Template("tests.news", "消息", "消息"), {}, sms=False, now=now)
    badge = window(lin, size=NARROW).open("/services/").locator(".m-tab-count")
    assert (badge.inner_text(), badge.bounding_box()["height"]) == ("12", 18)
