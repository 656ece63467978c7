"""Verdicts, due instants and values are those of a walk minute by minute and day by day."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.property.clock_runs import UNITS, Rule, as_ofs, check, delays, durations, exports, limits, places
from tests.property.minute_walker import BUSINESS, DAYS
from tests.property.tries import tried

ON_FILES = st.sampled_from([False, False, True])


def _drawn(data: st.DataObject, of_rules: list[Rule]) -> None:
    place = data.draw(places())
    check(place, of_rules, data.draw(exports(place, of_rules)), data.draw(as_ofs(place)), on_files=data.draw(ON_FILES))


@tried(7)
@given(data=st.data())
def test_business_hours_are_those_of_a_walk(data: st.DataObject) -> None:
    """Any hours of any weekday and date, any days off, the nights when clocks change, with and without pauses."""
    plain, paused = (data.draw(limits(*BUSINESS)) for _ in range(2))
    _drawn(data, [Rule(plain), Rule(paused, "p"), Rule("business minutes"), Rule("business hours", "p")])


@tried(7)
@given(of_rules=st.lists(delays(*UNITS), min_size=4, max_size=4), data=st.data())
def test_every_unit_is_that_of_a_walk(of_rules: list[Rule], data: st.DataObject) -> None:
    """Time, days of each kind and months, with `<` and `<=`, with each rollover, with pauses in times or dates."""
    _drawn(data, of_rules)


@tried(4)
@given(of_rules=st.lists(durations(*BUSINESS, *DAYS, "hours"), min_size=4, max_size=4), data=st.data())
def test_durations_are_those_of_a_walk(of_rules: list[Rule], data: st.DataObject) -> None:
    """A duration is the time, or the days, that its clock runs from start to end, pauses taken off."""
    _drawn(data, of_rules)
