"""A save's own part of its page: the account it is of, and what early warning says of it."""

from __future__ import annotations

from truegreen.governance.asking import denied
from truegreen.governance.matters.save import HELD_OUT, LEFT_ALONE
from truegreen.governance.rights import Right
from truegreen.governance.workflow import Says
from truegreen.model.matter import Matter
from truegreen.web.acts.extra import Extra
from truegreen.web.acts.finds.save import ABOUT, arm_of
from truegreen.web.doors import Asked
from truegreen.web.shown.accounts import account_of


def shown(asked: Asked, matter: Matter) -> Extra | None:
    """Show the account that it is of."""
    return _of(asked, matter.about, left_alone="")


def opening(asked: Asked, said: Says) -> Extra | None:
    """Show the account, and why nobody may go there if it was drawn by lot to be left alone."""
    about = said.get("about", "")
    is_held = arm_of(asked.of, about) == HELD_OUT
    return _of(asked, about, left_alone=LEFT_ALONE if is_held else "")


def _of(asked: Asked, about: str, left_alone: str) -> Extra | None:
    if denied(asked.person, Right.SEE_ACCOUNTS, asked.of.agreement) or not about.startswith(ABOUT):
        return None
    account = account_of(asked.of.agreement, about.removeprefix(ABOUT))
    says = account.drawn.get("says", "") if account else ""
    given = {"account": account.id if account else "", "says": says, "left_alone": left_alone}
    return Extra(part="save.html", given=given)
