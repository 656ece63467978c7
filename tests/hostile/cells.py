"""Cells that their column cannot hold: each rejects its row, with its code and line, and no other row."""

from __future__ import annotations

from tests.hostile.case import HEADER, HEADINGS, PERSON, Case, record, records, table

AT = 'format: "%d/%m/%Y %H:%M"'


def _extra(declared: str, faulty: str, sound: str, code: str | None, **source: str) -> Case:
    """A further column with a faulty cell (line 3) between sound ones, or with another sound one."""
    headings = [*HEADINGS, "Autre"]
    lines = [[*record(number), cell] for number, cell in enumerate([sound, faulty, sound], start=1)]
    return Case(
        files={"a.csv": table(*lines, headings=headings)},
        columns={"other": f"header: Autre, {declared}"},
        source=source,
        rows=3,
        cases=3 if code is None else 2,
        rejected=[] if code is None else [(code, 3)],
    )


BOOLEAN = "type: boolean, true_values: [oui, O, vrai], false_values: [non, N, faux]"
DATES = 'type: date, format: ["%d/%m/%Y", "%Y-%m-%d"]'
MOMENTS = 'type: datetime, format: ["%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M"]'

CASES = {
    # what is required
    "required and empty": _extra("type: text, required: true", "", "x", "missing_value"),
    "required and blank": _extra("type: text, required: true", " \u00a0\u202f", "x", "missing_value"),
    "required and a null word": _extra(
        "type: text, required: true", "NULL", "x", "missing_value", null_values='["", "NULL"]'
    ),
    "not required and empty": _extra("type: integer", "", "1", None),
    # numbers
    "a letter O for a zero": _extra("type: integer", "1O", "10", "bad_integer"),
    "decimals of a whole number": _extra("type: integer", "1,0", "1", "bad_integer"),
    "sixteen digits": _extra("type: integer", "1234567890123456", "123456789012345", "bad_integer"),
    "Arabic digits": _extra("type: integer", "\u0661\u0662", "12", "bad_integer"),
    "digits of full width": _extra("type: integer", "\uff11\uff12", "12", "bad_integer"),
    "an exponent": _extra("type: number", "1e3", "1000", "bad_number"),
    "a point for a comma": _extra("type: number", "1.5", "1,5", "bad_number"),
    "not a number": _extra("type: number", "NaN", "0", "bad_number"),
    "infinity": _extra("type: number", "inf", "0", "bad_number"),
    "a currency": _extra("type: number", "12 €", "12", "bad_number"),
    "an accountant's minus": _extra("type: number", "(12,5)", "-12,5", "bad_number"),
    "the typographer's minus": _extra("type: number", "\u221212,5", "-12,5", "bad_number"),
    "a cell that Excel gave up": _extra("type: number", "#VALEUR!", "1", "bad_number"),
    "a number cut by the width of its column": _extra("type: number", "####", "1", "bad_number"),
    # thousands
    "thousands by a space": _extra("type: number", "1 234 567,5", "12", None, thousands='" "'),
    "thousands by a no-break space": _extra("type: number", "1\u00a0234\u00a0567,5", "12", None, thousands='" "'),
    "thousands by a narrow space": _extra("type: number", "1\u202f234,25", "1234,25", None, thousands='" "'),
    "thousands by points": _extra("type: number", "-1.234.567,5", "12", None, thousands='"."'),
    "thousands by an apostrophe": _extra("type: integer", "1'234", "12", None, thousands='"\'"'),
    "a group of two": _extra("type: number", "1 23,5", "123,5", "bad_number", thousands='" "'),
    "groups that begin with four": _extra("type: number", "1234 567", "1234567", "bad_number", thousands='" "'),
    "an empty group": _extra("type: integer", "1  234", "1234", "bad_integer", thousands='" "'),
    "a group behind the decimal mark": _extra("type: number", "1,234 5", "1,5", "bad_number", thousands='" "'),
    "thousands that were not declared": _extra("type: integer", "1 234", "1234", "bad_integer"),
    # percentages
    "a percentage": _extra("type: number, percent: true", "97,5 %", "97,5%", None),
    "a percentage behind a narrow space": _extra("type: number, percent: true", "97,5\u202f%", "100\u00a0%", None),
    "a percentage without its sign": _extra("type: number, percent: true", "97,5", "97,5 %", "bad_number"),
    "a percentage with five decimals": _extra("type: number, percent: true", "1,00001 %", "1,0001 %", "bad_number"),
    "two signs of percentage": _extra("type: number, percent: true", "5 %%", "5 %", "bad_number"),
    "a percentage nobody declared": _extra("type: number", "97,5 %", "97,5", "bad_number"),
    # scales
    "below its scale": _extra("type: integer, scale: [1, 5]", "0", "1", "off_scale"),
    "above its scale": _extra("type: number, scale: [1, 5]", "5,000001", "5", "off_scale"),
    "no number and no scale either": _extra("type: integer, scale: [1, 5]", "x", "3", "bad_integer"),
    # booleans
    "booleans in words": _extra(BOOLEAN, "faux", "O", None),
    "a boolean in another case": _extra(BOOLEAN, "OUI", "oui", "bad_boolean"),
    "a boolean in digits": _extra(BOOLEAN, "1", "non", "bad_boolean"),
    # days and moments
    "31 February": _extra('type: date, format: "%d/%m/%Y"', "31/02/2008", "29/02/2008", "bad_date"),
    "29 February of a common year": _extra('type: date, format: "%d/%m/%Y"', "29/02/2100", "", "bad_date"),
    "an American day": _extra('type: date, format: "%d/%m/%Y"', "02/29/2008", "29/02/2008", "bad_date"),
    "a day as Excel counts it": _extra('type: date, format: "%d/%m/%Y"', "39479", "01/02/2008", "bad_date"),
    "a sentinel of the past": _extra('type: date, format: "%d/%m/%Y"', "01/01/1900", "", "out_of_range"),
    "a sentinel of the future": _extra('type: date, format: "%Y-%m-%d"', "9999-12-31", "2199-12-31", "out_of_range"),
    "a sentinel declared as null": _extra(
        'type: date, format: "%Y-%m-%d"', "9999-12-31", "2008-02-01", None, null_values='["", "9999-12-31"]'
    ),
    "a second format": _extra(DATES, "2008-02-29", "29/02/2008", None),
    "neither format": _extra(DATES, "29-02-2008", "29/02/2008", "bad_date"),
    "seconds or none": _extra(MOMENTS, "01/02/2008 10:00", "01/02/2008 10:00:59", None),
    "an hour that no clock shows": _extra(f"type: datetime, {AT}", "01/02/2008 24:00", "", "bad_datetime"),
    "a leap second": _extra(
        'type: datetime, format: "%d/%m/%Y %H:%M:%S"', "31/12/2008 23:59:60", "31/12/2008 23:59:59", "bad_datetime"
    ),
    "an offset that is missing": _extra(
        'type: datetime, format: "%Y-%m-%dT%H:%M:%S%z"', "2008-02-01T10:00:00", "2008-02-01T10:00:00Z", "bad_datetime"
    ),
    "ISO with an offset": _extra(
        'type: datetime, format: "%Y-%m-%dT%H:%M:%S%z"', "2008-07-01T10:00:00+02:00", "2008-02-01T10:00:00-0500", None
    ),
    # values
    "a value nobody declared": _extra("type: text, values: [oui, non]", "peut-être", "oui", "not_in_values"),
    "a value in another case": _extra("type: text, values: [oui, non]", "Oui", "oui", "not_in_values"),
    "a value of letters that look alike": _extra("type: text, values: [oui, non]", "\u043eui", "oui", "not_in_values"),
    # several at once
    "several faulty cells in one row": Case(
        files={"a.csv": table(record(1), ["2", "?", "x", "?", ""], record(3))},
        rows=3,
        cases=2,
        rejected=[("bad_date", 3), ("bad_number", 3)],
    ),
    "every cell of a row faulty": Case(
        files={"a.csv": f"{HEADER}\n;;x;y;{PERSON}\n{records(1, 2)}"},
        rows=3,
        cases=2,
        rejected=[("missing_value", 2), ("missing_value", 2), ("bad_number", 2)],
    ),
    "a personal cell that is faulty": Case(
        files={"a.csv": table(record(1), ["2", "01/02/2008", "x", "1", f"{PERSON}?"])},
        columns={"who": "header: Assuré, type: integer, personal: true, required: true"},
        rows=2,
        cases=0,
        rejected=[("bad_integer", 2), ("bad_integer", 3)],
        words=["this personal cell"],
    ),
}
