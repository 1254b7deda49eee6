"""The way from somebody else's figure to ours, stage by stage, for text and page: what changed, and what it moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from truegreen.clocks.reconciled import Counted, Reconciled
from truegreen.reports import figures
from truegreen.reports.clock_terms import aspect
from truegreen.reports.scale import Scale, scale

POPULATION: Final = "population"
THEIRS: Final = "theirs"
_MOVED: Final = (
    ("gained", "now kept"), ("lost", "now late"), ("entered", "only now judged"), ("left", "no longer judged"),
    ("longer", "took longer"), ("shorter", "took less"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stage:
    """A figure on the way.

    Attributes:
        words: what was changed, or whose figure it is.
        says: the change in the clocks' own words; empty where nothing in them changed.
        before: the figure before it; None of the first.
        share: the figure.
        counted: what the clock came to; None of a figure that was only told.
        judged: cases judged; None where nobody said how many.
    """

    words: str
    says: str
    before: Fraction | None
    share: Fraction | None
    counted: Counted | None = None
    judged: int | None = None

    @property
    def points(self) -> Fraction | None:
        """Give how far it moves the figure."""
        return None if self.before is None or self.share is None else self.share - self.before

    @property
    def way(self) -> str:
        """Say whether it moves the figure up or down; empty if it does neither."""
        return "" if not self.points else "up" if self.points > 0 else "down"

    @property
    def moved(self) -> str:
        """Say how many cases it moved; empty if none."""
        numbers = [(getattr(self.counted, name, 0), words) for name, words in _MOVED]
        return ", ".join(f"{figures.count(number)} {words}" for number, words in numbers if number)

    @property
    def drawn(self) -> str:
        """Say in words what is drawn."""
        if self.share is None:
            return "nothing was judged"
        if self.before is None:
            return f"stands at {percent(self.share)}"
        return f"{points(self.share - self.before)} points: from {percent(self.before)} to {percent(self.share)}"


def stages(found: Reconciled) -> list[Stage]:
    """Give the way: what they report and their rows say, where known, then each clock from theirs to ours."""
    before, listed = None, []
    for words, says, share, counted, judged in _listed(found):
        listed.append(Stage(words, says, before, share, counted, judged))
        before = share if share is not None else before
    return listed


def _listed(found: Reconciled) -> Iterator[tuple[str, str, Fraction | None, Counted | None, int | None]]:
    if found.figure is not None:
        yield "what they report", "", found.figure, None, None
    if found.declared and found.declared[1]:
        yield "what their own rows say", "", Fraction(*found.declared), None, found.declared[1]
    for place, each in enumerate(found.steps):
        words, says = each.what, ""
        if not place:
            words = "their definition, from the events" if each.what == THEIRS else "our definition, from the events"
            says = found.recognised and f"recognised: {found.recognised}"
        elif each.what == POPULATION:
            says = "cases that only we count"
        elif each.clock and (earlier := found.steps[place - 1].clock):
            says = f"{aspect(earlier, each.what)} → {aspect(each.clock, each.what)}"
        yield words, says, each.share, each if place else None, each.judged


def scale_of(way: Sequence[Stage]) -> Scale:
    """Give the scale on which the way is drawn."""
    return scale(each.share for each in way if each.share is not None)


def sentence(found: Reconciled) -> str:
    """Say in one sentence what becomes of their figure, and why."""
    known = [each.share for each in stages(found) if each.share is not None]
    because_of = because(found)
    return f"{percent(known[0])} becomes {percent(known[-1])}: {because_of}" if known else because_of


def because(found: Reconciled) -> str:
    """Say how much definitions and the cases counted make of the difference."""
    way = stages(found)
    if all(each.share is None for each in way):
        return "There is nothing to compare: no case was judged by both."
    unknown, by_cases, by_definition = Fraction(0), Fraction(0), Fraction(0)
    for each in way:
        if each.counted is None:  # what they say, against what the events give by what is taken for theirs
            unknown += each.points or 0
        elif each.counted.what == POPULATION:
            by_cases += each.points or 0
        else:
            by_definition += each.points or 0
    parts = [(by_definition, "by definition")] if found.steps[0].what == THEIRS else []
    parts += [(by_cases, "by the cases counted")] if by_cases else []
    parts += [(unknown, "that no definition explains")] if unknown else []
    said = [f"{points(moved)} {words}" for moved, words in parts]
    return f"{', '.join(said).replace(' ', ' points ', 1)}." if said else "Nothing sets them apart."


def percent(share: Fraction | None) -> str:
    """Write a figure to the hundredth of a point, as small steps need it."""
    return figures.NOTHING if share is None else f"{float(share * 100):.2f} %"


def points(moved: Fraction | None) -> str:
    """Write by how many points a figure moves.

    >>> points(Fraction(-28, 10000)), points(Fraction(0)), points(None)
    ('−0.28', '0', '')
    """
    if moved is None:
        return ""
    return f"{'+' if moved > 0 else '−'}{abs(float(moved * 100)):.2f}" if moved else "0"


def title(found: Reconciled) -> str:
    """Name both ends of the way."""
    return f"From “{found.theirs}” to our “{found.title or found.ours}”"
