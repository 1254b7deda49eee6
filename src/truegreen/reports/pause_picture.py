"""What pauses do to each team, as places in a picture: what it kept gross and net, and where its time went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from truegreen.clocks.by_team import Pauses
from truegreen.reports import figures
from truegreen.reports.scale import Scale, scale
from truegreen.stats.intervals import wilson


@dataclass(frozen=True, slots=True)
class Kept:
    """What a team kept of what was judged, each with less of the waits counted.

    Attributes:
        gross: with every wait counted.
        net_of_customer: with waits for the customer taken off.
        net: with all waits taken off.
        doubt: between which shares the net one may well be, by the number of its cases.
    """

    gross: Fraction
    net_of_customer: Fraction
    net: Fraction
    doubt: tuple[float, float]

    @property
    def words(self) -> str:
        """Say in words what is drawn."""
        gross, customer, net = (figures.value(each, "share") for each in (self.gross, self.net_of_customer, self.net))
        doubt = f"95 % interval {figures.interval(*self.doubt, 'share')}"
        return f"kept {gross} gross, {customer} less waits for the customer, {net} less all waits ({doubt})"


def kept(each: Pauses) -> Kept | None:
    """Give what a team kept; None where nothing was judged."""
    if not each.judged:
        return None
    gross, customer, net = (Fraction(count, each.judged) for count in (each.gross, each.net_of_customer, each.net))
    return Kept(gross, customer, net, wilson(each.net, each.judged))


def went(each: Pauses) -> tuple[float, float, float]:
    """Give the shares of a team's time that ran, waited for the customer and waited for others; zeros of nothing."""
    if not each.whole:
        return 0.0, 0.0, 0.0
    return each.ran / each.whole, each.customer / each.whole, each.other / each.whole


def went_words(each: Pauses) -> str:
    """Say in words where a team's time went."""
    if not each.whole:
        return "no time in its hands"
    ran, customer, other = (
        figures.value(Fraction(part, each.whole), "share") for part in (each.ran, each.customer, each.other)
    )
    return f"{ran} of the time ran, {customer} waited for the customer, {other} for others"


def scale_of(teams: Sequence[Pauses]) -> Scale:
    """Give the one scale on which all teams are drawn."""
    return scale(share for each in teams if (one := kept(each)) for share in (one.gross, one.net_of_customer, one.net))
