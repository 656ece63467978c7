"""Rows of one key: which one counts, how many go, and what is told of rows that differ."""

from __future__ import annotations

from tests.hostile.case import HEADER, HEADINGS, Case, record, records, table

SAME = table(record(1), record(1), record(2), record(1))
DIFFER = table(record(1, "a"), record(1, "b"), record(2, "c"), record(1, "d"))
FILES = {"a.csv": table(record(1, "a")), "b.csv": table(record(1, "b")), "c.csv": table(record(1, "c"))}
HEADED = (*HEADINGS, "Version")


def _versions(*versions: str) -> str:
    """Rows of one key, in channels a, b, ..., each with its version."""
    return table(*([*record(1, "abcdef"[n]), version] for n, version in enumerate(versions)), headings=HEADED)


CASES = {
    "rows that are the same": Case(files={"a.csv": SAME}, rows=4, cases=2, duplicates=2),
    "the last of rows that differ": Case(
        files={"a.csv": DIFFER},
        rows=4,
        cases=2,
        duplicates=2,
        notices=["conflicting_duplicates"],
        groups={"c": 1, "d": 1},
    ),
    "the first of rows that differ": Case(
        files={"a.csv": DIFFER},
        source={"on_duplicate": "first"},
        rows=4,
        cases=2,
        duplicates=2,
        notices=["conflicting_duplicates"],
        groups={"a": 1, "c": 1},
    ),
    "none of them": Case(
        files={"a.csv": DIFFER},
        source={"on_duplicate": "reject"},
        rows=4,
        cases=1,
        rejected=[("duplicate_key", 2), ("duplicate_key", 3), ("duplicate_key", 5)],
        groups={"c": 1},
    ),
    "a rejected row repeats no key": Case(
        files={"a.csv": table(record(1), ["1", "?", "x", "1", ""], record(2))},
        rows=3,
        cases=2,
        rejected=[("bad_date", 3)],
    ),
    "the last of several files": Case(
        files=FILES, rows=3, cases=1, duplicates=2, notices=["conflicting_duplicates"], groups={"c": 1}
    ),
    "the first of several files": Case(
        files=FILES,
        source={"on_duplicate": "first"},
        rows=3,
        cases=1,
        duplicates=2,
        notices=["conflicting_duplicates"],
        groups={"a": 1},
    ),
    "file names in their order, not by their numbers": Case(
        files={"10.csv": table(record(1, "ten")), "9.csv": table(record(1, "nine"))},
        rows=2,
        cases=1,
        duplicates=1,
        notices=["conflicting_duplicates"],
        groups={"nine": 1},
    ),
    "the same file twice": Case(
        files={"a.csv": table(record(1), record(2)), "copie.csv": table(record(1), record(2))},
        rows=4,
        cases=2,
        duplicates=2,
        notices=["same_content"],
    ),
    "the same file named by two patterns": Case(
        files={"a.csv": table(record(1), record(2))},
        source={"files": '["a.csv", "*.csv"]'},
        rows=2,
        cases=2,
    ),
    "the same file by a link": Case(
        files={"a.csv": table(record(1), record(2)), "b.csv": lambda path: path.symlink_to("a.csv")},
        rows=4,
        cases=2,
        duplicates=2,
        notices=["same_content"],
    ),
    "keys that differ in blanks": Case(
        files={"a.csv": table(record(1)) + " 1\u00a0;01/02/2008;courrier;1;\n"}, rows=2, cases=1, duplicates=1
    ),
    "keys that differ in case": Case(
        files={"a.csv": table(["a", *record(1)[1:]], ["A", *record(1)[1:]])}, rows=2, cases=2
    ),
    "keys whose accents are written in two ways": Case(
        files={"a.csv": table(["é", *record(1)[1:]], ["e\u0301", *record(1)[1:]])},
        rows=2,
        cases=1,
        duplicates=1,
    ),
    "keys that differ in leading zeros": Case(
        files={"a.csv": table(["01", *record(1)[1:]], ["1", *record(1)[1:]])}, rows=2, cases=2
    ),
    "a key of two columns": Case(
        files={"a.csv": table(record(1, "a"), record(1, "b"), record(1, "a"))},
        source={"key": "[id, channel]"},
        rows=3,
        cases=2,
        duplicates=1,
        columns={"channel": "header: Canal, type: text, required: true"},
    ),
    "a key whose parts run together": Case(
        files={"a.csv": table(["ab", *record(1, "c")[1:]], ["a", *record(1, "bc")[1:]])},
        source={"key": "[id, channel]"},
        columns={"channel": "header: Canal, type: text, required: true"},
        rows=2,
        cases=2,
    ),
    "ordered by a column": Case(
        files={"a.csv": _versions("2", "10", "9")},
        source={"order_by": "version"},
        columns={"version": "header: Version, type: integer"},
        rows=3,
        cases=1,
        duplicates=2,
        notices=["conflicting_duplicates"],
        groups={"b": 1},
    ),
    "ordered by a column, first, an empty cell before all": Case(
        files={"a.csv": _versions("2", "", "1")},
        source={"order_by": "version", "on_duplicate": "first"},
        columns={"version": "header: Version, type: integer"},
        rows=3,
        cases=1,
        duplicates=2,
        notices=["conflicting_duplicates"],
        groups={"b": 1},
    ),
    "ordered by a column with ties": Case(
        files={"a.csv": _versions("2", "2", "1"), "b.csv": _versions("2", "1", "2").replace("01/02", "02/02")},
        source={"order_by": "version"},
        columns={"version": "header: Version, type: integer"},
        rows=6,
        cases=1,
        duplicates=5,
        notices=["conflicting_duplicates"],
        groups={"c": 1},
    ),
    "a thousand rows of one key": Case(
        files={"a.csv": f"{HEADER}\n" + records(1, 1) * 1000}, rows=1000, cases=1, duplicates=999
    ),
}
