"""What no tracked file may hold: a package host, a path of the machine it was written on, a secret."""

import re

from .tree import named, tracked

HOSTS = ("py" + "pi.org", "pythonhosted" + ".org", "npm" + "js.org", "npm" + "js.com", "deb.debian" + ".org")
MACHINE = ("/ro" + "ot/", "/wo" + "rk/", "/home/" + "[a-z]+/", "/Us" + "ers/[a-z]+/")
SECRETS = ("-----BEGIN " + "(RSA |EC |OPENSSH )?PRIVATE KEY", "LTAI" + "[A-Za-z0-9]{16,}")  # the second: Alibaba's
FORBIDDEN = re.compile("|".join([*map(re.escape, HOSTS), *MACHINE, *SECRETS]), re.IGNORECASE)
BINARY = {".png", ".jpg", ".woff2", ".mo", ".wasm", ".xlsx", ".xls", ".ico", ".ttf"}
OTHERS = "static/vendor"  # files taken over as they are, with their licence


def found_in(text: str) -> list[str]:
    return [match[0] for match in FORBIDDEN.finditer(text)]


def test_no_tracked_file_names_a_package_host_or_a_path_of_a_machine():
    texts = {
        named(path): path.read_text(encoding="utf-8", errors="replace")
        for path in tracked()
        if path.suffix not in BINARY and OTHERS not in named(path)
    }
    assert len(texts) > 100
    assert {name: found for name, text in texts.items() if (found := found_in(text))} == {}


def test_the_alarm_rings():
    for text in ("files.pythonhosted" + ".org", "/ro" + "ot/.cache", "/home/" + "lin/x"):
        assert found_in(text)
    assert not found_in("/var/lib/gonghui and $HOME/.local")
