"""Exports of a few lines, and how they are declared; shared by the tests of sniff."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict, Unpack

import yaml

from gpj_kpi import evaluate, load_rules
from gpj_kpi.sniff.run import sniff

ON = "type: date, format: '%d/%m/%Y', required: true"
AT = "type: datetime, format: '%d/%m/%Y %H:%M', required: true"
ID = "type: text, required: true"


@dataclass(frozen=True)
class Shown:
    """An export, and how it is declared.

    Attributes:
        text: what the export holds.
        source: keys of the source, as YAML; `label`, `files`, `columns`, and `encoding: utf-8` go without saying.
        columns: by header, the rest of its declaration, as YAML.
        rows: records that it holds.
        comments: words of the comments that must be there.
        encoding: of its bytes.
        name: of the file.
        rejected: rows that cannot be read as declared.
        duplicates: rows that repeat a key.
    """

    text: str | bytes
    source: str
    columns: dict[str, str]
    rows: int
    comments: tuple[str, ...] = ()
    encoding: str = "utf-8"
    name: str = "essai.csv"
    rejected: int = 0
    duplicates: int = 0
    absent: tuple[str, ...] = field(default=())


class _More(TypedDict, total=False):
    comments: tuple[str, ...]
    encoding: str
    name: str
    rejected: int
    duplicates: int
    absent: tuple[str, ...]


CLAIMS = "N° dossier;Reçu le;Canal\nA1;13/02/2008;courrier\nA2;14/02/2008;internet\nA3;15/02/2008;courrier\n"
CLAIM_COLUMNS = {"N° dossier": ID, "Reçu le": ON, "Canal": ID}


def claims(
    source: str = "", *, text: str | bytes = CLAIMS, rows: int = 3, delimiter: str = ";", **more: Unpack[_More]
) -> Shown:
    """The three claims, laid out in some way."""
    keys = f"delimiter: '{delimiter}', key: no_dossier" + (f", {source}" if source else "")
    return Shown(text, keys, CLAIM_COLUMNS, rows, **more)


def column(header: str, cells: str, declared: str, source: str = "", **more: Unpack[_More]) -> Shown:
    """Claims with one more column, whose cells are given in one text, a blank line apart from each other."""
    found = cells.split("|")
    lines = [f"N° dossier;Reçu le;{header}"]
    lines += [f"A{number};{13 + number % 10}/02/2008;{cell}" for number, cell in enumerate(found, start=1)]
    keys = "delimiter: ';', key: no_dossier" + (f", {source}" if source else "")
    columns = {"N° dossier": ID, "Reçu le": ON, header: declared}
    return Shown("\n".join(lines) + "\n", keys, columns, len(found), **more)


def require_declared(shown: Shown, folder: Path) -> None:
    """Require that the block says what a person would say of the export, with a comment on each doubt.

    Put into a rule file it must read the export, and account for each of its records.
    """
    block = sniffed(shown, folder)
    (source,) = yaml.safe_load(block)["sources"].values()
    assert source.pop("files") == shown.name.replace("[", "[[]")
    columns = {column.pop("header"): column for column in source.pop("columns").values()}
    source = {key: value for key, value in source.items() if key != "label"}
    assert source == {"encoding": "utf-8"} | yaml.safe_load(f"{{{shown.source}}}")
    assert columns == {header: yaml.safe_load(f"{{{rest}}}") for header, rest in shown.columns.items()}
    comments = " ".join(line.strip(" #") for line in block.replace("  # ", "\n# ").splitlines() if "#" in line)
    assert [words for words in shown.comments if words not in comments] == []
    assert [words for words in shown.absent if words in comments] == []
    assert max(map(len, block.splitlines())) <= 80
    rows, cases, rejected, duplicates = counted(block, folder)
    assert (rows, rejected, duplicates) == (shown.rows, shown.rejected, shown.duplicates)
    assert cases == rows - rejected - duplicates


def sniffed(shown: Shown, folder: Path) -> str:
    """The block for an export, which is written into a folder."""
    content = shown.text if isinstance(shown.text, bytes) else shown.text.encode(shown.encoding)
    (folder / shown.name).write_bytes(content)
    return sniff(folder / shown.name)


def counted(block: str, folder: Path) -> tuple[int, int, int, int]:
    """Rows, cases, rejected and duplicates of the export, when it is evaluated by the block."""
    (name,) = yaml.safe_load(block)["sources"]
    dated = [
        id_
        for id_, each in yaml.safe_load(block)["sources"][name]["columns"].items()
        if each["type"] in {"date", "datetime"}
    ]
    rules = folder / "rules.yaml"
    rules.write_text(
        f"version: 1\norganisation: Essai\ntime_zone: Europe/Paris\n{block}"
        "commitments: [{id: c, title: Essai, promise: Essai, indicators: "
        f'[{{id: i, label: Essai, source: {name}, period_by: "{dated[0]}", measure: {{kind: count}}}}]}}]\n',
        encoding="utf-8",
    )
    evaluation = evaluate(load_rules(rules), folder, period="2008")
    of_source = evaluation.cases[name]
    evaluation.close()
    return of_source.rows, of_source.cases, of_source.rejected, of_source.duplicates
