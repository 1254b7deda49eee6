"""What may be said of a contracted figure and a customer outcome, in one word of six."""

from __future__ import annotations

from enum import StrEnum

from truegreen.stats.estimate import Verdict


class Said(StrEnum):
    """What may be said of a contracted figure and a customer outcome."""

    PREDICTS = "predicts"
    PERVERSE = "perverse"
    NOTHING = "no material effect"
    NOT_ENOUGH = "not enough data"
    UNINFORMATIVE = "uninformative"
    CONFOUNDED = "confounded"

    @property
    def verdict(self) -> Verdict:
        """Give the same in the four words that every estimate ends in."""
        return {
            Said.PREDICTS: Verdict.ESTABLISHED,
            Said.PERVERSE: Verdict.PERVERSE,
            Said.NOTHING: Verdict.REFUTED,
        }.get(self, Verdict.NOT_ENOUGH)
