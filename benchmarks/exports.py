"""The exports that the benchmarks read, made by `tools/sample_data` and kept for the next run.

Law: what was made by the same generator for the same numbers of calls and claims is not made again.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools.sample_data.exports import EXPORTS

ROOT = Path(__file__).parent.parent
GENERATOR = ROOT / "tools" / "sample_data"
_CHUNK = 1 << 20


def exports(cache: Path, calls: int, claims: int) -> Path:
    """The folder of exports of about so many calls and claims, made if it is not there."""
    arguments = ("--calls", str(calls), "--claims", str(claims))
    folder = cache.absolute() / f"calls-{calls}-claims-{claims}"
    sources = b"".join(path.read_bytes() for path in sorted(GENERATOR.glob("*.py")))
    stamp = hashlib.sha256(sources).hexdigest()
    made_by = folder / "made-by"
    if made_by.is_file() and made_by.read_text(encoding="utf-8") == stamp:
        return folder / "exports"
    print(f"making exports of {calls:,} calls and {claims:,} claims in {folder}", file=sys.stderr)
    shutil.rmtree(folder, ignore_errors=True)

    def make(name: str) -> None:
        options = ["--out", str(folder / "exports"), "--only", name, *arguments]
        command = [sys.executable, "-m", "tools.sample_data", *options]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(make, EXPORTS))
    made_by.write_text(stamp, encoding="utf-8")
    return folder / "exports"


def in_utf_8(folder: Path) -> Path:
    """A folder with the same exports in UTF-8, for the readers that have no cp1252."""
    copies = folder.with_name("utf-8")
    copies.mkdir(exist_ok=True)
    for path in sorted(folder.glob("*.csv")):
        copy, part = copies / path.name, copies / f"{path.name}.part"
        if copy.exists():
            continue
        with path.open("rb") as stream:
            encoding = "utf-8-sig" if stream.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8 else "cp1252"
        with path.open(encoding=encoding, newline="") as old, part.open("w", encoding="utf-8", newline="") as new:
            shutil.copyfileobj(old, new, _CHUNK)
        part.rename(copy)
    return copies


def rules_in_utf_8(folder: Path) -> Path:
    """The rule file of the house for exports in UTF-8, put beside their folder."""
    rules = folder.with_name("commitments.yaml")
    text = (ROOT / "commitments.yaml").read_text(encoding="utf-8")
    rules.write_text(text.replace("encoding: cp1252", "encoding: utf-8"), encoding="utf-8")
    return rules


def megabytes(folder: Path) -> float:
    """What the files of a folder weigh."""
    return sum(path.stat().st_size for path in folder.iterdir()) / 1e6


def read_once(folder: Path) -> None:
    """Read all files, so that the first run finds them in memory as the others do."""
    for path in folder.iterdir():
        with path.open("rb") as stream:
            while stream.read(_CHUNK):
                pass
