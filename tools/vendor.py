#!/usr/bin/env python3
"""Fetch the vendored front-end files again (maintainers only; needs npm).

Runs `npm pack name@exact` for each package, copies the listed files to
gonghui/faces/static/vendor/<name>-<version>/, strips source map comments (collectstatic fails on a map that is not
shipped), draws the used icons into one sprite, and writes vendor.json with version, licence and SHA-256 of each file.
The result is committed: users never need npm. tests/faces/test_law.py re-checks the hashes without a network.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "gonghui" / "faces" / "static" / "vendor"
ICONS = Path(__file__).with_name("icons.txt")
LICENCES = Path(__file__).with_name("licences")
SOURCE_MAP = re.compile(rb"\n?(/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=\S*)\s*$")


@dataclass(frozen=True)
class Package:
    npm: str
    version: str
    licence: str
    files: dict[str, str]  # path in the package -> name here
    licence_here: str = ""  # in LICENCES, for a package that ships none
    bundle: tuple[str, str, str] | None = None  # module in the package, its export, and the file it becomes here

    @property
    def folder(self) -> str:
        return f"{self.npm.removeprefix('@').replace('/', '-')}-{self.version}"


ESBUILD = "esbuild@0.25.12"
PACKAGES = (
    Package("weui", "2.6.26", "MIT", {"dist/style/weui.min.css": "weui.min.css", "LICENSE.txt": "LICENSE.txt"}),
    Package("@tabler/core", "1.6.1", "MIT", {"dist/css/tabler.min.css": "tabler.min.css"}, "tabler-core.txt"),
    Package("echarts", "6.1.0", "Apache-2.0", {"dist/echarts.min.js": "echarts.min.js", "LICENSE": "LICENSE.txt"}),
    Package(
        "leaflet",
        "1.9.4",
        "BSD-2-Clause",
        {"dist/leaflet.js": "leaflet.js", "dist/leaflet.css": "leaflet.css", "LICENSE": "LICENSE.txt"},
    ),
    Package(
        "topojson-client",
        "3.1.0",
        "ISC",
        {"dist/topojson-client.min.js": "topojson-client.min.js", "LICENSE": "LICENSE.txt"},
    ),
    Package("qr", "0.7.0", "Apache-2.0", {"LICENSE": "LICENSE.txt"}, bundle=("decode.js", "default", "decode.min.js")),
    Package("@tabler/icons", "3.51.0", "MIT", {"LICENSE": "LICENSE.txt"}),
)


def main() -> None:
    entries = []
    for package in PACKAGES:
        with tempfile.TemporaryDirectory() as room:
            source = unpack(package, Path(room))
            entries.append(install(package, source))
    (TARGET / "vendor.json").write_text(json.dumps(entries, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


PICTURES = re.compile(rb"url\(images/[^)]*\)")  # of markers and buttons that we draw ourselves
MAIL = re.compile(rb" \([\w.+-]+@[\w.-]+\)")  # names stay in a licence, people's addresses are not for us to spread


def unpack(package: Package, room: Path) -> Path:
    subprocess.run(["npm", "pack", "--silent", f"{package.npm}@{package.version}"], cwd=room, check=True)
    (archive,) = room.glob("*.tgz")
    with tarfile.open(archive) as tar:
        tar.extractall(room, filter="data")
    return room / "package"


def install(package: Package, source: Path) -> dict[str, object]:
    folder = TARGET / package.folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for origin, name in package.files.items():
        content = PICTURES.sub(b"none", SOURCE_MAP.sub(b"\n", (source / origin).read_bytes()))
        (folder / name).write_bytes(MAIL.sub(b"", content) if name == "LICENSE.txt" else content)
    if package.licence_here:
        shutil.copyfile(LICENCES / package.licence_here, folder / "LICENSE.txt")
    if package.bundle:
        bundle(package, source, folder)
    if package.npm == "@tabler/icons":
        (folder / "sprite.svg").write_text(sprite(source / "icons" / "outline"), encoding="utf-8")
    files = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.iterdir())}
    return {"name": package.npm, "version": package.version, "licence": package.licence,
            "folder": package.folder, "sha256": files}  # fmt: skip


def bundle(package: Package, source: Path, folder: Path) -> None:
    """Modules in one plain script that sets `window.<package>`: old browsers inside other apps take it, hashes too."""
    assert package.bundle
    module, export, name = package.bundle
    (source / "entry.js").write_text(f'import {{ {export} as it }} from "./{module}";\nwindow.{package.npm} = it;\n')
    command = ["npm", "exec", "--yes", "--", ESBUILD, "entry.js", "--bundle", "--minify", "--format=iife"]
    command += ["--target=es2018", f"--outfile={folder / name}"]
    subprocess.run(command, cwd=source, check=True)


def sprite(folder: Path) -> str:
    """All icons of icons.txt as <symbol>s of one file; each inherits colour and stroke from where it is used."""
    names = sorted({line.strip() for line in ICONS.read_text().splitlines() if line.strip()})
    missing = [name for name in names if not (folder / f"{name}.svg").exists()]
    if missing:
        sys.exit(f"no such icons: {', '.join(missing)}")
    symbols = [symbol(name, (folder / f"{name}.svg").read_text(encoding="utf-8")) for name in names]
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def symbol(name: str, svg: str) -> str:
    body = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.DOTALL)
    assert body, name
    shapes = re.sub(r'<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*/>', "", body.group(1))
    shapes = re.sub(r"\s+", " ", shapes).strip().replace("> <", "><").replace(" />", "/>")
    return f'<symbol id="{name}" viewBox="0 0 24 24">{shapes}</symbol>'


if __name__ == "__main__":
    main()
