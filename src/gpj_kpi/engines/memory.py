"""Memory that a run may take before it spills to disk."""

from __future__ import annotations

import re

from gpj_kpi.errors import UsageError

_LEAST_MEGABYTES = 200


def memory_named(text: str | None, name: str) -> str | None:
    """Read a size of memory, e.g. `800MB` or `2 GB`.

    Args:
        text: the size; None stays None.
        name: of the option, for messages.

    Returns:
        The size as DuckDB writes it, e.g. `2GB`.

    Raises:
        UsageError: it is not a size, or less than a run needs.
    """
    if text is None:
        return None
    match = re.fullmatch(r"([1-9][0-9]{0,5}) ?(MB|GB)", text.strip().upper())
    if not match:
        raise UsageError(f'{name}: "{text}" is no size of memory. Expected e.g. 800MB or 2GB.')
    number, unit = int(match[1]), match[2]
    if unit == "MB" and number < _LEAST_MEGABYTES:
        raise UsageError(f"{name}: {text} is too little. Give {_LEAST_MEGABYTES}MB or more.")
    return f"{number}{unit}"
