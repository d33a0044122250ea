"""Make gonghui/primitives/people/data/divisions.json from an unpacked `@vant/area-data` package (npm, MIT).

    npm pack @vant/area-data && tar xzf vant-area-data-*.tgz
    python tools/divisions.py package

Its data follow GB/T 2260 and the statistical codes, with three shortcuts of its own that are undone here: the middle
level of a municipality carries the city's name, counties directly under a province stand under a shortened name, and
Taiwan's districts end in a made-up "其它区".
"""

import json
import re
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "gonghui/primitives/people/data/divisions.json"
MUNICIPALITIES = {"11", "12", "31", "50"}
PAIR = re.compile(r"""["']?(\d{6})["']?: "([^"]+)",?""")


def main(package: Path) -> None:
    source = (package / "dist/index.js").read_text()
    version = json.loads((package / "package.json").read_text())["version"]
    names = {code: json.loads(f'"{name}"') for code, name in PAIR.findall(source)}
    rows = [[code, official(code, name)] for code, name in sorted(names.items()) if name not in {"其它区", "其他区"}]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    head = json.dumps({"source": "@vant/area-data", "version": version, "licence": "MIT"}, ensure_ascii=False)
    TARGET.write_text(f'{head[:-1]},\n"divisions": [\n{lines}\n]}}\n')
    print(f"{len(rows)} divisions -> {TARGET}")


def official(code: str, name: str) -> str:
    """The name of GB/T 2260 where the package has its own."""
    if code[2:] == "0100" and code[:2] in MUNICIPALITIES:
        return "市辖区"
    return {"省直辖县": "省直辖县级行政区划"}.get(name, name)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
