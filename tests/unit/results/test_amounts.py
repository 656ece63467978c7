"""What sums and ratios give: pooled over a period, exact, and judged once they are known."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest
from tests.small_runs import AT, ON, Read, both_engines, evaluate_frame, figures, frame_of, rule_text

from gpj_kpi import evaluate, load_rules

COLUMNS = {
    "r": ON,
    "n": "type: integer",
    "d": "type: integer, scale: [0, 999999999]",
    "x": "type: number",
    "m": "type: number, unit: minutes",
}
HOURS = {"h": "type: integer, unit: hours"}
EXPORT = (
    "id;r;n;d;x;m;h\n"
    "1;01/02/2008;38;40;0.1;1.5;1\n"
    "2;02/02/2008;45;60;0.2;0.25;2\n"
    "3;03/02/2008;10;10;;2;4\n"
    "4;04/02/2008;0;0;0.3;;8\n"
)


@both_engines
@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("kind: sum, of: n", (93, None, 93, "total", 0)),
        ("kind: sum, of: x", (Fraction(6, 10), None, Fraction(6, 10), "total", 1)),
        ("kind: sum, of: m", (225, None, 225, "seconds", 1)),  # 3.75 minutes
        ("kind: ratio, of: n, over: d", (93, 110, Fraction(93, 110), "ratio", 0)),
        ("kind: ratio, of: d, over: n", (110, 93, Fraction(110, 93), "ratio", 0)),
        ("kind: ratio, of: m, over: n", (225, 93, Fraction(225, 93), "seconds", 1)),
        # One side alone is a length of time: the minutes of the cells, 3.75 of them.
        ("kind: ratio, of: n, over: m", (93, Fraction(15, 4), Fraction(124, 5), "points", 1)),
        ("kind: ratio, of: m, over: n, unit: per 100 calls", (Fraction(15, 4), 93, Fraction(375, 93), "per_100", 1)),
        ("kind: ratio, of: n, over: m, unit: per 2 minutes", (93, Fraction(15, 4), Fraction(248, 5), "per_2", 1)),
        # Both are: minutes are converted to hours, and the quotient is plain.
        ("kind: ratio, of: m, over: h", (225, 3600 * 7, Fraction(1, 112), "points", 1)),
        ("kind: ratio, of: x, over: d", (Fraction(6, 10), 100, Fraction(6, 1000), "points", 1)),
        ("kind: ratio, of: n, over: d, unit: pour 1000 appels", (93, 110, Fraction(93000, 110), "per_1000", 0)),
    ],
)
def test_amounts_are_pooled(read: Read, measure: str, expected: tuple[object, ...], tmp_path: Path) -> None:
    """Sums are divided, never rates averaged; an empty cell leaves its case out, and 0 over 0 changes nothing."""
    rules = rule_text(COLUMNS | HOURS, {"i": f"period_by: r, measure: {{{measure}}}"})
    evaluation = read(tmp_path, rules, EXPORT)
    assert figures(evaluation, ["numerator", "denominator", "value", "unit", "excluded"]) == [expected]


@both_engines
def test_large_amounts_are_added_exactly(read: Read, tmp_path: Path) -> None:
    """Fifteen digits and six decimals: no sum passes through a floating point number."""
    rules = rule_text(
        COLUMNS, {"n": "period_by: r, measure: {kind: sum, of: n}", "x": "period_by: r, measure: {kind: sum, of: x}"}
    )
    rows = "".join(f"{row};01/02/2008;999999999999999;;999999999.999999;\n" for row in range(30))
    evaluation = read(tmp_path, rules, f"id;r;n;d;x;m\n{rows}1000;01/02/2008;-1;;-0.000001;\n")
    assert figures(evaluation, ["value"]) == [
        (30 * 999999999999999 - 1,),
        (30 * Fraction("999999999.999999") - Fraction(1, 1_000_000),),
    ]


def test_nothing_is_divided_by_nothing(tmp_path: Path) -> None:
    """0 over 0 is no data; a negative divisor is invalid, and takes no part in either sum."""
    rules = rule_text(COLUMNS, {"i": "period_by: r, measure: {kind: ratio, of: d, over: n}"})
    evaluation = evaluate_frame(tmp_path, rules, frame_of("id;r;n;d;x;m\n1;01/02/2008;0;5;;\n2;01/02/2008;-2;7;;\n"))
    assert figures(evaluation, ["numerator", "denominator", "value", "status", "invalid"]) == [
        (5, 0, None, "no_data", 1)
    ]


@pytest.mark.parametrize(
    ("column", "target", "as_of", "status"),
    [
        # 100 by the end of the year, of which the data knows January to June.
        ("d", ">= 90", dt.date(2008, 6, 30), "met"),
        ("d", ">= 200", dt.date(2008, 6, 30), "pending"),
        ("d", "< 90", dt.date(2008, 6, 30), "missed"),
        ("d", "< 200", dt.date(2008, 6, 30), "pending"),
        # What may be negative decides nothing before the end.
        ("n", ">= 90", dt.date(2008, 6, 30), "pending"),
        ("n", "< 90", dt.date(2008, 6, 30), "pending"),
    ],
)
def test_a_sum_is_judged_once_it_is_decided(
    column: str, target: str, as_of: dt.date, status: str, tmp_path: Path
) -> None:
    """Cases to come only raise a sum whose column cannot be negative; any other is open until its days are known."""
    rules = rule_text(COLUMNS, {"i": f"period_by: r, measure: {{kind: sum, of: {column}}}, target: '{target}'"})
    rows = "".join(f"{day};{day:02}/0{month}/2008;{amount};{amount};;\n" for day, month, amount in ROWS)
    evaluation = evaluate_frame(tmp_path, rules, frame_of(f"id;r;n;d;x;m\n{rows}"), as_of=as_of)
    assert figures(evaluation, ["value", "status", "provisional"]) == [(100, status, True)]


ROWS = [(1, 1, 50), (15, 3, 30), (30, 6, 20)]


@both_engines
@pytest.mark.parametrize(
    ("export", "expected"),
    [
        ("1;01/02/2008;3;;;\n2;28/11/2008;4;;;\n", (7, "missed")),
        ("1;01/02/2008;;;;\n2;28/11/2008;;;;\n", (None, "no_data")),  # cases of which no amount is known
    ],
)
def test_an_unknown_sum_is_no_zero(read: Read, export: str, expected: tuple[object, ...], tmp_path: Path) -> None:
    """Where no case has an amount nothing is known."""
    rules = rule_text(
        COLUMNS, {"i": "period_by: r, measure: {kind: sum, of: n}, target: '>= 10'"}, source="fresh: 2 mois"
    )
    assert figures(read(tmp_path, rules, f"id;r;n;d;x;m\n{export}"), ["value", "status"])[0][0] == expected[0]


def test_a_day_without_a_case_adds_nothing(tmp_path: Path) -> None:
    """Where the days are known, no case is 0; before the first case nothing is known."""
    rules = rule_text(COLUMNS, {"i": "period_by: r, where: {x: present}, measure: {kind: sum, of: n}"})
    rows = "".join(f"{day};{day:02}/02/2008;{day};;;\n" for day in range(1, 29))
    path = tmp_path / "rules.yaml"
    path.write_text(rules, encoding="utf-8")
    frame = frame_of(f"id;r;n;d;x;m\n{rows}")
    for period, value in (("2008-02", 0), ("2008-01", None)):
        with evaluate(load_rules(path), {"s": frame}, period=period) as evaluation:
            assert figures(evaluation, ["value"]) == [(value,)]


SPANS = {"r": ON, "a": AT, "b": AT, "w": "type: number, unit: minutes"}


@both_engines
@pytest.mark.parametrize(("form", "shortest", "longest"), [("from: a, to: b", 600, 5400), ("elapsed: w", 600, 5400)])
@pytest.mark.parametrize("pending", [0, 2])
def test_the_longest_and_the_shortest(
    read: Read, form: str, shortest: int, longest: int, pending: int, tmp_path: Path
) -> None:
    """They are exact; pending cases may become longer than the longest, or shorter than the shortest."""
    targets = {"max": ("< 2 heures", "> 1 heure"), "min": ("< 15 minutes", "> 5 minutes")}
    rules = rule_text(
        SPANS,
        {
            f"{kind}_{place}": (
                f"period_by: r, measure: {{kind: duration, {form}, statistic: {kind}}}, target: '{target}'"
            )
            for kind, both in targets.items()
            for place, target in enumerate(both)
        },
    )
    rows = [
        "1;01/02/2008;01/02/2008 10:00;01/02/2008 11:30;90",
        "2;02/02/2008;02/02/2008 10:00;02/02/2008 10:10;10",
        "3;03/02/2008;03/02/2008 10:00;03/02/2008 10:20;20.5",
        *(f"{row};04/02/2008;04/02/2008 10:00;;" for row in range(4, 4 + pending)),
    ]
    evaluation = read(tmp_path, rules, "id;r;a;b;w\n" + "\n".join(rows) + "\n")
    assert figures(evaluation, ["indicator", "statistic", "value", "denominator", "status", "is_open"]) == [
        ("max_0", "max", longest, 3, "met", pending > 0),  # one to come may take longer than two hours
        ("max_1", "max", longest, 3, "met", False),  # no case can make the longest shorter
        ("min_0", "min", shortest, 3, "met", False),
        ("min_1", "min", shortest, 3, "met", pending > 0),
    ]


def test_of_no_duration_nothing_is_the_longest(tmp_path: Path) -> None:
    """With pending cases alone there is no data."""
    rules = rule_text(SPANS, {"i": "period_by: r, measure: {kind: duration, from: a, to: b, statistic: max}"})
    evaluation = evaluate_frame(tmp_path, rules, frame_of("id;r;a;b;w\n1;01/02/2008;01/02/2008 10:00;;\n"))
    assert figures(evaluation, ["value", "status", "pending"]) == [(None, "no_data", 1)]


SCORES = "type: integer, scores: {'4 : Satisfait': 4, \"3 : Plut\u00f4t satisfait\": 3, '2; non': 2, '1': 0}"
ANSWERS = (
    "id;r;n\n"
    "1;01/02/2008;4 : Satisfait\n"
    "2;01/02/2008;\u00a04 : Satisfait \n"
    "3;01/02/2008;3 : Pluto\u0302t satisfait\n"  # the accent in two characters
    '4;01/02/2008;"2; non"\n'
    "5;01/02/2008;1\n"  # a digit that stands for another number
    "6;01/02/2008;\n"  # no answer
    "7;01/02/2008;4\n"  # a number that is none of the texts
    "8;01/02/2008;satisfait\n"
)


@both_engines
def test_a_text_stands_for_its_score(read: Read, tmp_path: Path) -> None:
    """Blanks and accents are those of cells; a text that is not listed rejects its row, a number too."""
    rules = rule_text(
        {"r": ON, "n": SCORES},
        {
            "mean": "period_by: r, measure: {kind: mean, value: n, scale: [0, 4]}",
            "sum": "period_by: r, measure: {kind: sum, of: n}, target: '>= 10'",
            "share": "period_by: r, measure: {kind: share, of: {n: '>= 3'}}",
        },
        source="max_rejected: 100%",
    )
    evaluation = read(tmp_path, rules, ANSWERS)
    # 4 + 4 + 3 + 2 + 0 of five answers; without a score below 0, a sum that is reached stays so.
    assert figures(evaluation, ["numerator", "denominator", "status"]) == [
        (13, 5, "no_target"),
        (13, None, "met"),
        (3, 5, "no_target"),
    ]
    assert [(issue.code, issue.read) for issue in evaluation.issue_list] == [
        ("not_in_values", "4"),
        ("not_in_values", "satisfait"),
    ]
    assert "Expected: 4 : Satisfait, 3 : Plut\u00f4t satisfait, 2; non, 1." in evaluation.issue_list[0].message
    assert evaluation.issue_list[0].message.endswith("Correct the cell or `scores:`.")
