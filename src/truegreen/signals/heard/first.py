"""Who was first: the people who speak with accounts, or the model that reads the numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from statistics import median

from truegreen.model.backtest import Before
from truegreen.model.entered import Kind
from truegreen.model.heard import Ahead, Signal
from truegreen.signals.warning.leads import BEFORE


def ahead(signals: Sequence[Signal], kinds: Collection[Kind], losses: Sequence[Before]) -> Ahead:
    """Hold the first warning by people and the first alert of the model beside each other, loss by loss.

    Of both, what was said in the same months before a loss counts.

    Args:
        signals: all that was heard.
        kinds: which of it counts as a warning.
        losses: what the model would have said before each loss; those of which it could say nothing are left out.
    """
    heard: dict[str, list[date]] = {}
    for each in signals:
        if each.kind in kinds:
            heard.setdefault(each.account, []).append(each.on)
    told = [each for each in losses if any(look.chance is not None for look in each.looks)]
    pairs = [(min(_before(heard.get(each.account, ()), each.decided), default=None), each.first_alert) for each in told]
    both = [(model - people).days for people, model in pairs if people is not None and model is not None]
    return Ahead(
        losses=len(told),
        both=len(both),
        people_first=sum(days > 0 for days in both),
        model_first=sum(days < 0 for days in both),
        only_people=sum(people is not None and model is None for people, model in pairs),
        only_model=sum(people is None and model is not None for people, model in pairs),
        neither=sum(people is None and model is None for people, model in pairs),
        days=float(median(both)) if both else None,
    )


def _before(days: Sequence[date], decided: date) -> Iterator[date]:
    return (each for each in days if 0 < (decided - each).days <= BEFORE)
