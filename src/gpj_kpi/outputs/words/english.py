"""What is said in English."""

from __future__ import annotations

from gpj_kpi.calendars.limits import Unit
from gpj_kpi.outputs.words.dates import DateWords
from gpj_kpi.outputs.words.day_reasons import DayReasonWords
from gpj_kpi.outputs.words.numbers import NumberWords
from gpj_kpi.outputs.words.wording import DeadlineWords, ReportWords, Wording, YearWords

_ELAPSED = (Unit.SECONDS, Unit.MINUTES, Unit.HOURS)
_OPEN = (Unit.BUSINESS_MINUTES, Unit.BUSINESS_HOURS)

_NUMBERS = NumberWords(
    decimal_mark=".",
    thousands=",",
    percent="%",
    unit_symbols={
        Unit.BUSINESS_MINUTES: "b.min.",
        Unit.BUSINESS_HOURS: "b.h.",
        Unit.BUSINESS_DAYS: "b.d.",
        Unit.WORKING_DAYS: "j.ouvr.",
        Unit.CALENDAR_DAYS: "c.d.",
    },
    unit_names={
        Unit.BUSINESS_MINUTES: "business minutes",
        Unit.BUSINESS_HOURS: "business hours",
        Unit.BUSINESS_DAYS: "business days",
        Unit.WORKING_DAYS: "jours ouvrables (Monday to Saturday)",
        Unit.CALENDAR_DAYS: "calendar days",
    },
    held="held",
    about="about",
)

_DATES = DateWords(
    numbers=_NUMBERS,
    date="%Y-%m-%d",
    quarter="Q",
    week="W",
    whole="whole",
    months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    month_names=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    weekday_names=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    weekday_letters=("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"),
    first="1",
    clock="{h:02}:{m:02}",
    clock_to_second="{h:02}:{m:02}:{s:0>2}",
    whole_hours="{h} h",
    hours_minutes="{h} h {m:02} min",
    second_time="for the second time",
    change="at {before} it is {after}",
    odd_day="day of {}",
)

_DAY_REASONS = DayReasonWords(
    dates=_DATES,
    kinds={
        "holiday": "holiday",
        "closed": "closed",
        "worked": "worked",
        "no_hours": "no opening hours",
        "after_hours": "after closing time",
    },
    counts={
        "holiday": ("holiday", "holidays"),
        "closed": ("closed", "closed"),
        "no_hours": ("without hours", "without hours"),
        "after_hours": ("after closing time", "after closing time"),
    },
    although="though {}",
    counted_although="counted, though {}",
    outside_week="{}, outside the business week",
    short_month="last day of {}, which is shorter",
)

_REPORT = ReportWords(
    target="target",
    status="status",
    statuses={
        "met": "met",
        "near": "near",
        "missed": "missed",
        "no_target": "tracked",
        "too_few": "too few",
        "no_data": "no data",
    },
    pending="pending",
    published="published",
    per={"year": "/year", "quarter": "/quarter", "month": "/month", "week": "/week"},
    agrees="agrees with the published figure",
    differs="differs from the published figure",
    is_missed="target missed",
    is_near="near the target",
    is_too_few="too few cases to judge",
    is_provisional="provisional, some cases are pending",
    is_empty="no data",
    is_tracked="without a target, not judged",
    is_cut="incomplete period",
    target_changes="the target changes inside the period, each case is held to its own (below)",
    sources="Data read",
    rows="read",
    cases="cases",
    rejected="rejected",
    duplicates="duplicates",
    as_of="as of",
    as_of_all="Data as of",
    verified=(
        "Verified, result by result ({n}): cases in scope = met + missed (or counted) + pending + excluded + invalid."
    ),
    left_out="Cases left out of the figure (excluded by the rule, or impossible to judge)",
    excluded="excluded",
    invalid="invalid",
    versions="Rules that change inside the period",
    tolerance="tolerance",
    by_due='by the due date "{}"',
    before_due='before the due date "{}"',
    rejected_rows="Rejected rows",
    faults="{n} faults",
    line="line {}",
    quoted='"{}"',
    reasons={
        "bad_boolean": "neither true nor false",
        "bad_date": "not a date",
        "bad_datetime": "not a date and time",
        "bad_integer": "not a whole number",
        "bad_number": "not a number",
        "duplicate_key": "key in several rows",
        "missing_value": "required cell empty",
        "not_in_values": "not one of the declared values",
        "nul_character": "NUL character",
        "off_scale": "off its scale",
        "out_of_range": "date outside 1950-2199",
        "pause_backwards": "pause ends before it begins",
        "repeated_header": "header repeated",
        "stray_quote": "quote out of place",
        "too_few_cells": "too few cells",
        "too_long": "record too long",
        "too_many_cells": "too many cells",
        "unclosed_quote": "quote not closed",
        "undecodable_bytes": "bytes foreign to the declared encoding",
        "unknown_case": "pause of a case that was not read",
    },
    more="and {n} more: --issues FILE.csv writes them all",
    notices="Notices",
    notice_texts={
        "clock_never": "times that do not exist (spring change of clock), read with the offset before the change",
        "clock_twice": "times that occur twice (autumn change of clock), read as the first",
        "conflicting_duplicates": "keys whose rows differ, of which one counts by the rule",
        "lines_in_quotes": "lines inside quotes that look like records",
        "footer": "lines at the foot of files set aside",
        "repeated_headers": "repeated headers set aside",
        "same_content": "files identical to another of the same source",
        "undated": "cases without a reference date, counted in no period",
        "unread_file": "files that nothing reads, though their names are like those of a source",
        "unit_assumed": "times without a declared unit, read as seconds",
    },
)

_DEADLINE = DeadlineWords(
    due="Due: {day}, {time} (an end then is {judged})",
    late="late",
    in_time="in time",
    counted_from="{limit} from {start} ({zone})",
    start_day="day of the start, not counted",
    twice="{} occurs twice on that day: the first one is taken.",
    never="{} does not exist on that day: read as {}.",
    rules={
        Unit.BUSINESS_DAYS: "Business days: {week}, no holidays, no closed days, but worked days.",
        Unit.WORKING_DAYS: "Jours ouvrables: {week}, no holidays, whatever the house decides.",
        Unit.CALENDAR_DAYS: "Calendar days: every day.",
        Unit.MONTHS: "Months: the day of the same number, else the last of the month.",
        **dict.fromkeys(_ELAPSED, "Real time: nights, weekends and clock changes included."),
        **dict.fromkeys(_OPEN, "Open time: not on holidays and closed days, unless they are worked."),
    },
    day="day",
    number="no.",
    counted="counted",
    remarks="remarks",
    times="from – to",
    taken="taken",
    left="left",
    last_day="last day",
    ends_before="the limit ends when this day begins",
    moved_to={
        "next_business_day": "Moved to the next business day",
        "next_working_day": "Moved to the next jour ouvrable",
    },
    sum_of_days="{days} days: {counted} counted, {skipped} skipped{kinds}.",
    nothing_skipped="Days: {days}, all counted.",
    every_day="--format json gives every day.",
)

_YEAR = YearWords(
    symbols=("b.d.", "j.ouvr.", "total"),
    totals="{business} business days (b.d.), {working} jours ouvrables (j.ouvr.), {days} days",
    marks={
        "weekend": ("·", "outside the business week"),
        "holiday": ("H", "holiday"),
        "closed": ("x", "closed"),
        "worked": ("+", "worked"),
    },
    numbered="numbers count the business days of the month, total those of the year",
    holidays="Public holidays",
    closed="Closed",
    worked="Worked",
    hours="Opening hours",
    changes="Clock changes",
)

ENGLISH = Wording(
    language="en",
    colon=": ",
    numbers=_NUMBERS,
    dates=_DATES,
    day_reasons=_DAY_REASONS,
    report=_REPORT,
    deadline=_DEADLINE,
    year=_YEAR,
)
