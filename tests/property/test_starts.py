"""Where limits in days begin and end: cut-offs, closed days, hours, closings and rollovers are those of a walk."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.property.clock_runs import Rule, as_ofs, check, day_limits, exports, places
from tests.property.tries import tried


@tried(7)
@given(data=st.data())
def test_limits_in_days_begin_and_end_where_a_walk_says(data: st.DataObject) -> None:
    """Any hours, nights and zones, on the nights when clocks change, with and without pauses, strict or not."""
    place = data.draw(places())
    of_rules = [Rule(data.draw(day_limits(place.house)), pauses) for pauses in (None, None, "p", "q")]
    of_rules.append(Rule(data.draw(day_limits(place.house, by_date=True)), "p", by_date=True))
    on_files = data.draw(st.sampled_from([False, False, True]))
    check(place, of_rules, data.draw(exports(place, of_rules)), data.draw(as_ofs(place)), on_files=on_files)
