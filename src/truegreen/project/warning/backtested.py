"""The backtest of a project: what early warning would have said, month by month, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from truegreen.model.backtest import Backtest
from truegreen.project.warning.gathered import Asked, Gathered
from truegreen.signals.warning.backtest import Tried
from truegreen.signals.warning.backtest import backtest as tried


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """Early warning tried on its own past, with what it was made from."""

    of: Gathered
    found: Tried


def trial(asked: Asked, *, with_grouped: bool = True) -> Trial:
    """Try early warning on its own past, and on accounts that it never saw; by this, accounts are ranked too."""
    of, currency = asked.gathered(), asked.view.project.settings.currency
    found = tried(
        of.history, of.labels, of.setting, leaks=of.leaks, currency=currency, with_grouped=with_grouped,
        progress=asked.progress,
    )  # fmt: skip
    return Trial(of, found)


def backtest(asked: Asked, known: Trial | None = None) -> Backtest:
    """Say what early warning would have said, month by month, and what came of it."""
    held = known or trial(asked)
    return replace(
        held.found.backtest, agreement=asked.versions.id, title=asked.versions.latest.title,
        findings=(*asked.view.findings, *held.of.findings), run=asked.view.run, known_until=asked.view.known_until,
    )  # fmt: skip
