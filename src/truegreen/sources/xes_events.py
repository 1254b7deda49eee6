"""XES event logs as a stream of events and traces, however large: IEEE 1849, eXtensible Event Stream.

Attributes are texts by their keys; one inside another has both keys, joined by a dot. Document types, and with them
entities and references to other files, are refused.

Where the parser stands right inside a trace, plain events are taken out of the text before it sees them; it is given
their line ends instead. Whatever else there is, the parser reads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import BinaryIO, Final, TypeAlias
from xml.parsers import expat

from truegreen.sources.limits import DEEPEST, LARGEST, BrokenError, TooLargeError, cut_short
from truegreen.sources.xes_plain import RUNS, cut_event, plain_events

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
class Read:
    """What was read of a log so far.

    Attributes:
        events: the events that nobody took yet: number of the trace, number in it, and attributes.
        traces: the traces that ended and nobody took yet: number and attributes.
        defaults: of attributes, by ``trace`` and ``event``; a time has none.
        count: how many events there are.
        size: how many bytes were read.
        odd: how often something was odd, by what it is.
        first: where it was odd first: a line, or the number of an event.
    """

    events: list[tuple[int, int, Attributes]] = field(default_factory=list)
    traces: list[tuple[int, Attributes]] = field(default_factory=list)
    defaults: dict[str, Attributes] = field(default_factory=lambda: {"trace": {}, "event": {}})
    count: int = 0
    size: int = 0
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
    reading = _Reading(read)
    parser, begun, rest, chunk = reading.parser, 0, b"", b" "
    while chunk:
        chunk = opened.read(_CHUNK)
        read.size += len(chunk)
        try:
            rest = reading.feed(rest + chunk, final=not chunk)
        except expat.ExpatError as wrong:
            if not chunk:
                raise cut_short(read.size, wrong.lineno) from None
            byte = parser.ErrorByteIndex + reading.taken
            raise _broken(expat.ErrorString(wrong.code) or "", byte, wrong.lineno) from None
        except (LookupError, ValueError) as wrong:  # The encoding that it names.
            raise _broken(str(wrong)[:60], parser.CurrentByteIndex, parser.CurrentLineNumber) from None
        begun = parser.CurrentByteIndex + reading.taken if reading.moved() else begun
        if read.size - begun > LARGEST + _CHUNK:
            raise TooLargeError
        yield read


class _Reading:
    """A parser that tells what it reads.

    Attributes:
        read: what it has read.
        parser: the parser.
        taken: how many bytes less the parser was given than the log has so far.
    """

    __slots__ = (
        "_encoding", "_event", "_fed", "_held", "_keys", "_moved", "_open", "_passing", "_time", "_trace", "parser",
        "read", "taken",
    )  # fmt: skip

    def __init__(self, read: Read) -> None:
        self.read = read
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.XmlDeclHandler = self._declare
        self.parser.StartCdataSectionHandler = self._pass
        self.parser.EndCdataSectionHandler = self._go_on
        self.taken = self._fed = 0
        self._encoding = "utf-8"
        self._open: list[tuple[str, Attributes]] = [("", {})]
        self._held: Attributes = {}
        self._keys: list[str] = []
        self._passing = self._trace = self._event = 0
        self._time: datetime | None = None
        self._moved = True

    def feed(self, text: bytes, *, final: bool) -> bytes:
        """Read a piece of the log, and give back what may be the beginning of a plain event."""
        place = 0
        for run in RUNS.finditer(text):
            self._parse(text[place : run.start()])
            place = run.start()
            if self._is_between() and self._take(run[0]):
                place = run.end()
        begins = len(text) if final else cut_event(text, max(place, len(text) - _CHUNK))
        self._parse(text[place:begins], final=final)
        return text[begins:]

    def _parse(self, text: bytes, *, final: bool = False) -> None:
        self._fed += len(text)
        self.parser.Parse(text, final)

    def _is_between(self) -> bool:
        """Say whether the parser has read all that it was given, and an event of a trace may come next."""
        between = self._open[-1][0] == "trace" and not self._keys and not self._passing
        return between and self._encoding == "utf-8" and self.parser.CurrentByteIndex == self._fed

    def _take(self, run: bytes) -> bool:
        """Take plain events, each after the other, unless one of them is none after all."""
        held = plain_events(run, MOST)
        if held is None:
            return False
        for own in held:
            self._close_event(own, in_trace=True)
        ends = b"\n" * run.count(b"\n")
        self._parse(ends)
        self.taken += len(run) - len(ends)
        self._moved = True
        return True

    def _declare(self, _: str, encoding: str | None, __: int) -> None:
        self._encoding = (encoding or "utf-8").lower()

    def _pass(self) -> None:
        self._passing += 1

    def _go_on(self) -> None:
        self._passing -= 1

    def moved(self) -> bool:
        """Say whether anything began or ended, other than attributes of one thing, since this was asked before."""
        moved, self._moved = self._moved, False
        return moved or self._passing > 0

    def _begin(self, tag: str, given: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        outer = self._open[-1][0]
        if self._passing:
            self._passing += 1
        elif tag in _VALUES and outer:
            self._value(tag, given, outer)
        elif tag in _HOLDS.get(outer, ()) and not self._keys:
            held = self.read.defaults.get(given.get("scope", "")) if tag == "global" else None
            self._held = {} if held is None else held
            self._open.append((tag, self._held))
            self._moved = True
            if tag == "trace":
                self._trace, self._event, self._time = self._trace + 1, 0, None
        elif not outer:
            says = f"The file is XML and no event log: it begins with <{tag[:30]}> and not with <log>."
            raise BrokenError("no-event-log", says, "Export it as XES.", self.parser.CurrentLineNumber)
        else:
            self._passing = 1
            if tag not in _PASSED:
                self.read.saw("unknown-tag", self.parser.CurrentLineNumber)

    def _value(self, tag: str, given: dict[str, str], outer: str) -> None:
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
        if key and value is not None and not (outer == "global" and (tag == "date" or value == _NO_DEFAULT)):
            self._keep(self._keys[-1], value)

    def _keep(self, name: str, value: str) -> None:
        """Keep an attribute's value; values of one name are joined inside another, else the first counts."""
        if name not in self._held:
            self._held[name] = value
        elif len(self._keys) > 1:
            self._held[name] += f", {value}"
        else:
            self.read.saw("name-twice", self.read.count + 1)
        if len(self._held) > MOST:
            raise too_many()

    def _end(self, _: str) -> None:
        if self._passing:
            self._passing -= 1
        elif self._keys:
            self._keys.pop()
        else:
            tag, held = self._open.pop()
            outer, self._held = self._open[-1]
            self._moved = True
            if tag == "event":
                self._close_event(held, in_trace=outer == "trace")
            elif tag == "trace":
                self.read.traces.append((self._trace, held))
                if not held.get(NAME, self.read.defaults["trace"].get(NAME)):
                    self.read.saw("trace-without-a-name", self.read.count)

    def _close_event(self, held: Attributes, *, in_trace: bool) -> None:
        read = self.read
        read.count += 1
        self._event += in_trace
        read.events.append((self._trace, self._event, held) if in_trace else (0, 0, held))
        try:
            time = datetime.fromisoformat(held.get(TIME, "").strip())
        except ValueError:
            if not held.get(TIME, "").strip():
                read.saw("event-without-a-time", read.count)
            return
        time = time if time.tzinfo else time.replace(tzinfo=UTC)
        if in_trace and self._time and time < self._time:
            read.saw("times-out-of-order", read.count)
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
