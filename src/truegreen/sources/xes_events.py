"""XES event logs as a stream of events and traces, however large: IEEE 1849, eXtensible Event Stream.

Attributes are texts by their keys; one inside another has both keys, joined by a dot. Document types, and with them
entities and references to other files, are refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import BinaryIO, Final, TypeAlias
from xml.parsers import expat

from truegreen.sources.limits import DEEPEST, LARGEST, BrokenError, TooLargeError, cut_short

Attributes: TypeAlias = dict[str, str]

MOST: Final = 2_000
"""How many attributes of different names a log may have."""
TIME: Final = "time:timestamp"
NAME: Final = "concept:name"
_CHUNK: Final = 1 << 20
_VALUES: Final = frozenset({"string", "date", "int", "float", "boolean", "id", "list", "container", "values"})
_HOLDS: Final = {"": ("log",), "log": ("trace", "event", "global"), "trace": ("event",)}
_PASSED: Final = frozenset({"extension", "classifier"})
# What ProM writes as the default of what has none.
_NO_DEFAULT: Final = "__INVALID__"


@dataclass(slots=True)
class _Open:
    """Something that has begun: its tag, its attributes so far and their size."""

    tag: str = ""
    held: Attributes = field(default_factory=dict)
    size: int = 0


@dataclass(slots=True)
class Read:
    """What was read of a log so far.

    Attributes:
        events: the events that nobody took yet: number of the trace, number in it, and attributes.
        traces: the traces that ended and nobody took yet: number and attributes.
        defaults: of attributes, by ``trace`` and ``event``; a time has none.
        count: how many events there are.
        odd: how often something was odd, by what it is.
        first: where it was odd first: a line, or the number of an event.
    """

    events: list[tuple[int, int, Attributes]] = field(default_factory=list)
    traces: list[tuple[int, Attributes]] = field(default_factory=list)
    defaults: dict[str, Attributes] = field(default_factory=lambda: {"trace": {}, "event": {}})
    count: int = 0
    odd: Counter[str] = field(default_factory=Counter)
    first: dict[str, int] = field(default_factory=dict)

    def saw(self, what: str, place: int) -> None:
        """Count something odd."""
        self.odd[what] += 1
        self.first.setdefault(what, place)


def read_log(opened: BinaryIO) -> Iterator[Read]:
    """Read a log, and stop again and again to have what was read so far taken away.

    Raises:
        BrokenError: it is cut short, or is no XML, or no event log.
        TooLargeError: one event, or one attribute, is larger than a record may be.
    """
    read = Read()
    parser = _Reading(read).parser
    fed, chunk = 0, b" "
    while chunk:
        chunk = opened.read(_CHUNK)
        fed += len(chunk)
        try:
            parser.Parse(chunk, not chunk)
        except expat.ExpatError as wrong:
            if not chunk:
                raise cut_short(fed, wrong.lineno) from None
            raise _broken(expat.ErrorString(wrong.code) or "", parser.ErrorByteIndex, wrong.lineno) from None
        except (LookupError, ValueError) as wrong:  # The encoding that it names.
            raise _broken(str(wrong)[:60], parser.CurrentByteIndex, parser.CurrentLineNumber) from None
        if fed - parser.CurrentByteIndex > LARGEST + _CHUNK:
            raise TooLargeError
        yield read


class _Reading:
    """A parser that tells what it reads."""

    def __init__(self, read: Read) -> None:
        self.read = read
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self._open = [_Open()]
        self._keys: list[str] = []
        self._passing = self._trace = self._event = 0
        self._time: datetime | None = None

    def _begin(self, tag: str, given: dict[str, str]) -> None:
        tag, outer = tag.rpartition(":")[2], self._open[-1]
        if self._passing:
            self._passing += 1
        elif tag in _VALUES and outer.tag:
            self._value(tag, given, outer)
        elif tag in _HOLDS.get(outer.tag, ()) and not self._keys:
            held = self.read.defaults.get(given.get("scope", "")) if tag == "global" else None
            self._open.append(_Open(tag, {} if held is None else held))
            if tag == "trace":
                self._trace, self._event, self._time = self._trace + 1, 0, None
        elif not outer.tag:
            says = f"The file is XML and no event log: it begins with <{tag[:30]}> and not with <log>."
            raise BrokenError("no-event-log", says, "Export it as XES.", self.parser.CurrentLineNumber)
        else:
            self._passing = 1
            if tag not in _PASSED:
                self.read.saw("unknown-tag", self.parser.CurrentLineNumber)

    def _value(self, tag: str, given: dict[str, str], outer: _Open) -> None:
        """Take an attribute; ``values``, around those of a list, has no key."""
        key, inside = given.get("key", ""), self._keys[-1] if self._keys else ""
        if not key and tag != "values":
            self.read.saw("unknown-tag", self.parser.CurrentLineNumber)
        self._keys.append(f"{inside}.{key}" if inside and key else inside or key)
        if len(self._keys) > DEEPEST:
            says = f"Attributes stand in each other more than {DEEPEST} deep, as in no honest log."
            remedy = "Look at the file; it may be damaged, or made to do harm."
            raise BrokenError("xes-too-deep", says, remedy, self.parser.CurrentLineNumber)
        value = given.get("value")
        if key and value is not None and not (outer.tag == "global" and (tag == "date" or value == _NO_DEFAULT)):
            self._keep(outer, self._keys[-1], value)

    def _keep(self, outer: _Open, name: str, value: str) -> None:
        """Keep an attribute's value; values of one name are joined inside another, else the first counts."""
        if name not in outer.held:
            outer.held[name] = value
        elif len(self._keys) > 1:
            outer.held[name] += f", {value}"
        else:
            self.read.saw("name-twice", self.read.count + 1)
        outer.size += len(name) + len(value)
        if outer.size > LARGEST:
            raise TooLargeError
        if len(outer.held) > MOST:
            raise too_many()

    def _end(self, _: str) -> None:
        if self._passing:
            self._passing -= 1
        elif self._keys:
            self._keys.pop()
        else:
            ended = self._open.pop()
            if ended.tag == "event":
                self._close_event(ended.held, in_trace=self._open[-1].tag == "trace")
            elif ended.tag == "trace":
                self.read.traces.append((self._trace, ended.held))
                if not ended.held.get(NAME, self.read.defaults["trace"].get(NAME)):
                    self.read.saw("trace-without-a-name", self.read.count)

    def _close_event(self, held: Attributes, *, in_trace: bool) -> None:
        self.read.count += 1
        self._event += in_trace
        self.read.events.append((self._trace, self._event, held) if in_trace else (0, 0, held))
        try:
            time = datetime.fromisoformat(held.get(TIME, "").strip())
        except ValueError:
            if not held.get(TIME, "").strip():
                self.read.saw("event-without-a-time", self.read.count)
            return
        time = time if time.tzinfo else time.replace(tzinfo=UTC)
        if in_trace and self._time and time < self._time:
            self.read.saw("times-out-of-order", self.read.count)
        self._time = time if in_trace else self._time

    def _refuse_doctype(self, *_: object) -> None:
        says = "The file declares a document type, by which entities and other files could be drawn in."
        remedy = "Delete the DOCTYPE; no event log needs one. If the file is not your own, do not trust it."
        raise BrokenError("xml-doctype", says, remedy, self.parser.CurrentLineNumber)


def too_many() -> BrokenError:
    """Say that there are more attributes than a log has."""
    says = f"The log has attributes of more than {MOST:,} names."
    return BrokenError("too-many-attributes", says, "Look at what was exported; names may have been made of values.")


def _broken(reason: str, byte: int, line: int) -> BrokenError:
    says = f"The text is no XML at byte {byte + 1:,}" + (f": {reason}." if reason else ".")
    remedy = "Export it again; it may be damaged, or in another encoding than it says."
    return BrokenError("not-xml", says, remedy, line)
