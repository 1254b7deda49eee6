"""What to ask next: the verbs that belong together, each with the question that it answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

GREEN: Final = {
    "scorecard": "what each measure was",
    "truth": "where green is not true",
    "validity": "which figures go with what customers live through",
    "audit": "what clocks, surveys and definitions do to the figures",
    "alignment": "whether the dashboards tell the same story",
}
"""Verbs that ask whether green is true."""
LOSSES: Final = {
    "accounts": "which accounts may leave, and what that would cost",
    "backtest": "what would have been said before each loss",
    "silence": "who fell silent, by their own rhythm",
    "heard": "what commercial people heard, and what it was worth",
    "value": "what customers are worth, and what was saved",
    "effect": "what a change did where nobody drew lots",
}
"""Verbs that ask who may leave, and what was saved."""

SOURCING: Final = {
    "segment": "which customers and contact types to spend on",
    "suppliers": "who could do the work, and who should",
    "allocate": "which work should live where",
    "staff": "how many people the work takes",
    "tco": "what each supplier costs in all",
}
"""Verbs that ask where work should live."""


def beside(verb: str) -> Mapping[str, str]:
    """Give the other verbs of a verb's family, with what they answer."""
    family = next((each for each in (LOSSES, SOURCING) if verb in each), GREEN)
    return {each: answers for each, answers in family.items() if each != verb}


def also(verb: str) -> str:
    """Name the other verbs, with what they answer.

    >>> also("truth").partition(";")[0]
    '--page FILE.html shows all of it, with what to know. See also truegreen scorecard: what each measure was'
    """
    others = (f"truegreen {each}: {answers}" for each, answers in beside(verb).items())
    return f"--page FILE.html shows all of it, with what to know. See also {'; '.join(others)}."
