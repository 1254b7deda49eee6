"""Records of what a run has to show, as the command line writes them; each kind with the right that its page takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from django.http import HttpResponse, JsonResponse

from truegreen.governance.asking import denied
from truegreen.governance.rights import Right
from truegreen.web.api.calls import AGREEMENT, Call
from truegreen.web.api.nouns import Record
from truegreen.web.api.problems import ProblemError
from truegreen.web.doors import Asked
from truegreen.web.people.tokens import Scope
from truegreen.web.rendering import sent
from truegreen.web.shown.accounts import account_of
from truegreen.web.shown.shelf import record_of, text_of
from truegreen.web.shown.standing import not_made
from truegreen.web.shown.withholding import record_for

ALONE: Final[Mapping[str, Right]] = {
    "green": Right.SEE, "truth": Right.SEE, "validity": Right.SEE, "audit": Right.SEE, "alignment": Right.SEE,
    "accounts": Right.SEE_ACCOUNTS, "silence": Right.SEE_ACCOUNTS, "heard": Right.SEE_ACCOUNTS,
    "backtest": Right.SEE_ACCOUNTS, "accounts-known": Right.SEE_ACCOUNTS, "value": Right.SEE_VALUE,
}  # fmt: skip
"""Records of which there is one, by name."""
MANY: Final[Mapping[str, Right]] = {
    "scorecard": Right.SEE, "explained": Right.SEE, "statement": Right.SEE_MONEY, "account": Right.SEE_ACCOUNTS,
    "review": Right.SEE, "agreement": Right.SEE, "pilot": Right.SEE_VALUE, "behind": Right.SEE_ACCOUNTS,
    "segment": Right.SEE_PLANS, "suppliers": Right.SEE_PLANS, "allocate": Right.SEE_PLANS, "staff": Right.SEE_PLANS,
    "tco": Right.SEE_PLANS,
}  # fmt: skip
"""Records of which there are several, by the first part of the name."""


def may_read(asked: Asked, name: str) -> bool:
    """Say whether somebody may read a record; of a kind that nobody declared, nobody may."""
    right = {**ALONE, **MANY}.get(name.partition("/")[0])
    return right is not None and denied(asked.person, right, asked.of.agreement) is None


def record(asked: Asked, name: str) -> HttpResponse:
    """Give a record from the shelf.

    Raises:
        ProblemError: it is not there.
    """
    try:
        found = record_for(asked, name)
    except (ValueError, OSError):
        found = None
    if found is None:
        failed = not_made(asked, name)
        raise ProblemError(404, f"{name} could not be made ready ({failed.problem}); run tries it again." if failed else
                           f"There is no {name} on the shelf; shelf says what is ready.")  # fmt: skip
    text = text_of(asked.of.agreement, name) if found is record_of(asked.of.agreement, name) else None
    return sent(asked.http, [text], kind="application/json") if text else JsonResponse(found)


def _alone(name: str) -> Callable[[Asked], HttpResponse]:
    def does(asked: Asked) -> HttpResponse:
        return record(asked, name)

    does.__doc__ = f"Give {name}, as truegreen {name} --json does."
    return does


def _month(asked: Asked, month: str) -> HttpResponse:
    """Give the scorecard of a month, such as 2025-10."""
    return record(asked, f"scorecard/{month}")


def _measure(asked: Asked, measure: str) -> HttpResponse:
    """Give how a measure came about in the last month, down to its rows."""
    return record(asked, f"explained/{measure}")


def _period(asked: Asked, period: str) -> HttpResponse:
    """Give the statement of a settled period, such as 2025-10."""
    return record(asked, f"statement/{period}")


def _contract(asked: Asked, period: str, contract: str) -> HttpResponse:
    """Give the statement of one of several contracts for a settled period."""
    return record(asked, f"statement/{period}/{contract}")


def _account(asked: Asked, account: str) -> HttpResponse:
    """Give an account: what the ranking says of it, why, what was heard in the records, and what since."""
    found = account_of(asked.of.agreement, account)
    if found is None:
        raise ProblemError(404, "There is no such account.")
    drawn = {name: each for name, each in found.drawn.items() if name in ("says", "worth", "sums")}
    since = [{"on": each.on.isoformat(), "kind": str(each.kind), "severity": each.severity, "by": each.by}
             for each in found.since]  # fmt: skip
    return JsonResponse({"account": found.id, "risk": found.risk, **drawn, "heard": list(found.heard), "since": since})


def _part(asked: Asked, part: str) -> HttpResponse:
    """Give what a run found in the agreement's text, such as checks."""
    return record(asked, f"agreement/{part}")


def _pilot(asked: Asked, pilot: str) -> HttpResponse:
    """Give how a registered pilot stands, and what it comes to where its rule lets it end."""
    return record(asked, f"pilot/{pilot}")


def _behind(asked: Asked, entry: str) -> HttpResponse:
    """Give the accounts and the cases behind an entry of the truth test, by its number."""
    return record(asked, f"behind/{entry}")


_call = partial(Call, method="GET", scope=Scope.READ, gives=Record, group="records")
CALLS: Final = (
    *(_call(name=name, path=f"{AGREEMENT}/{name}", does=_alone(name), needs=needs) for name, needs in ALONE.items()),
    _call(name="scorecard", path=f"{AGREEMENT}/scorecard/{{month}}", does=_month, needs=MANY["scorecard"]),
    _call(name="explained", path=f"{AGREEMENT}/explained/{{measure}}", does=_measure, needs=MANY["explained"]),
    _call(name="statement", path=f"{AGREEMENT}/statement/{{period}}", does=_period, needs=MANY["statement"]),
    _call(name="statement_of", path=f"{AGREEMENT}/statement/{{period}}/{{contract}}", does=_contract,
          needs=MANY["statement"]),
    _call(name="account", path=f"{AGREEMENT}/account/{{path:account}}", does=_account, needs=MANY["account"]),
    _call(name="agreement_part", path=f"{AGREEMENT}/agreement/{{part}}", does=_part, needs=MANY["agreement"]),
    _call(name="pilot", path=f"{AGREEMENT}/pilot/{{pilot}}", does=_pilot, needs=MANY["pilot"]),
    _call(name="behind", path=f"{AGREEMENT}/behind/{{entry}}", does=_behind, needs=MANY["behind"]),
)  # fmt: skip
