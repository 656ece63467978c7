"""How often a property is tried."""

from __future__ import annotations

import os
from collections.abc import Callable

from hypothesis import HealthCheck, Phase, settings

Test = Callable[..., None]


def tried(times: int) -> Callable[[Test], Test]:
    """Say how often a property is tried: the same examples at every run on CI, new ones elsewhere.

    GPJ_KPI_EXAMPLES=20 tries twenty times as many and shrinks a failure to its smallest case, which takes minutes.
    """
    factor = int(os.environ.get("GPJ_KPI_EXAMPLES", "1"))
    phases = [Phase.explicit, Phase.reuse, Phase.generate]
    return settings(
        max_examples=times * factor,
        phases=phases if factor == 1 else [*phases, Phase.shrink],
        deadline=None,
        derandomize=bool(os.environ.get("CI")),
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
