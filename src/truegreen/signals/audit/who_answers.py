"""Who answers: whether those whose case went badly answer as often as others, and the score weighted back to all.

Each answer counts one over the chance that a case like it is answered (``stats.validity.response``). What the records
do not show, such as that the content answer more gladly, no weight undoes.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from truegreen.model.audit import Audit, Compared
from truegreen.signals.audit.detector import Detector
from truegreen.signals.audit.drafts import Draft, rate_of
from truegreen.signals.audit.strata import together
from truegreen.signals.audit.surveyed import Surveyed, answer_weights, heard
from truegreen.signals.audit.words import Seen

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
    """Give the score of those who answered, the same weighted back to all, and how many answers that is worth."""
    answered = heard(found)
    if not answered.any():
        return {}
    given = answer_weights(found)
    content = found.content[answered]
    each = given.values[answered]
    return {
        "score": float(content.mean()),
        "weighted": float((each * content).sum() / each.sum()),
        "worth": given.effective,
    }
