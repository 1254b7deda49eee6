"""What customers lived through and what they are worth, gathered from a run: all that worth is told from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from truegreen.facts.store import Store
from truegreen.project.looking import View
from truegreen.project.value.accounts import Known, known
from truegreen.project.value.accounts import Worths as Valued
from truegreen.project.value.accounts import worths as valued_accounts
from truegreen.readings.account_months import Span
from truegreen.readings.failed_contacts import Contacts, contacts
from truegreen.sourcing.segments.at_stake import AtStake, at_stake
from truegreen.sourcing.segments.impact import Impact, impact
from truegreen.sourcing.segments.lives import Lives
from truegreen.stats.panel.equations import Unfit

MONTHS: Final = 12
"""Months whose contacts say whose customers a contact type serves."""


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """What worth is told from.

    Attributes:
        known: all that is known of accounts.
        valued: what they are still worth.
        lives: the same by month, as far as staying goes.
        contacts: their cases by month and type.
        impact: what failed contacts do to staying; or why nobody can tell.
        stakes: what hangs on the contacts of the last months.
    """

    known: Known
    valued: Valued
    lives: Lives
    contacts: Contacts
    impact: Impact | Unfit
    stakes: tuple[AtStake, ...]


def gathered(view: View) -> Gathered:
    """Gather what worth is told from.

    Args:
        view: the run, whose rows must still be there (``view.has_rows``).
    """
    of = known(view)
    held, over = of.panel, int(of.panel.over.sum())
    standing = held.standing["segment"]
    lives = Lives(
        at_risk=held.at_risk[:, :over], leaves=held.leaves[:, :over],
        segment=standing.codes[:, :over] if standing.codes.size else np.full((len(held.accounts), over), -1),
        segments=len(standing.members),
    )  # fmt: skip
    span = Span(held.months[0] if over else np.datetime64("2000-01", "M"), over)
    found = contacts(view.source.duck, Store(view.project.store), view.state, span, view.came)
    told = impact(lives, found)
    stakes = () if isinstance(told, Unfit) else tuple(at_stake(told, found, lives, MONTHS))
    return Gathered(of, valued_accounts(view, of), lives, found, told, stakes)
