"""What a column is seen to hold: its kind, how its times are written, what in it means not known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from truegreen.sources.date_formats import formats_of, is_iso, order_of
from truegreen.sources.reading import ISO, NO, NUMBERS, YES

# Texts that mean not known in any column.
_NOT_KNOWN: Final = frozenset({"?", "null", "n/a", "#n/a", "nan", "\\n", "none"})
# What numbers look like, the narrowest first: their kind, their pattern, and how that is said in a mapping.
_NUMBERS: Final = (
    ("integer", re.compile(r"[+-]?(0|[1-9]\d{0,13})(\.0+)?"), ""),
    ("decimal", re.compile(r"[+-]?\d{1,14}(\.\d+)?([eE][+-]?\d+)?"), ""),
    *(("decimal", re.compile(pattern), written) for written, (pattern, *_) in NUMBERS.items()),
)
_WORDS: Final = frozenset(YES + NO) - {"1", "0", "1.0", "0.0"}
_MOST_STRAY, _LEAST_SOUND, _ENOUGH = 3, 10, 500


@dataclass(frozen=True, slots=True)
class Seen:
    """What a column was seen to hold.

    Attributes:
        name: its name.
        kind: text, integer, decimal, boolean, time or date.
        filled: how many rows hold something known.
        values: how many different values there are.
        example: the most frequent value.
        missing: texts in it that seem to mean not known.
        formats: formats that together read all its times.
        order: what shows the order of day and month, as a sentence.
        number: how its numbers are written, where not plainly.
        is_key: whether it is filled and different in every row.
        decides: columns of two values that it settles: it may know an outcome beforehand.
    """

    name: str
    kind: str
    filled: int
    values: int
    example: str = ""
    missing: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    order: str = ""
    number: str = ""
    is_key: bool = False
    decides: tuple[str, ...] = ()

    @property
    def is_constant(self) -> bool:
        """Say whether every row holds the same."""
        return self.values == 1 < self.filled


def seen(name: str, texts: Sequence[str], decides: Iterable[str] = ()) -> Seen:
    """Say what a column holds."""
    counts = Counter(texts)
    blanks = counts.pop("", 0)
    missing = _missing(list(counts))
    known = {text: count for text, count in counts.items() if text not in missing}
    kind, formats, number = _kind(list(known))
    filled = len(texts) - blanks - sum(counts[text] for text in missing)
    return Seen(
        name, kind, filled, len(known), max(known, key=lambda text: known[text], default=""), tuple(missing), formats,
        _order(known) if kind == "text" or formats else "", number,
        is_key=0 < len(known) == len(texts), decides=tuple(decides),
    )  # fmt: skip


def decisions(columns: Mapping[str, Sequence[str]], most: int = 5000) -> dict[str, list[str]]:
    """Find columns that settle a column of two values in every row: they may have been written after the outcome."""
    parts = {name: texts[:most] for name, texts in columns.items()}
    values = {name: {*texts} for name, texts in parts.items()}
    outcomes = [name for name, different in values.items() if len(different) == 2 and "" not in different]
    deciding = [name for name, texts in parts.items() if 2 <= len(values[name]) <= min(50, len(texts) // 20)]
    settled = {
        name: [each for each in outcomes if each != name and _settles(parts[name], parts[each], len(values[name]))]
        for name in deciding
    }
    return {name: each for name, each in settled.items() if each}


def _settles(deciding: Sequence[str], outcome: Sequence[str], different: int) -> bool:
    return len({*zip(deciding, outcome, strict=True)}) == different


def _missing(values: Sequence[str]) -> list[str]:
    """Find the texts that mean not known: the usual signs, and few words among many numbers or times."""
    signs = [value for value in values if value.lower() in _NOT_KNOWN]
    words = [value for value in values if not re.search(r"\d", value) and value not in signs]
    sound = [value for value in values if re.search(r"\d", value)]
    if 0 < len(words) <= _MOST_STRAY and len(sound) >= _LEAST_SOUND and _kind(sound)[0] != "text":
        return sorted(signs + words)
    return sorted(signs)


def _kind(values: Sequence[str]) -> tuple[str, tuple[str, ...], str]:
    """Give a kind that every value is of, how times are written, and how numbers are."""
    if not values:
        return "text", (), ""
    if {value.lower() for value in values} <= _WORDS:
        return "boolean", (), ""
    if not any(re.match(r"0\d", value) for value in values):
        for kind, pattern, written in _NUMBERS:
            if all(pattern.fullmatch(value) for value in values):
                return kind, (), written
    formats = _formats(values[:_ENOUGH])
    if not formats:
        return "text", (), ""
    return "time" if any(":" in value for value in values[:_ENOUGH]) else "date", formats, ""


def _formats(values: Sequence[str]) -> tuple[str, ...]:
    """Give formats that together read all texts: one, or ISO and another."""
    others = [value for value in values if not is_iso(value)]
    formats = formats_of(others)[:1]
    if others and not formats:
        return ()
    return formats if len(others) == len(values) else (ISO, *formats)


def _order(values: Iterable[str]) -> str:
    order = order_of(values)
    if order.day_first and order.month_first:
        return f"mixed: {order.day_first} has the day first, {order.month_first} the month"
    if order.day_first or order.month_first:
        return f"{order.day_first or order.month_first} seen, so {'day' if order.day_first else 'month'} first"
    return "nothing shows whether the day or the month stands first; ask" if order.both else ""
