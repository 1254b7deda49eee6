"""Standing: what an agreement may be called, given its error (Gwet 2014): not κ > 0.6, but what is almost certain."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

from truegreen.stats.estimate import Estimate

Scale = tuple[tuple[str, float], ...]
LANDIS_KOCH: Scale = (
    ("almost perfect", 0.8), ("substantial", 0.6), ("moderate", 0.4), ("fair", 0.2), ("slight", 0.0), ("poor", -1.0),
)  # fmt: skip
"""Names with the lower ends of their bands, the best first (Landis and Koch, Biometrics 33 (1977) 159–174)."""
ALTMAN: Scale = (("very good", 0.8), ("good", 0.6), ("moderate", 0.4), ("fair", 0.2), ("poor", -1.0))
FLEISS: Scale = (("excellent", 0.75), ("intermediate to good", 0.4), ("poor", -1.0))


@dataclass(frozen=True, slots=True)
class Standing:
    """What an agreement may be called.

    Attributes:
        name: the best name that is almost certainly deserved.
        chances: for each name, from the best, the chance that it or a better one is deserved.
    """

    name: str
    chances: tuple[tuple[str, float], ...]


def standing(estimate: Estimate, scale: Scale = LANDIS_KOCH, sure: float = 0.95) -> Standing:
    """Give the best name that an agreement deserves with a chance of at least 95 %.

    Args:
        estimate: the coefficient with its error; without error, as where all agree, its lower end is what counts.
        scale: names with the lower ends of their bands.
        sure: how sure one wants to be.
    """
    if estimate.error <= 0:
        chances = tuple((name, float(estimate.low >= low)) for name, low in scale)
    else:
        normal = NormalDist(estimate.value, estimate.error)
        top, inside = normal.cdf(1), normal.cdf(1) - normal.cdf(-1)
        chances = tuple((name, (top - normal.cdf(low)) / inside) for name, low in scale)
    return Standing(next((name for name, chance in chances if chance >= sure), scale[-1][0]), chances)
