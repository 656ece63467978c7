from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
SOURCES = TESTS.parent / "src" / "gpj_kpi"
README = (TESTS / "README.md").read_text(encoding="utf-8")
ELSEWHERE = dict(re.findall(r"^\| `([a-z_/]+\.py)` \| `([a-z_/]+(?:\.py)?)`", README, flags=re.MULTILINE))


def _holds_code(path: Path) -> bool:
    return len(ast.parse(path.read_text(encoding="utf-8")).body) > 1


def _modules() -> list[str]:
    found = (path for path in SOURCES.rglob("*.py") if path.name != "__init__.py" or _holds_code(path))
    return sorted(path.relative_to(SOURCES).as_posix() for path in found)


def _place(module: str) -> tuple[Path, str]:
    """Where the unit test of a module stands, and the name by which it imports it."""
    path = Path(module)
    dotted = ".".join(["gpj_kpi", *path.with_suffix("").parts]).removesuffix(".__init__")
    name = path.stem if path.stem != "__init__" else dotted.rsplit(".", 1)[-1]
    return TESTS / "unit" / path.parent / f"test_{name}.py", dotted


@pytest.mark.parametrize("module", [module for module in _modules() if module not in ELSEWHERE])
def test_each_module_has_a_unit_test_of_its_name(module: str) -> None:
    """Whoever looks for the tests of a module finds them by its name, or in the README of the tests."""
    place, dotted = _place(module)
    package, _, name = dotted.rpartition(".")
    text = place.read_text(encoding="utf-8")
    assert re.search(rf"{re.escape(dotted)}\b|from {re.escape(package)} import [^\n]*\b{name}\b", text), place


@pytest.mark.parametrize(("module", "place"), ELSEWHERE.items())
def test_what_the_readme_names_stands_there(module: str, place: str) -> None:
    """The README of the tests names modules and places that exist, and no module that has a unit test of its name."""
    assert (SOURCES / module).exists()
    assert (TESTS / place).exists()
    assert not _place(module)[0].exists()
