"""The law of the pages: nothing inline, nothing from other hosts, nothing vendored that is not what was vendored."""

import hashlib
import json
import re
from pathlib import Path

import pytest

import gonghui

HOUSE = Path(gonghui.__file__).parent
TEMPLATES = sorted(HOUSE.rglob("templates/**/*.html"))
OURS = [
    file for kind in ("css", "js", "svg") for file in HOUSE.rglob(f"static/**/*.{kind}") if "vendor" not in file.parts
]
VENDOR = HOUSE / "faces" / "static" / "vendor"

INLINE = {
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", re.IGNORECASE),
    "an inline style sheet": re.compile(r"<style", re.IGNORECASE),
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "htmx code in an attribute": re.compile(r"\shx-(on|vals\s*=\s*.js|vars)", re.IGNORECASE),
    "a javascript address": re.compile(r"javascript:", re.IGNORECASE),
}
OTHER_HOSTS = re.compile(r"""(?:https?:)?//(?!www\.w3\.org/)[a-z0-9.-]+\.[a-z]{2,}""", re.IGNORECASE)


def named(file: Path) -> str:
    return str(file.relative_to(HOUSE))


# A file that is kept on somebody's disk brings its style along; no browser opens it from here.
KEPT_FILES = {("an inline style sheet", "services/founding/templates/founding/console/document_file.html")}


@pytest.mark.parametrize("what", INLINE)
def test_no_page_has_anything_inline(what):
    found = {(what, named(file)) for file in TEMPLATES if INLINE[what].search(file.read_text())}
    assert found - KEPT_FILES == set()


@pytest.mark.parametrize("what", INLINE)
def test_the_inline_law_can_be_broken(what):
    broken = '<script>x</script><style></style><p style="a"><p onclick="b"><p hx-on:click="c"><a href="javascript:d">'
    assert INLINE[what].search(broken)


def test_nothing_comes_from_other_hosts():
    assert [named(file) for file in [*TEMPLATES, *OURS] if OTHER_HOSTS.search(file.read_text())] == []


def test_vendored_css_loads_nothing_from_other_hosts():
    loads = re.compile(r"""(?:url\(\s*["']?|@import\s+["']?)(?:https?:)?//""", re.IGNORECASE)
    assert [named(file) for file in VENDOR.rglob("*.css") if loads.search(file.read_text())] == []


def test_every_form_that_posts_carries_the_csrf_token():
    forms = re.compile(r"<form[^>]*method=\"post\"[^>]*>(.*?)</form>", re.DOTALL | re.IGNORECASE)
    assert [
        named(file) for file in TEMPLATES for form in forms.findall(file.read_text()) if "{% csrf_token %}" not in form
    ] == []


def test_vendored_files_are_those_that_were_vendored():
    listed = {}
    for package in json.loads((VENDOR / "vendor.json").read_text()):
        assert package["licence"] in {"MIT", "Apache-2.0", "BSD-2-Clause", "ISC"}
        listed |= {f"{package['folder']}/{name}": digest for name, digest in package["sha256"].items()}
    found = {
        str(file.relative_to(VENDOR)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in VENDOR.rglob("*")
        if file.is_file() and file.name != "vendor.json"
    }
    assert found == listed


def test_vendored_files_name_no_source_map():
    assert [
        named(file) for file in VENDOR.rglob("*") if file.is_file() and b"sourceMappingURL" in file.read_bytes()
    ] == []
