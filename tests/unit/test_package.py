from __future__ import annotations

import subprocess
import sys

import pytest

_STATEMENTS = (
    "import gpj_kpi.evaluation.run",
    "from gpj_kpi import evaluate",
    "from gpj_kpi.evaluation.run import Progress",
    "from gpj_kpi import Evaluation, RuleFile, load_rules",
)
_CHECK = """
import types, gpj_kpi
from gpj_kpi import *
assert isinstance(evaluate, types.FunctionType), evaluate
assert gpj_kpi.evaluate is evaluate
assert (Evaluation.__name__, RuleFile.__name__, load_rules.__name__) == ("Evaluation", "RuleFile", "load_rules")
assert set(gpj_kpi.__all__) <= set(dir(gpj_kpi))
"""


def _python(script: str) -> str:
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("first", _STATEMENTS)
def test_evaluate_is_a_function_in_every_order_of_imports(first: str) -> None:
    """Whatever is imported first, `evaluate` is the function."""
    assert _python(f"{first}\n{_CHECK}") == ""


def test_the_package_is_loaded_without_its_libraries() -> None:
    """What is asked of the package is loaded when it is asked for."""
    script = (
        "import gpj_kpi, sys; print({'pandas', 'duckdb', 'narwhals', 'pydantic', 'rich', 'typer'} & {*sys.modules})"
    )
    assert _python(script) == "set()\n"


def test_what_the_package_lacks_is_an_attribute_error() -> None:
    """A misspelt name is told as in every other module."""
    script = "import gpj_kpi\ntry:\n    gpj_kpi.evaluat\nexcept AttributeError as error:\n    print(error)"
    assert _python(script) == "module 'gpj_kpi' has no attribute 'evaluat'\n"
