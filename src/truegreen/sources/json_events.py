"""JSON text of any size as events, one after another: with a limit to what is held, and the place where it breaks.

JSON is RFC 8259: ``NaN``, comments and single quotes are no part of it. Numbers keep their digits.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, Final, TypeAlias

from truegreen.sources.limits import LARGEST, BrokenError, TooLargeError, cut_short

Event: TypeAlias = tuple[str, Any]

BEGINS: Final = frozenset({"start_map", "start_array"})
ENDS: Final = frozenset({"end_map", "end_array"})
_CHUNK: Final = 1 << 16
_BOM: Final = b"\xef\xbb\xbf"


def events(opened: BinaryIO) -> Iterator[Event]:
    """Give what a text says, piece by piece; documents may follow one another.

    Raises:
        BrokenError: it is cut short, or is no JSON.
        TooLargeError: one value is larger than a record may be.
    """
    parser = _Parser()
    begin = read = quiet = _after_mark(opened)
    chunk = _BOM
    while chunk:
        chunk = opened.read(_CHUNK)
        if not parser.fed(chunk):
            raise _broken(opened, begin, read) if chunk else _cut(opened, read)
        read += len(chunk)
        quiet = read if parser.found else quiet
        if read - quiet > LARGEST:
            raise TooLargeError
        yield from parser.found
        parser.found.clear()


class _Parser:
    """A parser, and the events that it has found and nobody took yet."""

    def __init__(self) -> None:
        import ijson  # type: ignore[import-untyped]  # noqa: PLC0415 (only where JSON is read)

        self.found: list[Event] = ijson.sendable_list()
        self._parsing = ijson.basic_parse_coro(self.found, multiple_values=True)
        # A number of thousands of digits ends as SystemError.
        self._wrong = (ijson.JSONError, ValueError, ArithmeticError, SystemError)

    def fed(self, chunk: bytes) -> bool:
        """Feed it, with nothing at the end; say whether it could go on."""
        try:
            self._parsing.send(chunk)
        except StopIteration:
            return True
        except self._wrong:
            return False
        return True


def _after_mark(opened: BinaryIO) -> int:
    """Stand behind the mark that some programs put before a text."""
    return opened.seek(len(_BOM) if opened.read(len(_BOM)) == _BOM else 0)


def _broken(opened: BinaryIO, begin: int, read: int) -> BrokenError:
    """Say where a text breaks, by reading it once more and its last piece byte by byte."""
    parser = _Parser()
    position, line = opened.seek(begin), 1
    while position < read and (chunk := opened.read(min(_CHUNK, read - position))):
        parser.fed(chunk)
        position, line = position + len(chunk), line + chunk.count(b"\n")
        parser.found.clear()
    while (byte := opened.read(1)) and parser.fed(byte):
        position, line = position + 1, line + (byte == b"\n")
    opened.seek(max(begin, position - 20))
    around = opened.read(40).decode(errors="replace")
    says = f"The text is no JSON at byte {position + 1:,}"
    remedy = "Export it again; JSON has no NaN, no comments, no comma before a bracket and no quotes but double ones."
    return BrokenError("not-json", says, remedy, line, around)


def _cut(opened: BinaryIO, read: int) -> BrokenError:
    opened.seek(0)
    lines = sum(chunk.count(b"\n") for chunk in iter(lambda: opened.read(1 << 20), b""))
    return cut_short(read, lines + 1)
