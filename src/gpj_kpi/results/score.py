"""Tallies become results.

Law: a longer period pools the cases of its days, and a mean of rates is never taken. 0/0 is no data.
Cases in scope = met + missed (or counted) + pending + excluded + invalid, checked here for every result.
"""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw
import numpy as np
import pandas as pd

from gpj_kpi.calendars.days import day_number
from gpj_kpi.calendars.periods import Period, parse_period, parts
from gpj_kpi.results.figures import Figure, figure_of
from gpj_kpi.results.result import Result, Status
from gpj_kpi.results.status import agrees, bound_of, judge_value, status_of_parts
from gpj_kpi.rules import Count, Indicator, Published, Target
from gpj_kpi.verdicts.frame import Verdicts


def _day_numbers(period: Period) -> tuple[int, int]:
    """First day of a period and the day after its last, as days from 1970-01-01."""
    return day_number(period.first_day), day_number(period.last_day) + 1


def score(verdicts: Verdicts, days: pd.DataFrame, period: Period, by: Sequence[Period]) -> list[Result]:
    """Turn the tally of one indicator into its results.

    Args:
        verdicts: what was tallied.
        days: the tally.
        period: the whole period.
        by: its parts, in order; none where the period is one part.

    Returns:
        One result per part and then one for the whole; before each of them in which the indicator changes, one for
        what each version judges of it. After them the same for each group, by name.

    Raises:
        RuntimeError: the cases of a result do not add up, or the groups do not hold them all; a bug.
    """
    periods = _with_versions(verdicts.indicator, [*by, period])
    scores = [_Scores(verdicts, days, None)]
    groups = {}
    if days["_group"].notna().any():
        groups = {str(group): of_group for group, of_group in days.groupby("_group")}
    if groups and sum(of_group["cases"].sum() for of_group in groups.values()) != days["cases"].sum():
        message = f"indicator {verdicts.indicator.id}: its groups do not hold all of its cases."
        raise RuntimeError(message)
    scores += [_Scores(verdicts, of_group, group) for group, of_group in groups.items()]
    return [group_scores.result(each) for group_scores in scores for each in periods]


def _with_versions(indicator: Indicator, periods: Sequence[Period]) -> list[Period]:
    """Periods, and before each in which the indicator changes, those of its versions that are not there anyway."""
    found: list[Period] = []
    for period in periods:
        spans = [span for span, _ in indicator.during(period)]
        found += [span for span in spans if span not in found and span not in periods]
        found.append(period)
    return found


class _Scores:
    """The results of one indicator in one group; figures are computed once per period."""

    def __init__(self, verdicts: Verdicts, days: pd.DataFrame, group: str | None) -> None:
        self._verdicts = verdicts
        self._indicator = verdicts.indicator
        is_dated = days["_reference_day"].notna().to_numpy()
        self._names = [str(name) for name in days.columns if name not in {"_reference_day", "_group"}]
        counts = days[self._names].to_numpy(dtype="int64")[is_dated]
        numbers = days["_reference_day"].array[is_dated].to_numpy(dtype="int64")
        self._day_numbers, place = np.unique(numbers, return_inverse=True)
        self._sums = np.zeros((len(self._day_numbers), len(self._names)), dtype="int64")
        np.add.at(self._sums, place, counts)
        self._group = group
        self._is_count = isinstance(verdicts.indicator.measure, Count)
        self._figures: dict[Period, Figure] = {}

    def result(self, period: Period) -> Result:
        figure = self._figure(period)
        status = self._status(period)
        printed, agreement = self._published(period) if self._group is None else (None, None)
        counts = figure.counts
        is_share = self._indicator.measure.statistic_name == "share"
        low, high = (is_share and figure.bounds) or (None, None)
        return Result(
            commitment=self._verdicts.commitment.id,
            indicator=self._indicator.id,
            label=self._indicator.label,
            period=period.label,
            first_day=period.first_day,
            last_day=period.last_day,
            group=self._group,
            statistic=self._indicator.measure.statistic_name,
            unit=self._indicator.measure.unit_name,
            numerator=figure.numerator,
            denominator=figure.denominator,
            value=None if self._has_no_data(period) else figure.value,
            target=self._target_text(period) if self._is_judged(period) else None,
            status=status,
            pending=counts["pending"],
            overdue=counts["overdue"],
            excluded=counts["excluded"],
            invalid=counts["invalid"],
            bound_low=low,
            bound_high=high,
            provisional=counts["pending"] > 0 or self._may_still_grow(period),
            published=printed.text if printed else None,
            published_agrees=agreement,
        )

    def _figure(self, period: Period) -> Figure:
        if period not in self._figures:
            first, end = (self._day_numbers.searchsorted(day) for day in _day_numbers(period))
            totals = self._sums[first:end].sum(axis=0).tolist()
            sums = dict(zip(self._names, totals, strict=True))
            figure = figure_of(self._indicator, sums, self._verdicts.source, lambda rank: self._ranked(period, rank))
            if figure.n_in_scope != sums["cases"]:
                message = f"indicator {self._indicator.id}, {period.label}: {sums['cases']} cases, but {figure}."
                raise RuntimeError(message)
            self._figures[period] = figure
        return self._figures[period]

    def _ranked(self, period: Period, rank: int) -> int:
        """Counted value of a rank in a period, 1 being the smallest."""
        first, end = _day_numbers(period)
        day = nw.col("_reference_day")
        wanted = (nw.col("_verdict") == "counted") & (day >= first) & (day < end)
        if self._group is not None:
            wanted = wanted & (nw.col("_group") == self._group)
        values = self._verdicts.frame.filter(wanted).select("_value").sort("_value").head(rank)
        return int(self._verdicts.engine.fetch(values.select(nw.col("_value").max()))["_value"].iloc[0])

    def _status(self, period: Period) -> Status:
        """Judge a period, by its parts where the target holds for one kind of period only."""
        grain = self._indicator.per
        if grain is None or self._target_text(period) is None or period.is_whole(grain):
            return self._own_status(period)
        if not self._is_judged(period):
            return "no_data" if self._has_no_data(period) else "no_target"
        return status_of_parts([self._own_status(part) for part in parts(period, grain)])

    def _is_judged(self, period: Period) -> bool:
        """Whether the target holds in a period: always, or where it is made of whole quarters (months, ...)."""
        grain = self._indicator.per
        return grain is None or all(part.is_whole(grain) for part in parts(period, grain))

    def _own_status(self, period: Period) -> Status:
        figure = self._figure(period)
        if figure.value is None or self._has_no_data(period):
            return "no_data"
        if figure.n < (self._indicator.min_cases or 0):
            return "too_few"
        versions = [version.indicator for _, version in self._indicator.during(period)]
        indicator = versions[0]
        if len({bound_of(version.target) for version in versions}) > 1 and not self._is_count:
            # No one target holds for the whole: it is met when each version's part meets its own.
            parts_with_data = [part for part, _ in self._indicator.during(period) if not self._has_no_data(part)]
            return status_of_parts([self._own_status(part) for part in parts_with_data])
        # A count is no sum of parts that could be judged, and a tolerance must be the same or kept in either.
        status = status_of_parts([judge_value(figure.value, version) for version in versions])
        if self._may_still_grow(period) and indicator.target is not None:
            # More cases can only help a target from below, and only break one from above.
            final = "met" if indicator.target.op in {">", ">="} else "missed"
            return status if status == final else "too_few"
        return status

    def _target_text(self, period: Period) -> str | None:
        """The target in force, or those that follow each other; None without any."""
        texts: list[str] = []
        before: Target | None = None
        for span, version in self._indicator.during(period):
            target = version.indicator.target
            if target is not None and bound_of(target) != bound_of(before):
                texts.append(f"{target.text} from {span.first_day}" if texts else target.text)
            before = target
        return "; ".join(texts) or None

    def _may_still_grow(self, period: Period) -> bool:
        """Whether a count is that of a period which the as-of that was asked for cuts off."""
        as_of_day = self._verdicts.as_of_day
        is_cut_off = self._verdicts.is_as_of_given and as_of_day is not None and as_of_day < period.last_day
        return is_cut_off and self._is_count

    def _has_no_data(self, period: Period) -> bool:
        """Whether nothing is known of a period: no figure, or a count of days that no case and no as-of reaches."""
        if self._figure(period).value is None:
            return True
        if not self._is_count or self._figure(period).n:
            return False
        as_of_day, first_day = self._verdicts.as_of_day, self._verdicts.first_day
        return as_of_day is None or first_day is None or period.first_day > as_of_day or period.last_day < first_day

    def _published(self, period: Period) -> tuple[Published | None, bool | None]:
        """What was printed for a period, and whether its figure agrees; a range printed per part must fit each."""
        for label, printed in self._indicator.published.items():
            of = parse_period(label)
            if printed.per is None:
                if period == of:
                    return printed, self._agreement(printed, [period])
            elif period == of:
                return printed, self._agreement(printed, parts(of, printed.per))
            elif period in parts(of, printed.per):
                return printed, self._agreement(printed, [period])
        return None, None

    def _agreement(self, printed: Published, periods: Sequence[Period]) -> bool | None:
        found = []
        for period in periods:
            value = None if self._has_no_data(period) else self._figure(period).value
            found.append(None if value is None else agrees(printed, value, self._status(period)))
        return None if None in found else all(found)
