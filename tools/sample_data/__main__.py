"""Write the made-up exports of `sample_data/`: eight sources, as the office's systems would have exported them.

    python -m tools.sample_data [--out sample_data] [--scale 1 | --calls 10000000 --claims 2000000] [--only calls]

Law: the same arguments give the same bytes. No clock is read, and each export draws from a generator of its own,
seeded by its name. A case that two files carry is the same row in both.

The systems went live on 3 December 2007; every export was extracted on 8 January 2009 at 08:12, Paris time.

Each export has a module of its name. Its `PLAN` has a line for each quarter and fixes how many cases are late, so that
the figures of 2008 are those that were published; which cases are late is drawn. `PLANTED` holds the cases at the very
edge of a rule, and `plant_...` adds the rows to be refused.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tools.sample_data.exports import EXPORTS, choose_scale
from tools.sample_data.files import write_export


def read_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.sample_data", description="Write the made-up exports of sample_data/."
    )
    parser.add_argument("--out", type=Path, default=Path("sample_data"), help="folder of the files")
    parser.add_argument("--scale", type=int, default=1, help="multiplies the number of cases")
    parser.add_argument("--calls", type=int, help="about so many calls, whatever the scale")
    parser.add_argument(
        "--claims", type=int, help="about so many claims; callbacks, questionnaires and complaints grow with them"
    )
    parser.add_argument("--only", choices=list(EXPORTS), action="append", help="this export only; repeatable")
    return parser.parse_args()


def main() -> None:
    """Write the exports named on the command line."""
    options = read_options()
    options.out.mkdir(parents=True, exist_ok=True)
    for name in options.only or EXPORTS:
        export = EXPORTS[name]
        scale = choose_scale(export, options.scale, calls_wanted=options.calls, claims_wanted=options.claims)
        for file_name, count in write_export(export, options.out, scale).items():
            print(f"{file_name}: {count} rows")


if __name__ == "__main__":
    main()
