"""Drafts: what detectors counted, with chances, before it is known how many comparisons were made at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from truegreen.model.audit import Audit, Compared, Line, Moved, Rate, Standing
from truegreen.signals.audit.detector import Detector
from truegreen.signals.audit.peers import LEAST_ROWS, METHOD, Size, chances
from truegreen.signals.audit.words import Seen
from truegreen.stats.intervals import wilson

Adjust = Callable[[Sequence[float]], Sequence[float]]
"""Adjusts chances for their number."""
LEAST_MOVE: Final = Fraction(1, 1000)
"""A tenth of a point; less does not count as moving a figure."""
LEAST_HITS: Final = 5
LEAST_SHARE: Final = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class Draft:
    """A line of an audit before it is judged.

    Attributes:
        detector: what looked.
        by, member: whose; empty for all together.
        rate: how often.
        compared: against the others, with the chance of so much; None where nothing was tested.
        also: further counts.
        measure: the measure it is about; empty where it is about several or none.
        moved: measures that it moves.
        about: what it is about, where that has a name of its own.
        standing: once judged.
        way: for a definition, the other way of counting.
        whom: for a definition, whose status it changes.
        words: the sentence, where the detector cannot make it of counts alone.
        counts: for a fact, whether it counts, where moved figures do not say.
        material: whether it is large enough to matter, however sure it is.
    """

    detector: Detector
    by: str
    member: str
    rate: Rate
    compared: Compared | None = None
    also: Mapping[str, float] = field(default_factory=dict)
    measure: str = ""
    moved: Sequence[Moved] = ()
    about: str = ""
    standing: Standing = Standing.ORDINARY
    words: str = ""
    way: str = ""
    whom: str = ""
    counts: bool | None = None
    material: bool = True

    @property
    def says(self) -> str:
        """Say it aloud."""
        said = self.words or self.detector.says(self.seen)
        return said[:1].upper() + said[1:]

    @property
    def seen(self) -> Seen:
        """Give what was seen, ready to be said."""
        return Seen(self.by, self.member, self.rate, self.compared, self.also, self.moved, self.about)

    @property
    def p(self) -> float | None:
        """Give the chance of so much, where it was tested."""
        return self.compared.p if self.compared else None


def rate_of(hits: int, of: int, noun: str) -> Rate:
    """Give hits of rows with the 95 % interval of their share."""
    low, high = wilson(hits, of) if of else (None, None)
    return Rate(hits, of, low, high, noun)


def by_member(
    detector: Detector,
    by: str,
    sizes: Sequence[Size],
    noun: str,
    also: Mapping[str, Mapping[str, float]],
    *,
    mixed: bool,
) -> list[Draft]:
    """Give a draft of each member against the others.

    Args:
        detector: what looked.
        by: the slice.
        sizes: what each member has.
        noun: what is counted.
        also: further counts, by member.
        mixed: whether what is expected of a member is by its own mix; otherwise it is the share of the others.
    """
    found, hits, of = chances(sizes, low=detector.low), sum(e.hits for e in sizes), sum(e.of for e in sizes)
    judged = sum(each.of >= LEAST_ROWS for each in sizes)
    drafts = []
    for each in sizes:
        others = _others(each, hits, of, mixed=mixed)
        compared = Compared(f"the {judged - 1:,} other {by.replace('_', ' ')}s", others, METHOD, found[each.member])
        rate = rate_of(int(each.hits), int(each.of), noun)
        drafts.append(Draft(detector, by, each.member, rate, compared, also.get(each.member, {})))
    return drafts


def _others(each: Size, hits: float, of: float, *, mixed: bool) -> Fraction | None:
    if mixed:
        return Fraction(each.expected / each.of).limit_denominator(10**6) if each.of else None
    return Fraction(round(hits - each.hits), round(of - each.of)) if of > each.of else None


def judged(drafts: Iterable[Draft], adjusted: Adjust, promised: float) -> list[Draft]:
    """Say of each draft how it stands, given how many comparisons were made at once.

    Args:
        drafts: all of them.
        adjusted: adjusts chances for their number, such as Benjamini and Hochberg's.
        promised: share of false entries among those that stand out.
    """
    listed = list(drafts)
    with_chance = [each for each in listed if each.p is not None]
    by_draft = dict(
        zip(map(id, with_chance), adjusted([each.p for each in with_chance if each.p is not None]), strict=True)
    )
    found = []
    for each in listed:
        chance = by_draft.get(id(each))
        compared = replace(each.compared, adjusted=chance) if each.compared else None
        found.append(replace(each, compared=compared, standing=_standing(each, chance, promised)))
    return found


def _standing(each: Draft, chance: float | None, promised: float) -> Standing:
    if chance is not None:
        moves = not each.moved or each.moved[0].points >= LEAST_MOVE or each.moved[0].flips
        matters = each.material and moves and each.rate.hits
        return Standing.STANDS_OUT if chance <= promised and matters else Standing.ORDINARY
    if each.member:
        return Standing.TOO_FEW
    if each.detector.is_fact and _counts(each):
        return Standing.COUNTS
    return each.standing


def _counts(each: Draft) -> bool:
    """Say whether a fact moves a figure, or is frequent where it moves none."""
    if each.counts is not None:
        return each.counts
    if any(moved.flips or abs(moved.points) >= LEAST_MOVE for moved in each.moved):
        return True
    share = each.rate.share
    return share is not None and each.rate.hits >= LEAST_HITS and share >= LEAST_SHARE


def comparisons(drafts: Iterable[Draft]) -> int:
    """Count the comparisons made."""
    return sum(each.p is not None for each in drafts)


ORDER: Final = (Standing.STANDS_OUT, Standing.COUNTS, Standing.TOO_FEW, Standing.ORDINARY)
AUDITS: Final = tuple(Audit)


def in_order(lines: Iterable[Line]) -> list[Line]:
    """Give the lines to look at first, audit by audit; all together before members, and what is surest first."""
    return sorted(
        lines,
        key=lambda each: (
            not (each.is_listed or each.always),
            AUDITS.index(each.audit),
            ORDER.index(each.standing),
            bool(each.member),
            each.detector,
            each.measure if each.way else "",
            each.compared.adjusted if each.compared and each.compared.adjusted is not None else 1.0,
            -max((abs(float(moved.points)) for moved in each.moved), default=0.0),
            each.measure,
            each.member,
        ),
    )
