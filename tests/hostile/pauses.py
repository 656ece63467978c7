"""Rows of pauses that stop the clock of no case: rejected, with their lines, in the source of pauses."""

from __future__ import annotations

from tests.hostile.case import Case, record, rule_text, table

RULES = rule_text(
    columns={"closed": 'header: Clos le, type: date, format: "%d/%m/%Y"'},
    source={"files": "cases.csv"},
).replace(
    "commitments:",
    """\
  p:
    label: Pauses
    files: pauses.csv
    key: case
    max_rejected: 100%
    columns:
      case: {header: Dossier, type: text, required: true}
      from: {header: Du, type: date, format: "%d/%m/%Y", required: true}
      to: {header: Au, type: date, format: "%d/%m/%Y"}
commitments:""",
) + (
    "      - {id: d, label: Délai, source: s,\n"
    "         measure: {kind: delay, from: day, to: closed, limit: 10 jours calendaires,\n"
    "         pauses: {source: p, case: case, from: from, to: to}}}\n"
)


def _pauses(lines: str, *rejected: tuple[str, int], rows: int) -> Case:
    export = table([*record(1), "05/02/2008"], headings=("N°", "Reçu le", "Canal", "Montant", "Assuré", "Clos le"))
    return Case(
        files={"cases.csv": export, "pauses.csv": "Dossier;Du;Au\n" + lines},
        rules=RULES,
        account_of="p",
        rows=rows,
        cases=rows - len(rejected),
        rejected=rejected,
    )


CASES = {
    "a pause that ends before it begins": _pauses("1;03/02/2008;02/02/2008\n", ("pause_backwards", 2), rows=1),
    "a pause of a case that is not there": _pauses("9;03/02/2008;04/02/2008\n", ("unknown_case", 2), rows=1),
    "a pause that is broken, one that is sound": _pauses(
        '1;02/02/2008;"03/02/2008\n9;?;\n', ("unclosed_quote", 2), rows=1
    ),
    "several broken pauses": _pauses(
        "1;?;\n1;02/02/2008\n9;01/02/2008;\n1;02/02/2008;03/02/2008\n",
        ("bad_date", 2),
        ("too_few_cells", 3),
        ("unknown_case", 4),
        rows=4,
    ),
    "no pause at all": _pauses("", rows=0),
}
