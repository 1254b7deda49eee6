"""An evaluation from scores to what may be said: who is out, how the others come out, and how far that holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from truegreen.model.evaluated import Alternative, Evaluated, Measure, Source
from truegreen.model.finding import Finding, note, warning
from truegreen.model.plan_evaluation import Evaluation
from truegreen.sourcing.evaluation.scores import Known, measure, reweighed
from truegreen.sourcing.evaluation.standing import DRAWS, Table, standing
from truegreen.sourcing.evaluation.voices import weights
from truegreen.stats.choice.pairwise import CONSISTENT


def evaluated(
    of: Evaluation, alternatives: Sequence[Alternative], known: dict[str, tuple[str, Known]], issues: float,
    draws: int = DRAWS,
) -> Evaluated:  # fmt: skip
    """Give how alternatives come out by the criteria of a plan.

    Args:
        of: criteria and panel.
        alternatives: with what bars them already.
        known: unit and scores that records tell, by criterion.
        issues: issues that the work looked at has.
        draws: how many weights and scores are looked at.
    """
    names = [each.name for each in alternatives]
    counted, voices = weights(of)
    measures = reweighed(
        [measure(name, each, names, known[name][1] if name in known else {}, known[name][0] if name in known else "")
         for name, each in of.criteria.items()], counted.weights,
    )  # fmt: skip
    judged = [_limited(each, at, measures) for at, each in enumerate(alternatives)]
    left = tuple(at for at, each in enumerate(judged) if not each.out)
    if not left:
        return Evaluated(str(of.by), issues, tuple(judged), measures, counted, voices, (), (), 0)
    counts = [at for at, each in enumerate(measures) if each.weight > 0]
    kinds = list(of.criteria.values())
    table = Table(tuple(names[at] for at in left), tuple(measures[at] for at in counts),
                  tuple(kinds[at] for at in counts), left)  # fmt: skip
    found = standing(table, draws)
    for at, stand in zip(left, found.stands, strict=True):
        judged[at] = replace(judged[at], stand=stand)
    return Evaluated(str(of.by), issues, tuple(judged), measures, counted, voices, found.flips, found.apart, draws)


def findings(of: Evaluation, found: Evaluated) -> Iterator[Finding]:
    """Find comparisons that contradict each other, scores that nobody gave, and that nobody is left."""
    for each in found.voices:
        if each.odd and each.ratio is not None:
            so = f"({each.ratio:.2f}, above {CONSISTENT:.2f}): {each.odd}."
            says, remedy = (
                f"Comparisons of {each.who} contradict each other {so}",
                "Ask again for this comparison first.",
            )
            yield warning(of.panel[each.who].at, "panel-contradicts-itself", says, remedy)
    for criterion in found.measures:
        missing = [each.name for each, score in zip(found.alternatives, criterion.scores, strict=True)
                   if score.source is Source.MISSING]  # fmt: skip
        if missing:
            says = f"{', '.join(missing)} {'has' if len(missing) == 1 else 'have'} no score for {criterion.title}."
            remedy = "Score them; until then anything on the scale is as likely."
            yield note(of.criteria[criterion.id].at, "score-missing", says, remedy, len(missing))
        beyond = [each.name for each, score in zip(found.alternatives, criterion.scores, strict=True)
                  if not criterion.low <= score.value <= criterion.high]  # fmt: skip
        if beyond:
            says = f"{criterion.title} of {', '.join(beyond)} lies beyond {_ends(criterion)}."
            remedy = "Widen least and most: what lies beyond them counts more than the whole scale."
            yield warning(of.criteria[criterion.id].at, "score-off-scale", says, remedy, len(beyond))
    if not found.ranked:
        says = "Every alternative is knocked out."
        yield warning(of.at, "everybody-out", says, "Look at limits and needs again, or ask others.")


def _limited(of: Alternative, at: int, measures: Sequence[Measure]) -> Alternative:
    """Give an alternative with the limits that it surely does not keep, and those of which nobody can tell."""
    out, close = list(of.out), list(of.close)
    for each in measures:
        if each.limit is None:
            continue
        score, sign = each.scores[at], 1 if each.is_higher_better else -1
        best, worst = max(sign * score.low, sign * score.high), min(sign * score.low, sign * score.high)
        asked = f"{'at least' if sign > 0 else 'at most'} {_number(each.limit, each.unit)}"
        if best < sign * each.limit:
            out.append(f"{each.title}: {_number(score.value, each.unit)}, and {asked} is asked for.")
        elif worst < sign * each.limit:
            close.append(f"{each.title}: nobody can tell that it is {asked}.")
    return replace(of, out=tuple(out), close=tuple(close))


def _ends(of: Measure) -> str:
    return f"{_number(of.low, '')} to {_number(of.high, of.unit)}"


def _number(value: float, unit: str) -> str:
    return f"{value:,.4g} {unit}".strip()
