"""YAML text -> plain data, and the line and column of each of its nodes.

Law: what is read is what is written. Keys are text, numbers keep their digits, and dates stay text. A value that
YAML does not read as it looks (18:00, 010, 1_000) is a fault, and so are a key that comes twice and a tag.
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from gpj_kpi.errors import Issue
from gpj_kpi.rules.text.faults import RefusedError, RuleFault, RulePath, nearest, path_text, shown
from gpj_kpi.rules.text.scalars import read_scalar, why_not_text
from gpj_kpi.safe_text import one_line
from gpj_kpi.sentences.sentence import in_both

_DEEPEST = 40
_LARGEST = 100_000
_TAG = "tag:yaml.org,2002:"
_MONTH = re.compile("0[1-9]")
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Place(NamedTuple):
    """Where a node begins, and what is written there.

    What is written is kept for a scalar without quotes only.
    """

    line: int
    column: int
    written: str | None = None


@dataclass(frozen=True)
class RuleText:
    """What a rule file holds before it means anything.

    Attributes:
        data: dicts with text keys, lists, str, int, Decimal, bool and None.
        values: where the value of each path begins.
        keys: where the key of each path begins.
        faults: what is wrong with the text itself.
    """

    data: object = None
    values: dict[RulePath, Place] = field(default_factory=dict)
    keys: dict[RulePath, Place] = field(default_factory=dict)
    faults: list[RuleFault] = field(default_factory=list)

    def issue(self, fault: RuleFault, file: str) -> Issue:
        """Return the fault with its place in the file.

        That is the place of its node, or of the nearest node above it.
        """
        place = Place(*fault.place) if fault.place else self._place(fault)
        message = fault.message
        if fault.code == "text_expected" and place.written is not None:
            message = why_not_text(place.written, message)
        return Issue(
            code=fault.code,
            message=in_both(message, one_line),
            file=file,
            line=place.line,
            column=place.column,
            path=one_line(path_text(fault.path)) or None,
        )

    def _place(self, fault: RuleFault) -> Place:
        if fault.at_key and fault.path in self.keys:
            return self.keys[fault.path]
        for length in range(len(fault.path), -1, -1):
            if fault.path[:length] in self.values:
                return self.values[fault.path[:length]]
        return Place(1, 1)


def read_rule_text(content: bytes) -> RuleText:
    """Read the bytes of a rule file.

    Args:
        content: YAML in UTF-8, with or without a byte order mark.

    Returns:
        The data with the place of each node. Where the text is no YAML at all, one fault and no data.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        column = error.start - (before.rfind(b"\n") + 1) + 1
        message = "the file is not UTF-8. Save it as UTF-8, so that accents are read as they are written."
        return _unreadable("not_utf8", message, (before.count(b"\n") + 1, column))
    reader = _Reader(text)
    try:
        return reader.read()
    except _StopReading as stop:
        return RuleText(faults=[*reader.found.faults, stop.fault])
    except yaml.reader.ReaderError as error:
        start = next((place for place, char in enumerate(text) if yaml.reader.Reader.NON_PRINTABLE.match(char)), 0)
        place = (text.count("\n", 0, start) + 1, start - (text.rfind("\n", 0, start) + 1) + 1)
        return _unreadable("bad_yaml", f"the file holds a character that YAML does not allow ({error.reason}).", place)
    except yaml.MarkedYAMLError as error:
        mark, lines = error.problem_mark or error.context_mark, text.splitlines() or [""]
        # The end of the file, where an open bracket is noticed, is the end of its last line.
        place = len(lines), len(lines[-1]) + 1
        if mark is not None and mark.line < len(lines):
            place = mark.line + 1, mark.column + 1
        reason = " ".join(part for part in (error.context, error.problem) if part)
        return _unreadable("bad_yaml", f"the text is not YAML: {reason}. {_advice(reason)}", place)


def _advice(reason: str) -> str:
    if "mapping values are not allowed" in reason:
        return 'A text that holds ": " needs quotes around it; else check the indentation.'
    if "block scalar" in reason or "cannot start any token" in reason:
        return 'A text that begins with >, %, @, ` or | needs quotes, e.g. ">= 4"; tabs do not indent.'
    return "Check indentation, quotes and brackets here and just above."


def _unreadable(code: str, message: str, place: tuple[int, int]) -> RuleText:
    return RuleText(faults=[RuleFault(code=code, message=message, place=place)])


class _StopReading(Exception):  # noqa: N818 - it stops this module's own reading and never leaves it
    def __init__(self, code: str, message: str, place: Place) -> None:
        self.fault = RuleFault(code=code, message=message, place=(place.line, place.column))
        super().__init__(message)


class _Reader:
    """A builder of plain data from the events of the YAML parser.

    Depth and size are bounded before anything is built.
    """

    def __init__(self, text: str) -> None:
        self.found = RuleText()
        self._text = text
        self._anchors: dict[str, tuple[object, int, int]] = {}
        self._size = 0

    def read(self) -> RuleText:
        self._loader = _Loader(self._text)
        try:
            self._next()
            if self._loader.check_event(yaml.StreamEndEvent):
                message = "the file is empty. Expected version, organisation, time_zone, sources and commitments."
                raise _StopReading("empty", message, Place(1, 1))
            self._next()
            data = self._value((), 0)
            self._next()
            if not self._loader.check_event(yaml.StreamEndEvent):
                message = 'a second document begins here. Keep one document; remove the line "---".'
                raise _StopReading("bad_yaml", message, _place(self._loader.peek_event()))
        finally:
            self._loader.dispose()
        return RuleText(data, self.found.values, self.found.keys, self.found.faults)

    def _next(self) -> Any:  # noqa: ANN401 - events of PyYAML, whose C parser has no types
        return self._loader.get_event()

    def _value(self, path: RulePath, depth: int) -> object:
        event = self._next()
        place = _place(event)
        self._bound(1, depth, place)
        self.found.values[path] = place
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, place, depth)
        before = self._size
        if isinstance(event, yaml.ScalarEvent):
            value = self._scalar(event, path, place)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._check_tag(event, path, "seq")
            value = self._list(path, depth)
        else:
            self._check_tag(event, path, "map")
            value = self._mapping(path, depth)
        if event.anchor:
            self._anchors[event.anchor] = (value, self._size - before + 1, _height(value))
        return value

    def _list(self, path: RulePath, depth: int) -> list[object]:
        items: list[object] = []
        while not self._loader.check_event(yaml.SequenceEndEvent):
            items.append(self._value((*path, len(items)), depth + 1))
        self._next()
        return items

    def _mapping(self, path: RulePath, depth: int) -> dict[str, object]:
        entries: dict[str, object] = {}
        merged: dict[str, object] = {}
        while not self._loader.check_event(yaml.MappingEndEvent):
            event = self._next()
            place = _place(event)
            self._bound(1, depth, place)
            if not isinstance(event, yaml.ScalarEvent):
                raise _StopReading("bad_yaml", "a key is text, not a list, a mapping or an alias. Write a name.", place)
            self._check_tag(event, path, "str")
            key, below = event.value, (*path, event.value)
            if below in self.found.keys:
                self._read_twice(below, place, depth)
                continue
            self.found.keys[below] = place
            value = self._value(below, depth + 1)
            if key == "<<" and event.implicit[0]:
                merged = self._merge(value, below)
            else:
                entries[key] = value
        self._next()
        return {**merged, **entries}

    def _read_twice(self, path: RulePath, place: Place, depth: int) -> None:
        first = self.found.keys[path]
        message = f"the key {shown(path[-1])} comes twice: first on line {first.line}. Keep one of them."
        self._fault("duplicate_key", message, path, place)
        # The second value is read, so that its own text is checked, but leaves the places of the first.
        kept, self.found = self.found, RuleText(faults=self.found.faults)
        self._value(path, depth + 1)
        self.found = kept

    def _merge(self, value: object, path: RulePath) -> dict[str, object]:
        merged: dict[str, object] = {}
        for part in reversed(value if isinstance(value, list) else [value]):
            if isinstance(part, dict):
                merged.update(part)
            else:
                message = f"{shown(part)} cannot be merged. Expected << with the alias of a mapping."
                self._fault("bad_yaml", message, path, self.found.values[path])
        return merged

    def _alias(self, event: Any, place: Place, depth: int) -> object:  # noqa: ANN401 - see _next
        if event.anchor not in self._anchors:
            message = f'the alias "*{event.anchor}" has no anchor above it. {nearest(event.anchor, self._anchors)}'
            raise _StopReading("bad_yaml", message, place)
        value, size, height = self._anchors[event.anchor]
        self._bound(size, depth + height, place)
        return copy.deepcopy(value)

    def _scalar(self, event: Any, path: RulePath, place: Place) -> object:  # noqa: ANN401 - see _next
        text: str = event.value
        self._check_tag(event, path, "str")
        if not event.implicit[0]:
            return text
        self.found.values[path] = place._replace(written=text)
        is_month = path[2:4] == ("expects", "quiet") or path == ("calendar", "year_begins")
        if is_month and _MONTH.fullmatch(text):
            # A month is written with two digits: 08 leaves no doubt here, and the model reads it.
            return text
        kind = self._loader.resolve(yaml.ScalarNode, text, event.implicit).removeprefix(_TAG)
        try:
            return read_scalar(text, kind=kind)
        except RefusedError as error:
            self._fault(error.faults[0].code, error.faults[0].message, path, place)
            return text

    def _check_tag(self, event: Any, path: RulePath, allowed: str) -> None:  # noqa: ANN401 - see _next
        if event.tag not in (None, "!", _TAG + allowed):
            message = f"the tag {shown(event.tag)} is not read: a rule file is plain data. Remove the tag."
            self._fault("bad_yaml", message, path, _place(event))

    def _bound(self, nodes: int, depth: int, place: Place) -> None:
        self._size += nodes
        if self._size > _LARGEST:
            message = f"the file holds more than {_LARGEST} values, aliases counted where they stand. Shorten it."
            raise _StopReading("too_large", message, place)
        if depth > _DEEPEST:
            message = f"there are more than {_DEEPEST} levels, one inside the other. Remove some."
            raise _StopReading("too_deep", message, place)

    def _fault(self, code: str, message: str, path: RulePath, place: Place) -> None:
        self.found.faults.append(RuleFault(code=code, message=message, path=path, place=(place.line, place.column)))


def _height(value: object) -> int:
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(_height, below), default=0)


def _place(event: Any) -> Place:  # noqa: ANN401 - events of PyYAML, whose C parser has no types
    return Place(event.start_mark.line + 1, event.start_mark.column + 1)
