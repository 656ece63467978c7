"""Records that cannot be split into the cells of the header: each is one rejected row, told by its first line."""

from __future__ import annotations

from tests.hostile.case import HEADER, Case, record, records, table

TEN = records(11, 20)


def _broken(lines: str | bytes, *rejected: tuple[str, int], rows: int | None = None, **source: str) -> Case:
    """Broken records from line 3 on, between a sound record and ten more."""
    raw = lines.encode() if isinstance(lines, str) else lines
    n_rejected = len({line for _, line in rejected})
    return Case(
        files={"a.csv": f"{HEADER}\n{records(1, 1)}".encode() + raw + TEN.encode()},
        source=source,
        rows=11 + n_rejected if rows is None else rows,
        cases=11 if rows is None else rows - n_rejected,
        rejected=rejected,
    )


CASES = {
    "too few cells": _broken("2;01/02/2008\n", ("too_few_cells", 3)),
    "too many cells": _broken("2;01/02/2008;x;1;;y\n", ("too_many_cells", 3)),
    "too many cells, all empty": _broken("2;01/02/2008;x;1;;;;\n", ("too_many_cells", 3)),
    "blanks alone": _broken("   \n", ("too_few_cells", 3)),
    "delimiters alone, one too many": _broken(";;;;;\n", ("too_many_cells", 3)),
    "delimiters alone": _broken(";;;;\n", ("missing_value", 3), ("missing_value", 3)),
    "a sentence": _broken("Édité le 01/02/2008 par le service qualité\n", ("too_few_cells", 3)),
    "cut in the middle": Case(
        files={"a.csv": table(record(1), record(2))[: -len("2008;courrier;1;Dupond-Lachaise\n")]},
        rows=2,
        cases=1,
        rejected=[("too_few_cells", 3)],
    ),
    "several kinds after one another": _broken(
        "2;01/02/2008\n3;01/02/2008;x;1;;y\n4;?;x;1;\n5;01/02/2008;x;1\n",
        ("too_few_cells", 3),
        ("too_many_cells", 4),
        ("bad_date", 5),
        ("too_few_cells", 6),
    ),
    # quotes
    "text behind a quote": _broken('2;01/02/2008;"a"b;1;\n', ("stray_quote", 3)),
    "a quote inside quotes that is not doubled": _broken('2;01/02/2008;"a "b" c";1;\n', ("stray_quote", 3)),
    "a quote inside a bare cell": _broken('2;01/02/2008;5" de neige;1;\n', rows=12),
    "a quote that is never closed": Case(
        files={"a.csv": f'{HEADER}\n{records(1, 2)}3;01/02/2008;"x;1;\n{TEN}'},
        rows=3,
        cases=2,
        rejected=[("unclosed_quote", 4)],
    ),
    "a quote that is never closed, on the last line": Case(
        files={"a.csv": f'{HEADER}\n{records(1, 2)}3;01/02/2008;x;1;"'},
        rows=3,
        cases=2,
        rejected=[("unclosed_quote", 4)],
    ),
    "a line break in quotes, with too few cells": _broken('2;"01\n02"\n', ("too_few_cells", 3)),
    "line breaks before a faulty record": _broken('2;01/02/2008;"a\n\n\nb";1;\n3;?;;;\n', ("bad_date", 7), rows=13),
    # bytes
    "bytes that are not utf-8": _broken(b"2;01/02/2008;caf\xe9;1;\n", ("undecodable_bytes", 3)),
    "half a character at the end of a cell": _broken(b"2;01/02/2008;caf\xc3;1;\n", ("undecodable_bytes", 3)),
    "an overlong zero": _broken(b"2;01/02/2008;a\xc0\x80b;1;\n", ("undecodable_bytes", 3)),
    "a surrogate in utf-8": _broken(b"2;01/02/2008;a\xed\xa0\x80b;1;\n", ("undecodable_bytes", 3)),
    "beyond the last character": _broken(b"2;01/02/2008;a\xf5\x80\x80\x80b;1;\n", ("undecodable_bytes", 3)),
    "bytes that are not utf-8 in a column nobody reads": Case(
        files={"a.csv": f"{HEADER};Libre\n".encode() + b"1;01/02/2008;x;1;;caf\xe9\n2;01/02/2008;x;1;;y\n"},
        rows=2,
        cases=1,
        rejected=[("undecodable_bytes", 2)],
    ),
    "a byte that cp1252 lacks": Case(
        files={"a.csv": table(record(1)).encode("cp1252") + b"2;01/02/2008;a\x81b;1;\n3;01/02/2008;x;1;\n"},
        source={"encoding": "cp1252"},
        rows=3,
        cases=2,
        rejected=[("undecodable_bytes", 3)],
    ),
    "utf-8 bytes in a cp1252 file": Case(
        files={"a.csv": table(record(1)).encode("cp1252") + "2;01/02/2008;d\u00e9j\u00e0;1;\n".encode()},
        source={"encoding": "cp1252"},
        rows=2,
        cases=2,
        groups={"courrier": 1, "dÃ©jÃ\u00a0".rstrip(): 1},
    ),
    "utf-16 cut in a character": Case(
        files={"a.csv": table(record(1), record(2)).encode("utf-16")[:-1]},
        source={"encoding": "utf-16"},
        rows=2,
        cases=1,
        rejected=[("undecodable_bytes", 3)],
    ),
    "NUL in a cell": _broken(b"2;01/02/2008;a\0b;1;\n", ("nul_character", 3)),
    "NUL in a number": _broken(b"2;01/02/2008;a;1\0;\n", ("nul_character", 3)),
    "NUL in a column nobody reads": Case(
        files={"a.csv": f"{HEADER};Libre\n1;01/02/2008;x;1;;a\0b\n2;01/02/2008;x;1;;y\n"}, rows=2, cases=2
    ),
    "a line of NUL": _broken(b"\0" * 50 + b"\n", ("too_few_cells", 3)),
    "the mark of utf-8 between two files": _broken(
        b"\xef\xbb\xbf" + HEADER.encode() + b"\n2;?;;;\n", ("repeated_header", 3), ("bad_date", 4)
    ),
    "the mark of utf-8 before a record": Case(
        files={"a.csv": table(record(1)).encode() + b'\xef\xbb\xbf"2";01/02/2008;x;1;\n' + records(3, 3).encode()},
        rows=3,
        cases=3,
    ),
    # length
    "a cell of ten megabytes": _broken(f"2;01/02/2008;{'x' * 10_000_000};1;\n", rows=12),
    "a quoted cell of ten megabytes over a million lines": _broken(
        '2;01/02/2008;"' + "012345678\n" * 1_000_000 + '";1;\n3;?;;;\n', ("bad_date", 1_000_004), rows=13
    ),
    "a record of ten megabytes of delimiters": _broken("2" + ";" * 10_000_000 + "\n", ("too_many_cells", 3)),
    # headers once more
    "a repeated header": _broken(HEADER + "\n2;?;;;\n", ("repeated_header", 3), ("bad_date", 4)),
    "a repeated header that was announced": Case(
        files={"a.csv": table(record(1)) * 3},
        source={"repeated_headers": "true"},
        rows=3,
        cases=1,
        duplicates=2,
        notices=["repeated_headers"],
    ),
    # trailing delimiters
    "trailing delimiters, announced": Case(
        files={"a.csv": table(record(1), record(2)).replace("\n", ";\n")},
        source={"trailing_delimiter": "true"},
        rows=2,
        cases=2,
    ),
    "trailing delimiters in the header alone": Case(
        files={"a.csv": table(record(1), record(2)).replace("\n", ";\n", 1)},
        source={"trailing_delimiter": "true"},
        rows=2,
        cases=2,
    ),
    "trailing delimiters on some records": Case(
        files={"a.csv": table(record(1)) + "2;01/02/2008;x;1;;\n3;01/02/2008;x;1;;y\n4;01/02/2008;x;1;;;\n"},
        source={"trailing_delimiter": "true"},
        rows=4,
        cases=2,
        rejected=[("too_many_cells", 4), ("too_many_cells", 5)],
    ),
    "trailing delimiters that nobody announced": Case(
        files={"a.csv": table(record(1)) + "2;01/02/2008;x;1;;\n"},
        rows=2,
        cases=1,
        rejected=[("too_many_cells", 3)],
    ),
    # titles and totals
    "a title above": Case(
        files={"a.csv": f'Dossiers du service "Nord\nÉdité le 02/02/2008\n\n{table(record(1))}2;?;;;\n'},
        source={"skip_rows": "2"},
        rows=2,
        cases=1,
        rejected=[("bad_date", 6)],
        notices=["lines_above"],
    ),
    "a total below": Case(
        files={"a.csv": table(record(1), record(2)) + "\nTotal;;;2;\n\nÉdité le 02/02/2008\n"},
        source={"footer": '[Total, "Édité le"]'},
        rows=2,
        cases=2,
        notices=["footer"],
        total=2,
    ),
    "a total below that nobody announced": Case(
        files={"a.csv": table(record(1), record(2)) + "Total;;;2;\n"},
        rows=3,
        cases=2,
        rejected=[("missing_value", 4)],
    ),
    "a total in the middle": Case(
        files={"a.csv": table(record(1)) + "Total;;;1;\n" + records(2, 2) + "Total;;;2;\n"},
        source={"footer": "Total"},
        rows=3,
        cases=2,
        rejected=[("missing_value", 3)],
        notices=["footer"],
    ),
    "a key that begins as the total does": Case(
        files={"a.csv": table(record(1)) + "Totalis;01/02/2008;x;1;\n" + records(2, 2)},
        source={"footer": "Total"},
        rows=3,
        cases=3,
    ),
}
