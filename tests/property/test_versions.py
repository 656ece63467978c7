"""Each case is judged by the version in force on its reference date, and no version moves an older figure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tests.property.clock_runs import (
    PERIOD,
    UNITS,
    Export,
    Place,
    Rule,
    argument,
    as_ofs,
    differences,
    evaluated,
    exports,
    found_verdicts,
    limit_text,
    limits,
    loaded,
    places,
    rule_text,
)
from tests.property.minute_walker import ONE_DAY, AsOf, Case, Limit
from tests.property.tries import tried

from gpj_kpi import Evaluation
from gpj_kpi.calendars.periods import Grain, free_range

Version = tuple[dt.date, Limit]
NO_ROLLOVER = limits(*UNITS).map(lambda limit: replace(limit, rollover=None))
FIRST_DAY, LAST_DAY = (dt.date.fromisoformat(day) for day in PERIOD.split("/"))


def _versioned(rule: Rule, versions: Sequence[Version]) -> str:
    listed = ", ".join(f'{{from: {day}, limit: "{limit_text(limit)}", ref: x}}' for day, limit in versions)
    return f"{rule.text}, target: 90%" + (f", versions: [{listed}]" if versions else "")


def _evaluation(
    place: Place, export: Export, indicators: dict[str, str], as_of: AsOf, *, by: Grain = "year", on_files: bool = False
) -> Evaluation:
    rules = loaded(rule_text(place.house, indicators, stamp=export.stamp))
    return evaluated(rules, export, argument(place.house, as_of), by=by, on_files=on_files)


def _in_force(place: Place, case: Case, rule: Rule, versions: Sequence[Version]) -> Rule:
    """Give the rule with the limit of the last version that begins on the start's day or before."""
    begun = [limit for day, limit in versions if case.start is not None and day <= place.house.day_of(case.start)]
    return replace(rule, clock=begun[-1]) if begun else rule


@st.composite
def _days(draw: st.DrawFn, place: Place, count: int) -> list[dt.date]:
    numbers = draw(st.lists(st.integers(-4, 4), min_size=count, max_size=count, unique=True))
    return [place.around + number * ONE_DAY for number in sorted(numbers)]


@tried(4)
@given(place=places(), limits_=st.lists(NO_ROLLOVER, min_size=3, max_size=3), data=st.data())
def test_each_case_is_judged_by_its_version(place: Place, limits_: list[Limit], data: st.DataObject) -> None:
    """Versions by day of start: verdicts and due instants are the walker's, and the parts of a period add up."""
    rule = Rule(limits_[0], pauses=data.draw(st.sampled_from([None, "p"])))
    days = data.draw(_days(place, 2))
    versions = list(zip(days, limits_[1:], strict=True))
    export = data.draw(exports(place, [Rule(limit) for limit in limits_]))
    as_of = data.draw(as_ofs(place))
    on_files = data.draw(st.booleans())
    evaluation = _evaluation(place, export, {"v": _versioned(rule, versions)}, as_of, on_files=on_files)
    found = found_verdicts(evaluation, "v")

    def in_force(case: Case) -> Rule:
        return _in_force(place, case, rule, versions)

    lines = differences(place.house, export, rule, as_of, found, in_force=in_force)
    assert not lines, "\n".join([_versioned(rule, versions), f"as of {as_of}", *lines])

    judged = [
        (place.house.day_of(case.start), found[case.id].verdict)
        for case in export.cases(place.house, rule)
        if case.start is not None and case.id in found
    ]
    rows = {row.period: row for row in evaluation.result_list}
    bounds = [FIRST_DAY, *days, LAST_DAY + ONE_DAY]
    for first, after in [(FIRST_DAY, LAST_DAY + ONE_DAY), *pairwise(bounds)]:
        row = rows[free_range(first, after - ONE_DAY).label]  # seven days may be a week, which has a name
        verdicts = [verdict for day, verdict in judged if first <= day < after]
        expected_counts = [verdicts.count("met"), verdicts.count("met") + verdicts.count("missed")]
        assert [row.numerator, row.denominator] == expected_counts, row
        assert (row.pending, row.invalid) == (verdicts.count("pending"), verdicts.count("invalid")), row
    evaluation.close()


@tried(4)
@given(place=places(), limits_=st.lists(NO_ROLLOVER, min_size=4, max_size=4), data=st.data())
def test_a_new_version_moves_no_older_figure(place: Place, limits_: list[Limit], data: st.DataObject) -> None:
    """With one version more, every figure and verdict of the days before it is what it was."""
    first, *others = limits_
    rule = Rule(first, pauses=data.draw(st.sampled_from([None, "p"])))
    versions = list(zip(data.draw(_days(place, 3)), others, strict=True))
    export = data.draw(exports(place, [Rule(limit) for limit in limits_]))
    indicators = {f"v{number}": _versioned(rule, versions[:number]) for number in range(4)}
    evaluation = _evaluation(place, export, indicators, data.draw(as_ofs(place)), by="month")
    for number, (day, _) in enumerate(versions):
        before, after = (
            [
                replace(row, indicator="v", label="v")
                for row in evaluation.result_list
                if row.indicator == indicator and row.last_day < day
            ]
            for indicator in (f"v{number}", f"v{number + 1}")
        )
        assert [row for row in after if row in before] == before
        frames = [evaluation.verdicts(f"v{each}") for each in (number, number + 1)]
        older, newer = (frame[frame["reference_day"] < str(day)].to_dict("list") for frame in frames)
        assert str(older) == str(newer)
    evaluation.close()
