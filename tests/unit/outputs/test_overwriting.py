"""Which paths are refused as outputs, because something is read there."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

import pytest
from tests.small_runs import ON, rule_text

from gpj_kpi.errors import UsageError
from gpj_kpi.outputs.overwriting import require_no_export, require_not_rules
from gpj_kpi.rules import RuleFile, load_rules

PATTERNS = [
    "calls.csv",
    "calls*.csv",
    "*.csv",
    "a/*.csv",
    "**/*.csv",
    "a/**/c*.csv",
    "./a//b/[cd]*.csv",
    "*/b/?alls.csv",
]
PATHS = ["calls.csv", "x.csv", "a/calls.csv", "a/x.csv", "a/b/calls.csv", "a/b/x.csv", "a/b/c/calls.csv", "a/b/c/x.csv"]


def _rules(folder: Path, pattern: str) -> RuleFile:
    path = folder / "rules.yaml"
    text = rule_text({"d": ON}, {"i": "period_by: d, measure: {kind: count}"})
    path.write_text(text.replace('"*.csv*"', f'"{pattern}"'), encoding="utf-8")
    return load_rules(path)


def _is_refused(path: Path, rules: RuleFile, data: Path | None) -> bool:
    try:
        require_no_export([path], rules, data)
    except UsageError:
        return True
    return False


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("exists", [True, False])
def test_what_glob_would_find_is_refused(pattern: str, *, exists: bool, tmp_path: Path) -> None:
    """A path is refused exactly where it is found once written, there or not; without a folder its name decides."""
    data = tmp_path / "data"
    (data / "a" / "b" / "c").mkdir(parents=True)
    rules = _rules(tmp_path, pattern)
    for path in PATHS:
        if exists:
            (data / path).touch()
        refused = _is_refused(data / path, rules, data), _is_refused(data / path, rules, None)
        (data / path).touch()
        found = data / path in data.glob(pattern)
        is_named = PurePosixPath(path).match(pattern.rpartition("/")[2])
        assert refused == (found, is_named), path
        (data / path).unlink()


@pytest.mark.parametrize("path", ["calls.csv", "other/calls.csv", "data/x.csv", "data/a/calls.csv", "data/Calls.csv"])
def test_what_no_pattern_takes_may_be_written(path: str, tmp_path: Path) -> None:
    """Another folder, another name and another case are none of the source's."""
    for folder in ("other", "data/a"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "data" / "calls.csv").touch()
    require_no_export([tmp_path / path], _rules(tmp_path, "calls*.csv"), tmp_path / "data")


def test_a_linked_folder_of_exports_is_known(tmp_path: Path) -> None:
    """A folder is the same by its own name, by that of a link, and as the aim of a link below the data folder."""
    (tmp_path / "real" / "inner").mkdir(parents=True)
    (tmp_path / "data").symlink_to("real")
    (tmp_path / "real" / "outer").symlink_to("inner")
    rules = _rules(tmp_path, "outer/*.csv")
    for spelled in ("real/outer", "real/inner", "data/outer", "data/inner", "data/../data/inner"):
        assert _is_refused(tmp_path / spelled / "new.csv", rules, tmp_path / "data"), spelled
        assert _is_refused(tmp_path / spelled / "new.csv", rules, tmp_path / "real"), spelled
    assert not _is_refused(tmp_path / "real" / "new.csv", rules, tmp_path / "data")


@pytest.mark.parametrize(
    ("here", "spelled"),
    [("", "data/sub/c1.csv"), ("", "data/real/c1.csv"), ("data", "sub/c1.csv"), ("data/sub", "c1.csv"), ("", "a.csv")],
)
def test_an_export_below_a_link_is_known_without_its_folder(
    here: str, spelled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By whatever path one comes to it, and by a link of another name."""
    (tmp_path / "data" / "real").mkdir(parents=True)
    (tmp_path / "data" / "sub").symlink_to("real")
    (tmp_path / "a.csv").symlink_to("data/real/c1.csv")
    (tmp_path / "data" / "real" / "c1.csv").touch()
    monkeypatch.chdir(tmp_path / here)
    assert _is_refused(Path(spelled), _rules(tmp_path, "sub/c*.csv"), None)


def test_the_message_names_source_pattern_and_folder(tmp_path: Path) -> None:
    """Whoever reads it knows which line of the rule file to look at."""
    rules, path = _rules(tmp_path, "calls*.csv"), PurePosixPath(tmp_path) / "calls.csv"
    words = f'{path} would be one of the exports: source s reads "calls*.csv" in the folder "{tmp_path}". '
    with pytest.raises(UsageError, match=re.escape(words)):
        require_no_export([Path(path)], rules, tmp_path)


def test_the_rule_file_is_refused_by_every_name(tmp_path: Path) -> None:
    """Its own, that of a link, and that of a second name; another file beside it is none."""
    rules = tmp_path / "rules.json"
    rules.touch()
    (tmp_path / "link.json").symlink_to("rules.json")
    (tmp_path / "second.json").hardlink_to(rules)
    for name in ("rules.json", "link.json", "second.json"):
        with pytest.raises(UsageError, match=f"{name} is the rule file that is read"):
            require_not_rules([tmp_path / name], rules)
    require_not_rules([tmp_path / "other.json"], rules)
    require_not_rules([tmp_path / "other.json"], tmp_path / "missing.yaml")
