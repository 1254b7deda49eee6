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
            words, says = "their definition, from the events", found.recognised and f"recognised: {found.recognised}"
        elif each.what == POPULATION:
            says = "cases that only we count"
        elif each.clock and (earlier := found.steps[place - 1].clock):
            says = f"{aspect(earlier, each.what)} → {aspect(each.clock, each.what)}"
        ours = " = ours" if place == len(found.steps) - 1 else ""
        yield f"{words}{ours}", says, each.share, each if place else None, each.judged


def scale_of(way: Sequence[Stage]) -> Scale:
    """Give the scale on which the way is drawn."""
    return scale(each.share for each in way if each.share is not None)


def sentence(found: Reconciled) -> str:
    """Say in one sentence what becomes of their figure, and how much of it definitions and populations make."""
    way = stages(found)
    known = [each.share for each in way if each.share is not None]
    if not known:
        return "There is nothing to compare: no case was judged by both."
    told = [each for each in way if each.counted is None]
    by_cases = sum((each.points or Fraction(0) for each in way if each.words.startswith(POPULATION)), Fraction(0))
    unknown = sum((each.points or Fraction(0) for each in told), Fraction(0))
    by_definition = known[-1] - known[0] - by_cases - unknown
    parts = [f"{points(by_definition)} points by definition"]
    parts += [f"{points(by_cases)} by the cases counted"] if by_cases else []
    parts += [f"{points(unknown)} that no definition explains"] if unknown else []
    return f"{percent(known[0])} becomes {percent(known[-1])}: {', '.join(parts)}."


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
