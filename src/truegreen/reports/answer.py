"""The answer to “Is our green true?”, counted from the rows."""

from __future__ import annotations

from collections.abc import Sequence

from truegreen.model.reading import Contract, Outcome
from truegreen.model.scorecard import Row
from truegreen.reports.figures import counted
from truegreen.reports.statuses import is_watermelon

QUESTION = "Is our green true?"


def verdict(rows: Sequence[Row]) -> str:
    """Answer in a few words, claiming no more than the rows can bear."""
    outcomes = [row.outcome for row in rows if row.contract is Contract.MET]
    if not outcomes:
        return "There is no green to doubt."
    if Outcome.BAD in outcomes:
        return "Not all of it."
    if Outcome.GOOD not in outcomes:
        return "We cannot tell yet."
    return "Yes." if set(outcomes) == {Outcome.GOOD} else "As far as we can tell, yes."


def sentence(rows: Sequence[Row]) -> str:
    """Say how many measures are met, and of those, over unhappy customers, not told yet, or without an outcome.

    >>> sentence([])
    'Nothing was measured.'
    """
    if not rows:
        return "Nothing was measured."
    met = [row for row in rows if row.contract is Contract.MET]
    parts = [f"{len(met)} of {counted(len(rows), 'measure')} met"]
    if met:
        parts.append(f"{sum(map(is_watermelon, met)) or 'none'} of them over unhappy customers")
    told = sum(row.outcome is Outcome.CANNOT_TELL for row in met)
    unnamed = sum(row.outcome is None for row in met)
    unjudged = sum(row.contract is Contract.NOT_JUDGED for row in rows)
    parts += [f"{told} cannot be told yet"] if told else []
    parts += [f"{unnamed} {'names' if unnamed == 1 else 'name'} no customer outcome"] if unnamed else []
    parts += [f"{unjudged} not judged"] if unjudged else []
    return "; ".join(parts) + "."
