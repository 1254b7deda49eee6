"""What a shelf is filled from; what several parts need is computed once, when the first of them asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, TypeVar

from truegreen.facts.months import Progress
from truegreen.files.nouns import read
from truegreen.model.agreement import Versions
from truegreen.model.scorecard import Scorecard
from truegreen.model.truth import Truth
from truegreen.model.valued import Valued
from truegreen.model.warning import Ranked
from truegreen.project.looking import View, last_period, show_scorecard
from truegreen.project.reviewing import Bills, Known, bills_of
from truegreen.project.truth.truths import Choices, truths
from truegreen.project.value.valued import Choices as Worth
from truegreen.project.value.valued import gathered, valued
from truegreen.project.warning.backtested import Trial, trial
from truegreen.project.warning.gathered import Asked
from truegreen.project.warning.warned import ranked
from truegreen.units.period import Period

RANKED: Final = "nouns/ranked"
VALUED: Final = "nouns/valued"
Noun = TypeVar("Noun")


@dataclass(frozen=True)
class Showing:
    """A finished run and one of its agreements.

    Attributes:
        view: the run.
        versions: the agreement.
        progress: told how far it is.
        kept: gives a record of a part that was kept and not made anew; None where there is none.
    """

    view: View
    versions: Versions
    progress: Progress
    kept: Callable[[str], Mapping[str, Any] | None] = lambda name: None

    @property
    def asked(self) -> Asked:
        """Give what early warning is asked."""
        return Asked(self.view, self.versions, progress=self.progress)

    @cached_property
    def trial(self) -> Trial:
        """Try early warning on its own past."""
        return trial(self.asked)

    @cached_property
    def ranked(self) -> Ranked:
        """Rank accounts by what their leaving would be expected to cost."""
        return self._known(RANKED, Ranked) or ranked(self.asked, self.trial)

    @cached_property
    def valued(self) -> Valued:
        """Say what customers are worth and what was done for them."""
        worth = Worth(agreement=self.versions.id)
        return self._known(VALUED, Valued) or valued(self.view, gathered(self.view, worth, self.progress))

    @cached_property
    def truth(self) -> Truth:
        """Hold contract and customers beside each other in the last month."""
        return truths(self.view, self.versions, Choices(last_period(self.view, self.versions)))

    @cached_property
    def through(self) -> Truth:
        """Hold them beside each other through all months."""
        return truths(self.view, self.versions, Choices(None))

    @cached_property
    def bills(self) -> Bills:
        """Settle every period for which something is given."""
        return bills_of(self.view, self.versions)

    def card(self, period: Period) -> Scorecard:
        """Give the scorecard of a period."""
        if period not in self._cards:
            self._cards[period] = show_scorecard(self.view, self.versions, period)
        return self._cards[period]

    @cached_property
    def _cards(self) -> dict[Period, Scorecard]:
        return {}

    def known(self, period: Period) -> Known:
        """Give what a review of a period need not compute again."""
        rows = self.view.has_rows
        return Known(
            truth=self.truth if period == last_period(self.view, self.versions) else None, through=self.through,
            ranked=self.ranked if rows else None, valued=self.valued if rows else None, bills=self.bills,
            card=self.card,
        )  # fmt: skip

    def _known(self, name: str, kind: type[Noun]) -> Noun | None:
        held = self.kept(name)
        try:
            return read(kind, held) if held is not None else None
        except (ValueError, TypeError, KeyError):  # kept by another version
            return None
