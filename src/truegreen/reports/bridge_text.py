"""The way from somebody else's figure to ours, as text and as a record."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rich.console import RenderableType
from rich.text import Text

from truegreen.clocks.reconciled import Counted, Reconciled
from truegreen.model.reading import decimal
from truegreen.reports import figures
from truegreen.reports.inert import inert
from truegreen.reports.terminal import FAINT, WIDTH, Heading, Words, printed, table


def bridge_text(found: Reconciled, width: int = WIDTH, *, colour: bool = False) -> str:
    """Write the way from their figure to ours: what each difference does, then which rows are explained by what."""
    title = f"From {found.theirs} to our {found.ours}"
    parts: list[RenderableType] = [Text(inert(title), style="bold"), Words(_sentence(found)), Text()]
    parts.append(_steps(found, width))
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
            {name: getattr(each, name) for name in Counted.__dataclass_fields__} | {"share": _exact(each.share)}
            for each in found.steps
        ],
        "rows": found.rows,
        "explained": [{"what": each.what, "rows": each.rows, "first": each.first} for each in found.explained],
        "unexplained": found.unexplained,
        "odd": [
            {name: getattr(each, name) for name in ("case", "theirs", "ours", "nearest", "nearest_seconds")}
            for each in found.odd
        ],
    }


def _sentence(found: Reconciled) -> str:
    first, last = _theirs(found), found.steps[-1].share
    if first is None or last is None:
        return "There is nothing to compare: no case was judged by both."
    by_definition = last - (found.steps[0].share or last)
    other = last - first - by_definition
    parts = [f"{_points(by_definition)} points by definition"]
    parts += [f"{_points(other)} that no definition explains"] if other else []
    return f"{figures.value(first, 'share')} becomes {figures.value(last, 'share')}: {', '.join(parts)}."


def _theirs(found: Reconciled) -> Fraction | None:
    if found.figure is not None:
        return found.figure
    if found.declared and found.declared[1]:
        return Fraction(*found.declared)
    return found.steps[0].share


def _steps(found: Reconciled, width: int) -> RenderableType:
    headings: list[Heading] = [
        ("Points", 8, "right"), ("Figure", 8, "right"), ("Judged", 9, "right"), ("To kept", 8, "right"),
        ("To late", 8, "right"),
    ]  # fmt: skip
    rows = table(headings, width, "STEP")
    before: Fraction | None = None
    for words, share, judged, gained, lost in _listed(found):
        moved = "" if before is None or share is None else _points(share - before)
        rows.add_row(words, moved, figures.value(share, "share"), judged, gained, lost)
        before = share if share is not None else before
    return rows


def _listed(found: Reconciled) -> Iterator[tuple[str, Fraction | None, str, str, str]]:
    if found.figure is not None:
        yield "as they report it", found.figure, "", "", ""
    if found.declared and found.declared[1]:
        words = "as their own rows say" + (" (their rounding)" if found.figure is not None else "")
        yield words, Fraction(*found.declared), figures.count(found.declared[1]), "", ""
    for place, each in enumerate(found.steps):
        words = each.what if place else "their definition, from the events"
        last = place == len(found.steps) - 1 and place
        yield (
            f"{words} = ours" if last else words, each.share, figures.count(each.judged),
            figures.count(each.gained) if place else "", figures.count(each.lost) if place else "",
        )  # fmt: skip


def _rows(found: Reconciled, width: int) -> Iterator[RenderableType]:
    rows = table([("Rows", 9, "right"), ("Only then", 10, "right")], width, "THEIR SECONDS ARE OURS, TO THE MINUTE, IF")
    for each in found.explained:
        if each.rows:
            rows.add_row(inert(each.what), figures.count(each.rows), figures.count(each.first))
    rows.add_row(Text("none of these", style="bold"), figures.count(found.unexplained), "")
    yield rows
    for odd in found.odd:
        nearest = f"; nearest if {odd.nearest}: {_time(odd.nearest_seconds)}" if odd.nearest else ""
        yield Text(
            inert(f"  case {odd.case}: theirs {_time(odd.theirs)}, ours {_time(odd.ours)}{nearest}"), style=FAINT
        )


def _time(seconds: int) -> str:
    return figures.value(Fraction(seconds), "seconds")


def _points(moved: Fraction) -> str:
    return f"{'+' if moved >= 0 else '−'}{abs(float(moved * 100)):.1f}"


def _exact(share: Fraction | None) -> str | None:
    return None if share is None else f"{decimal(share, 6):f}"
