"""Where work lives, for programs: each plan's records, what was saved of plans, and what of it is shared."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from django.http import HttpResponse, JsonResponse
from ninja import Schema
from pydantic import BaseModel, Field

from truegreen.governance.rights import Right
from truegreen.model.journal import Event
from truegreen.model.plans_compared import FoundPlan
from truegreen.project.sourcing.comparing import compared
from truegreen.reports.sourcing.against_record import against_record
from truegreen.reports.sourcing.allocation_record import allocation_record
from truegreen.web.acts.journal import written_down
from truegreen.web.api.calls import AGREEMENT, Call
from truegreen.web.api.nouns import Name, Record
from truegreen.web.api.problems import ProblemError
from truegreen.web.api.records import record
from truegreen.web.api.replaying import once
from truegreen.web.doors import Asked
from truegreen.web.models import Head, SharedPlan
from truegreen.web.pages.saved_plans import saved_now, shared_now
from truegreen.web.people.tokens import Scope
from truegreen.web.shown.saved_plans import plans_shown, saved_plans

VERBS: Final = ("segment", "suppliers", "allocate", "staff", "tco")
"""What a plan is asked."""


class PlanKept(BaseModel):
    """A plan that was saved."""

    name: str
    plan: str = Field(description="whose result it is")
    on: str
    sha256: str
    inputs: dict[str, str]
    is_shared: bool = Field(description="whether the provider reads what of it is its own")


class Plans(BaseModel):
    """The project's plans, and what was saved of them."""

    plans: list[str] = Field(description="names of the files in plans")
    saved: list[PlanKept]


class Saving(Schema):
    """A name for what a plan found."""

    name: Name = Field(description="letters, digits, - and _, 80 at most")


def plans(asked: Asked) -> Plans:
    """List the project's plans, and what was saved of them, the latest first."""
    return Plans(plans=plans_shown(), saved=[_kept(each.plan, is_shared=each.shared is not None)
                                             for each in saved_plans(asked.of.agreement)])  # fmt: skip


def _kept(of: FoundPlan, *, is_shared: bool) -> PlanKept:
    return PlanKept(name=of.name, plan=of.found.plan, on=of.on.isoformat() if of.on else "", sha256=of.digest,
                    inputs=dict(of.inputs), is_shared=is_shared)  # fmt: skip


def _asks(verb: str) -> Callable[..., HttpResponse]:
    def does(asked: Asked, plan: str) -> HttpResponse:
        return record(asked, f"{verb}/{plan}")

    does.__doc__ = f"Give what truegreen {verb} --plan PLAN --json does, as the last run has it."
    return does


def saved_plan(asked: Asked, plan: str) -> JsonResponse:
    """Give a plan as it was saved."""
    return JsonResponse(allocation_record(_saved(asked, plan).found))


def compare_plans(asked: Asked, plan: str, other: str) -> JsonResponse:
    """Put two saved plans beside each other, as truegreen allocate --against does."""
    return JsonResponse(against_record(compared(_saved(asked, plan), _saved(asked, other))))


def save_plan(asked: Asked, plan: str, body: Saving) -> JsonResponse:
    """Save what the last run found for a plan, under a name of its own; it stays as it is."""
    if plan not in plans_shown():
        raise ProblemError(404, "There is no such plan.")
    return _done(asked, body.model_dump(), 201, partial(saved_now, asked, plan, body.name))


def share_plan(asked: Asked, plan: str) -> JsonResponse:
    """Let the provider read what of a saved plan is its own."""
    _saved(asked, plan)
    return _done(asked, {}, 200, partial(shared_now, asked, plan))


def shared_plans(asked: Asked) -> JsonResponse:
    """List what is shared with the provider, the latest first."""
    rows = SharedPlan.objects.filter(agreement=asked.of.agreement).order_by("-at")
    return JsonResponse({"items": [{"name": each.plan, "title": each.told["title"], "sha256": each.digest,
                                    "by": each.by, "at": each.at.isoformat()} for each in rows]})  # fmt: skip


def shared_plan(asked: Asked, plan: str) -> JsonResponse:
    """Give what is shared of a plan: the provider's own sites, work, prices and tiers."""
    row = SharedPlan.objects.filter(agreement=asked.of.agreement, plan=plan).first()
    if row is None:
        raise ProblemError(404, "There is no such plan.")
    return JsonResponse(row.told)


def _saved(asked: Asked, name: str) -> FoundPlan:
    found = next((each.plan for each in saved_plans(asked.of.agreement) if each.plan.name == name), None)
    if found is None:
        raise ProblemError(404, "There is no such plan.")
    return found


def _done(asked: Asked, said: object, status: int, do: Callable[[], Event | str]) -> JsonResponse:
    """Do it: what is kept and the entry stand together; or say what stands in the way."""

    def done() -> tuple[int, dict[str, Any]]:
        Head.objects.select_for_update().get(id=1)
        came = do()
        if isinstance(came, str):
            raise ProblemError(422, came, problems={"": came})
        written_down([came])
        return status, {"says": came.says, **came.after}

    return once(asked, said, done)


PLACE: Final = f"{AGREEMENT}/plans"
_get = partial(Call, method="GET", scope=Scope.READ, gives=Record, group="plans")
_post = partial(Call, method="POST", scope=Scope.WRITE, gives=Record, group="plans", needs=Right.SHARE_PLANS)
CALLS: Final = (
    Call(name="plans", method="GET", path=PLACE, does=plans, needs=Right.SEE_PLANS, scope=Scope.READ, gives=Plans),
    *(_get(name=verb, path=f"{AGREEMENT}/{verb}/{{plan}}", does=_asks(verb), needs=Right.SEE_PLANS)
      for verb in VERBS),
    _post(name="save_plan", path=f"{PLACE}/{{plan}}/save", does=save_plan, status=201, example={"name": "spring"}),
    _get(name="saved_plan", path=f"{PLACE}/saved/{{plan}}", does=saved_plan, needs=Right.SEE_PLANS),
    _get(name="compare_plans", path=f"{PLACE}/saved/{{plan}}/against/{{other}}", does=compare_plans,
         needs=Right.SEE_PLANS),
    _post(name="share_plan", path=f"{PLACE}/saved/{{plan}}/share", does=share_plan),
    _get(name="shared_plans", path=f"{AGREEMENT}/shared-plans", does=shared_plans, needs=Right.SEE_SHARED),
    _get(name="shared_plan", path=f"{AGREEMENT}/shared-plans/{{plan}}", does=shared_plan, needs=Right.SEE_SHARED),
)  # fmt: skip
