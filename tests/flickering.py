"""In continuous integration a failed browser or race test is run once more, and said to flicker when it then passes.

What looks at real concurrency or at a real browser may fail for the machine's sake. Repeating tells such a failure from
a fault, and printing it keeps it from being forgotten: a test that flickers is mended. One that fails twice has failed.
Where somebody works (`bin/test` without CI=true) nothing is repeated.
"""

import os

import pytest
from _pytest.runner import runtestprotocol

REPEATED = ("browser", "race")
FLICKERED = "flickered"


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Stands in for pytest's own where a test may be repeated."""
    if os.environ.get("CI") != "true" or not any(item.get_closest_marker(name) for name in REPEATED):
        return None
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    reports = runtestprotocol(item, nextitem=nextitem, log=False)
    if failed := next((report for report in reports if report.failed), None):
        reports = runtestprotocol(item, nextitem=nextitem, log=False)
        reports[-1].user_properties.append((FLICKERED, reason(failed)))
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def reason(report: pytest.TestReport) -> str:
    """The line of the failure that says what was wrong, as pytest shows it in its own summary."""
    crash = getattr(report.longrepr, "reprcrash", None)
    lines = (crash.message if crash else report.longreprtext).strip().splitlines()
    return f"{report.when}: {(lines or ['no reason given'])[0][:200]}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Each test that flickered, with what was wrong the first time. What failed again stands among the failures."""
    reports = [one for group in terminalreporter.stats.values() for one in group if isinstance(one, pytest.TestReport)]
    failed = {one.nodeid for one in reports if one.failed}
    told = {(one.nodeid, why) for one in reports for name, why in one.user_properties if name == FLICKERED}
    for nodeid, why in sorted(told):
        if nodeid not in failed:
            line = f"flickering: {nodeid} failed once and passed when repeated ({why})"
            terminalreporter.write_line(line, yellow=True)
