"""What a run may take of memory before it spills to the temporary folder."""

from __future__ import annotations

import re

from gpj_kpi.errors import UsageError

_LEAST_MEGABYTES = 200


def memory_named(text: str | None, name: str) -> str | None:
    """Read a size of memory, e.g. `800MB` or `2 GB`; it is given back as DuckDB writes it.

    Raises:
        UsageError: it is none, or less than a run needs.
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
