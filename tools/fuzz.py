"""Reading under fuzz: spoilt exports and random dialects, more of them than CI has time for.

    python -m tools.fuzz --minutes 10 --seed 1

Law: a seed gives the same inputs at every run.
"""

from __future__ import annotations

import argparse
import time
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from tests.property import test_corruption, test_dialects

BATCH = 100
BATCH_SETTINGS = settings(
    max_examples=BATCH,
    deadline=None,
    database=None,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)
PROPERTIES: dict[str, tuple[Any, tuple[st.SearchStrategy[Any], ...]]] = {
    "spoilt exports": (test_corruption.check_export, test_corruption.EXPORTS),
    "spoilt gzip": (test_corruption.check_gzip, (test_corruption.CORRUPTIONS,)),
    "dialects": (test_dialects.check_dialect, (st.data(), test_dialects.dialects())),
}


def main() -> None:
    """Try batch after batch until the time is over; the first fault ends the run, with its smallest input."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1, help="seed of the first batch; each further one has the next")
    options = parser.parse_args()
    until = time.monotonic() + 60 * options.minutes
    number = options.seed
    while time.monotonic() < until:
        for name, (check, strategies) in PROPERTIES.items():
            print(f"seed {number}: {BATCH} {name}", flush=True)
            seed(number)(BATCH_SETTINGS(given(*strategies)(check)))()
        number += 1
    tried = BATCH * (number - options.seed)
    print(f"{tried} inputs of each kind ({', '.join(PROPERTIES)}), no fault")


if __name__ == "__main__":
    main()
