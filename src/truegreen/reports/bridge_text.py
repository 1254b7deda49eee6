"""The way from somebody else's figure to ours, as text and as a record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from fractions import Fraction
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from truegreen.clocks.reconciled import Counted, Reconciled
from truegreen.model.reading import decimal
from truegreen.reports import figures
from truegreen.reports.bridge_steps import Stage, percent, points, scale_of, sentence, stages, title
from truegreen.reports.inert import inert
from truegreen.reports.scale import Scale
from truegreen.reports.terminal import FAINT, WIDTH, Heading, Words, lines, printed, table

_BAR: Final = 20
_COUNTED: Final = [each.name for each in fields(Counted) if each.name != "clock"]


def bridge_text(found: Reconciled, width: int = WIDTH, *, colour: bool = False) -> str:
    """Write the way from their figure to ours: what each difference does, then which rows are explained by what."""
    way = stages(found)
    parts: list[RenderableType] = [Text(inert(title(found)), style="bold"), Words(sentence(found)), Text()]
    parts += [_steps(way, width), Text(_scale(way, width), style=FAINT)]
    if found.rows:
        parts += [Text(), *_rows(found, width)]
    return printed(parts, width, colour)


def bridge_record(found: Reconciled) -> dict[str, object]:
    """Give the way for programs: exact counts, shares as decimals."""
    return {
        "theirs": found.theirs,
        "ours": found.ours,
        "figure": _exact(found.figure),
        "declared": {"kept": found.declared[0], "judged": found.declared[1]} if found.declared else None,
        "steps": [
            {name: getattr(each, name) for name in _COUNTED} | {"share": _exact(each.share)} for each in found.steps
        ],
        "rows": found.rows,
        "recognised": found.recognised or None,
        "explained": [{"what": each.what, "rows": each.rows, "first": each.first} for each in found.explained],
        "unexplained": found.unexplained,
        "odd": [
            {name: getattr(each, name) for name in ("case", "theirs", "ours", "nearest", "nearest_seconds")}
            for each in found.odd
        ],
    }


def _steps(way: Sequence[Stage], width: int) -> RenderableType:
    headings: list[Heading] = [
        ("Points", 7, "right"), ("Figure", 8, "right"), ("Judged", 8, "right"), ("To kept", 8, "right"),
        ("To late", 8, "right"), ("", _BAR, "left"),
    ]  # fmt: skip
    rows, scale = table(headings, width, "STEP"), scale_of(way)
    for each in way:
        words = lines((f"{each.words} = ours" if each is way[-1] else each.words, ""), (each.says, FAINT))
        moved = each.counted and (figures.count(each.counted.gained), figures.count(each.counted.lost))
        judged = "" if each.judged is None else figures.count(each.judged)
        rows.add_row(words, points(each.points), percent(each.share), judged, *(moved or ("", "")), drawn(each, scale))
    return rows


def _scale(way: Sequence[Stage], width: int) -> str:
    """Write what the ends of the pictures stand for, under them."""
    over = scale_of(way)
    low, high = (figures.value(each, "share") for each in (over.low, over.high))
    return f"{low} {high:>{_BAR - len(low) - 1}}".rjust(width)


def drawn(stage: Stage, scale: Scale) -> str:
    """Draw a figure as a point, and a step to it as an arrow, on the scale of all."""
    if stage.share is None:
        return ""
    ends = [stage.share if stage.before is None else stage.before, stage.share]
    start, end = (round(scale.along(each) * (_BAR - 1)) for each in ends)
    if start == end:
        return " " * end + "●"
    return " " * min(start, end) + ("━" * (end - start) + "▶" if end > start else "◀" + "━" * (start - end))


def _rows(found: Reconciled, width: int) -> Iterator[RenderableType]:
    headings: list[Heading] = [("Rows", 9, "right"), ("Only then", 10, "right"), ("", _BAR, "left")]
    rows = table(headings, width, "THEIR SECONDS ARE OURS, TO THE MINUTE, IF")
    none = figures.count(found.unexplained), "", "█" * round(_BAR * found.unexplained / found.rows)
    rows.add_row(Text("none of these", style="bold"), *none)
    for each in found.explained:
        if each.rows:
            bar = "█" * round(_BAR * each.first / found.rows)
            bar += "░" * (round(_BAR * each.rows / found.rows) - len(bar))
            rows.add_row(Text(inert(each.what)), figures.count(each.rows), figures.count(each.first), bar)
    yield rows
    for odd in found.odd:
        nearest = f"; nearest if {odd.nearest}: {_time(odd.nearest_seconds)}" if odd.nearest else ""
        yield Words(f"Case {odd.case}: theirs {_time(odd.theirs)}, ours {_time(odd.ours)}{nearest}", FAINT)


def _time(seconds: int) -> str:
    return figures.value(Fraction(seconds), "seconds")


def _exact(share: Fraction | None) -> str | None:
    return None if share is None else f"{decimal(share, 6):f}"
