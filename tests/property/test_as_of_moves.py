"""An earlier as-of gives what would have been reported then, and time only ever decides what was open."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from tests.property.clock_runs import (
    AFTER_OVERDUE,
    BY_DAY,
    UNITS,
    Export,
    Place,
    Rule,
    argument,
    as_ofs,
    delays,
    durations,
    evaluated,
    exports,
    found_verdicts,
    is_forward,
    limits,
    loaded,
    places,
    rule_text,
)
from tests.property.minute_walker import Abandoned, AsOf
from tests.property.tries import tried

ENDED = "period_by: {}, where: {{g: missing}}, measure: {{kind: share, of: {{e: present}}}}"


@st.composite
def _some_rules(draw: st.DrawFn) -> dict[str, Rule]:
    """Draw delays, with and without abandoned cases, and a duration: all by times, or all by dates."""
    by_date = draw(st.booleans())
    units = BY_DAY if by_date else UNITS
    found = {f"d{number}": replace(draw(delays(*units)), by_date=by_date) for number in range(2)}
    if not by_date:
        counts = draw(st.sampled_from(sorted(AFTER_OVERDUE)))
        within = draw(st.none() | limits(*UNITS)) if counts.endswith("_if_within") else None
        abandoned = Abandoned(counts, within)
        found["gone"] = Rule(draw(limits(*UNITS)), draw(st.sampled_from([None, "p"])), abandoned=abandoned)
    found["took"] = replace(draw(durations(*(unit for unit in units if unit != "months"))), by_date=by_date)
    return found


def _text(place: Place, of_rules: dict[str, Rule], export: Export) -> str:
    start = "rd" if of_rules["took"].by_date else "r"
    texts = {id_: rule.text for id_, rule in of_rules.items()}
    return rule_text(place.house, {**texts, "ended": ENDED.format(start)}, stamp=export.stamp)


# ---------------------------------------------------------------------------------------------------- never back


@tried(4)
@given(place=places(), of_rules=_some_rules(), data=st.data())
def test_a_case_goes_from_pending_to_met_or_missed_and_never_back(
    place: Place, of_rules: dict[str, Rule], data: st.DataObject
) -> None:
    """Of two as-ofs the later one knows every case of the earlier, and unsays nothing but what is pending."""
    export = data.draw(exports(place, list(of_rules.values())))
    # At one and the same instant, the end of a day does not know the next date yet.
    earlier, later = sorted(
        (data.draw(as_ofs(place)) for _ in range(2)), key=lambda as_of: (as_of.instant, not as_of.is_end_of_day)
    )
    text = _text(place, of_rules, export)
    then, now = (evaluated(loaded(text), export, argument(place.house, as_of)) for as_of in (earlier, later))
    for id_, rule in of_rules.items():
        before, after = found_verdicts(then, id_), found_verdicts(now, id_)
        assert before.keys() <= after.keys()
        begun = {
            case.id
            for case in export.cases(place.house, rule)
            if case.start is None or earlier.knows(case.start, by_date=rule.by_date)
        }
        assert before.keys() == begun
        back = [
            f"{judged}\n  then {after[case]}"
            for case, judged in before.items()
            if not is_forward(judged, after[case], rule.abandoned)
        ]
        assert not back, "\n".join([rule.text, f"as of {earlier}, then {later}", *back, text])


# ------------------------------------------------------------------------------------------------ as it was


def _known(export: Export, place: Place, as_of: AsOf, *, by_date: bool) -> Export:
    """Take away the rows begun later, and empty the cells that came later; an outcome comes with its instant."""

    def known(cell: str) -> str:
        instant = export.instant(place.house, cell)
        return cell if instant is not None and as_of.knows(instant, by_date=":" not in cell) else ""

    def begun(cell: str) -> bool:
        instant = export.instant(place.house, cell)
        return instant is not None and as_of.knows(instant, by_date=True)

    start = 3 if by_date else 1
    cases = [
        [row[0], *map(known, row[1:6]), row[6] if row[6] != "gone" or known(row[5]) else ""]
        for row in export.tables["s"]
        if not row[start] or begun(row[start])
    ]
    ids = {row[0] for row in cases}
    tables = {"s": cases}
    for name in "pq":
        rows = [row for row in export.tables[name] if row[1] in ids]
        tables[name] = [[*row[:3], known(row[3])] for row in rows if known(row[2])]
    return replace(export, tables=tables)


@tried(4)
@given(place=places(), of_rules=_some_rules(), on_files=st.sampled_from([False, False, True]), data=st.data())
def test_as_of_gives_what_would_have_been_reported_then(
    place: Place, of_rules: dict[str, Rule], *, on_files: bool, data: st.DataObject
) -> None:
    """With an as-of, an export says what it said before its later rows and cells came to be."""
    export = data.draw(exports(place, list(of_rules.values())))
    as_of = data.draw(as_ofs(place))
    then = _known(export, place, as_of, by_date=of_rules["took"].by_date)
    rule_file = loaded(_text(place, of_rules, export))
    seen_now, seen_then = (
        evaluated(rule_file, each, argument(place.house, as_of), on_files=on_files) for each in (export, then)
    )
    for id_ in [*of_rules, "ended"]:
        assert_frame_equal(seen_now.verdicts(id_), seen_then.verdicts(id_))
    assert seen_now.result_list == seen_then.result_list
    seen_now.close()
    seen_then.close()
