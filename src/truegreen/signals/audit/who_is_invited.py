"""Who is invited: whether customers whose case went badly are asked less often, within the cases of one agent and kind.

Who chooses whom to ask chooses the score.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from truegreen.model.audit import Audit, Compared
from truegreen.signals.audit.detector import Detector
from truegreen.signals.audit.drafts import Draft, rate_of
from truegreen.signals.audit.strata import together
from truegreen.signals.audit.surveyed import Surveyed, heard, predicted
from truegreen.signals.audit.words import Seen
from truegreen.stats.panel.equations import Unfit
from truegreen.stats.validity.invitation import invitation_gate

_POINTS: Final = 0.02
_OTHERS: Final = "the same agents' other cases of the same kind"
_METHOD: Final = "Mantel and Haenszel within agents, kinds and channels"


def says(seen: Seen) -> str:
    """Say how often customers whose case went so were asked, against what would be expected."""
    return f"{seen.who}{seen.counted} were asked{seen.others}."


DETECTOR: Final = Detector(
    name="who-is-invited",
    audit=Audit.SURVEY,
    title="Whether it depends on the case who is asked",
    innocent="A case that is open longer, or goes to another team, may fall out of a survey's rule by itself.",
    says=says,
)


def drafts(found: Surveyed) -> list[Draft]:
    """Give for each way in which cases go badly whether these customers are asked as often as others."""
    made = []
    for words, trait in found.traits.items():
        among = found.eligible
        if found.invited[among].all() or not found.invited.any():
            return []
        each = together(found.invited[among], trait[among], found.within[among])
        if not each.of:
            continue
        share = each.expected / each.of
        compared = Compared(_OTHERS, Fraction(share).limit_denominator(10**6), _METHOD, each.p)
        is_far = abs(each.hits / each.of - share) >= _POINTS
        rate = rate_of(each.hits, each.of, f"customers whose case {words}")
        made.append(Draft(DETECTOR, "", "", rate, compared, measure=found.measure, about=found.title, material=is_far))
    return made


def gate(found: Surveyed) -> list[Draft]:
    """Give whether those who would be content, by how their case went, are asked more often within an agent's cases.

    It is the gate of ``stats.validity.invitation``: by how much more likely a case is invited, per ten points.
    """
    among, answers = found.eligible, heard(found)
    content = found.content[answers]
    if found.invited[among].all() or not found.invited.any() or not 0 < content.sum() < len(content):
        return []
    says = invitation_gate(found.invited[among], predicted(found)[among], found.within[among])
    if isinstance(says, Unfit):
        return []
    compared = Compared(_OTHERS, None, "regression within agents, kinds and channels", says.p)
    rate = rate_of(int(found.invited[among].sum()), int(among.sum()), "customers")
    points = 100 * says.value
    words = (
        f"“{found.title}”: for ten points more of predicted content, a customer was {abs(points):.1f} points "
        f"{'more' if points > 0 else 'less'} likely to be asked, within an agent's cases of one kind."
    )
    is_far = abs(says.value) >= _POINTS
    also = {"per_ten_points": says.value, "low": says.low, "high": says.high}
    return [Draft(DETECTOR, "", "", rate, compared, also, found.measure, material=is_far, words=words)]
