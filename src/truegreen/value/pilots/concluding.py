"""What a pilot came to, written down once: the verdict, the numbers it rests on, and what they were made of."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Final

from truegreen.model.pilot_found import Analysed, Effect
from truegreen.model.value import Grade

VERSION: Final = 1
"""Of the method; it changes when its numbers do."""
_DIGITS: Final = 9
NAMES: Final[Mapping[str, str]] = {
    "registered": "the registered text", "outcomes": "the outcomes of the records", "method": "the method",
    "look": "the look it is of", "verdict": "the verdict", "difference": "the difference", "arms": "the arms",
    "rows": "the rows counted",
}  # fmt: skip
"""What a conclusion rests on, in words."""


def conclusion(found: Analysed, sentence: str) -> dict[str, object]:
    """Give what is written down of a pilot that may end.

    Args:
        found: its analysis; one that is final.
        sentence: what it came to, to be said aloud.

    Raises:
        ValueError: the rule does not let it end, or nothing may be compared.
    """
    if not found.final or found.main is None or found.look is None:
        raise ValueError(f"{found.standing.registered.pilot.pilot} cannot be concluded yet")
    return {
        "registered": found.standing.registered.digest,
        "verdict": str(found.verdict),
        "grade": str(Grade.RANDOMISED),
        "says": sentence,
        "because": found.because,
        "look": {"number": found.look.number, "day": found.look.day.isoformat()},
        "difference": _difference(found.main),
        "arms": dict(zip((each.name for each in found.standing.arms), found.main.wholes, strict=True)),
        "rows": found.main.rows,
        "outcomes": found.digest,
        "method": f"{found.main.estimate.method} {VERSION}.{found.main.estimate.version}",
        "run": found.standing.run,
    }  # fmt: skip


def moved(now: Mapping[str, object], then: Mapping[str, object]) -> list[str]:
    """Name what a conclusion rests on that is not what it was; what is said aloud follows from it."""
    return [words for name, words in NAMES.items() if now.get(name) != then.get(name)]


def _difference(main: Effect) -> dict[str, object]:
    """Give the numbers as texts of so many digits, which are the same on every machine."""
    of = main.estimate
    held = {"value": of.value, "low": of.low, "high": of.high, "error": of.error, "control": main.control,
            "treated": main.treated}  # fmt: skip
    return {name: f"{each:.{_DIGITS}g}" if isfinite(each) else str(each) for name, each in held.items()}
