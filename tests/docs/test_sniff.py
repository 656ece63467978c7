"""What docs/sniff.md shows is what the command prints."""

from __future__ import annotations

import re
from pathlib import Path

from gpj_kpi.sniff.run import sniff

PAGE = (Path(__file__).parents[2] / "docs" / "sniff.md").read_text(encoding="utf-8")


def test_the_page_shows_what_is_printed(tmp_path: Path) -> None:
    """The block on the page is the one that the command prints for the export on the page."""
    (export,) = re.findall(r"<!-- the export -->\n```text\n(.*?)```", PAGE, flags=re.DOTALL)
    (block,) = re.findall(r"<!-- its block -->\n```yaml\n(.*?)```", PAGE, flags=re.DOTALL)
    (name,) = re.findall(r"For `(.*?\.csv)`", PAGE)
    (tmp_path / name).write_text(export, encoding="utf-8")
    assert sniff(tmp_path / name) == block
