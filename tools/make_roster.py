"""Makes an invented roster: right check digits, numbers given to nobody, as large as wanted.

python tools/make_roster.py --rows 50000 --bad 200 roster.xlsx
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from gonghui.rehearsals.membership.roster import roster


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="to write; .csv or .xlsx")
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--bad", type=int, default=0, help="rows with a wrong document number")
    parser.add_argument("--union", default="", help="union code written into each row")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other people")
    options = parser.parse_args()
    kind = "xlsx" if options.file.suffix == ".xlsx" else "csv"
    data = roster(options.rows, bad=options.bad, seed=options.seed, union=options.union, kind=kind)
    options.file.write_bytes(data)


if __name__ == "__main__":
    main()
