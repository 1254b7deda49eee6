"""Who answers: whether those whose case went badly answer as often as others, and the score weighted back to all.

Each answer is given the weight of the cases of its kind that went as its own did (weighting classes; Kalton and
Flores-Cervantes, 2003); no weight is more than ten times the one in the middle. What the records do not show, such as
that the content answer more gladly, no weight undoes.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from truegreen.model.audit import Audit, Compared
from truegreen.signals.audit_detector import Detector
from truegreen.signals.audit_drafts import Draft, rate_of
from truegreen.signals.audit_strata import together
from truegreen.signals.audit_surveyed import Surveyed
from truegreen.signals.audit_words import Seen

MOST: Final = 10.0
_POINTS: Final = 0.02


def says(seen: Seen) -> str:
    """Say how often customers whose case went so answered, and what the score is weighted back to all."""
    score, weighted, worth = (seen.also.get(name) for name in ("score", "weighted", "worth"))
    said = f"{seen.who}{seen.counted} answered when they were asked{seen.others}."
    if score is None or weighted is None or worth is None:
        return said
    now, then = f"{100 * weighted:.1f} %", f"{100 * score:.1f} %"
    return f"{said} Weighted back to all resolved cases the score is {now} instead of {then}."


DETECTOR: Final = Detector(
    name="who-answers",
    audit=Audit.SURVEY,
    title="Whether it depends on the case who answers",
    innocent="People answer when they have something to say; that is nobody's doing.",
    says=says,
)


def drafts(found: Surveyed) -> list[Draft]:
    """Give for each way in which cases go badly whether these customers answer as often as others."""
    made = []
    also = weighted(found)
    for words, trait in found.traits.items():
        among = found.invited
        if found.answered[among].all() or not found.answered.any():
            return []
        each = together(found.answered[among], trait[among], found.kinds[among])
        if not each.of:
            continue
        share = each.expected / each.of
        other = Fraction(share).limit_denominator(10**6)
        compared = Compared("others with the same kind of case", other, "Mantel and Haenszel within kinds", each.p)
        is_far = abs(each.hits / each.of - share) >= _POINTS
        rate = rate_of(each.hits, each.of, f"customers whose case {words}")
        made.append(Draft(DETECTOR, "", "", rate, compared, also, found.measure, about=found.title, material=is_far))
    return made


def weighted(found: Surveyed) -> dict[str, float]:
    """Give the score of those who answered, the same weighted back to all, and how many answers that is worth.

    The worth is Kish's: (Σw)² / Σw².
    """
    answered = found.answered & ~np.isnan(found.content)
    if not answered.any():
        return {}
    weights = _weights(found, answered)[answered]
    content = found.content[answered]
    return {
        "score": float(content.mean()),
        "weighted": float((weights * content).sum() / weights.sum()),
        "worth": float(weights.sum() ** 2 / (weights**2).sum()),
    }


def _weights(found: Surveyed, answered: NDArray[Any]) -> NDArray[Any]:
    """Give each answer the cases of its class, over the answers of it; a class without answers goes to its kind."""
    classes = found.kinds.astype(np.int64)
    for trait in found.traits.values():
        classes = classes * 2 + trait
    _, classes = np.unique(classes, return_inverse=True)
    cases, answers = np.bincount(classes), np.bincount(classes, answered, classes.max() + 1)
    kind = found.kinds - min(0, int(found.kinds.min()))
    unheard = np.where(answers[classes] == 0, 1.0, 0.0)
    extra = np.bincount(kind, unheard) / np.maximum(np.bincount(kind, answered), 1)
    weights = cases[classes] / np.maximum(answers[classes], 1) + extra[kind]
    trimmed: NDArray[Any] = np.minimum(weights, MOST * np.median(weights[answered]))
    return trimmed
