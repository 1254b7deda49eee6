"""What is between the two sides, for programs: who talks to whom, when they meet, how they feel; and permissions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Annotated, Any, Final

from django.http import JsonResponse
from django.utils import timezone
from ninja import Schema
from pydantic import Field

from truegreen.governance.asking import denied
from truegreen.governance.bow_tie import End, Tie, bow_tie
from truegreen.governance.cadence import coming
from truegreen.governance.explaining import decision
from truegreen.governance.pulse import QUESTIONS, lines
from truegreen.governance.rights import Right
from truegreen.model.agreement import Contact, Side
from truegreen.web.api.calls import AGREEMENT, Call
from truegreen.web.api.matter_shown import why
from truegreen.web.api.nouns import Name, Record
from truegreen.web.api.problems import ProblemError, denied_problem
from truegreen.web.api.replaying import once
from truegreen.web.doors import Asked
from truegreen.web.models import Pulse
from truegreen.web.pages.permissions import people_here
from truegreen.web.pages.pulse import BOTH, keep, month_now
from truegreen.web.pages.talks import people_shown
from truegreen.web.people.tokens import Scope

Mark = Annotated[int, Field(ge=1, le=5)]


class Feeling(Schema):
    """What somebody answers to the five questions of a month."""

    answers: dict[Name, Mark] = Field(description="1 to 5 to each question, by its name; pulse gives the questions")


def governance(asked: Asked) -> JsonResponse:
    """Give who talks to whom under which single points of contact, and when each agreed meeting is next."""
    talks = bow_tie(asked.of, people_shown(asked))
    return JsonResponse({
        "contacts": {"client": _contact(talks.client.contact), "provider": _contact(talks.provider.contact)},
        **{name: [_tie(each) for each in getattr(talks, name)] for name in ("escalations", "meetings", "here")},
        "coming": [
            {"name": each.name, "every": each.meeting.every, "attends": list(each.meeting.attends),
             "days": [day.isoformat() for day in each.days]} for each in coming(asked.of, timezone.localdate())
        ],
    })  # fmt: skip


def pulse(asked: Asked, month: Name = "") -> JsonResponse:
    """Give what both sides felt in a month that is over, as far as nobody can be told apart; and the questions."""
    rows = Pulse.objects.filter(agreement=asked.of.agreement)
    months = sorted({*rows.exclude(month=month_now()).values_list("month", flat=True)}, reverse=True)
    chosen = month if month in months else (months[0] if months else "")
    told = lines([(Side(each.side), each.answers) for each in rows.filter(month=chosen)]) if chosen else []
    return JsonResponse({
        "month": chosen, "months": months, "questions": [asdict(each) for each in QUESTIONS],
        "lines": [{**asdict(each), "question": each.question.name} for each in told],
        "answered": rows.filter(month=month_now(), member__key=asked.person.id).exists(),
    })  # fmt: skip


def feel(asked: Asked, body: Feeling) -> JsonResponse:
    """Answer the questions of this month; nobody sees an answer by itself."""
    side = asked.person.side_in(asked.of.agreement)
    if side is Side.BOTH:
        raise denied_problem(BOTH)
    names = {each.name for each in QUESTIONS}
    wrong = dict.fromkeys(sorted(names ^ {*body.answers}), "Answer it from 1 to 5.")
    if wrong:
        raise ProblemError(422, "Answer each of the five questions, and no other.", problems=wrong)

    def do() -> tuple[int, dict[str, Any]]:
        keep(asked, str(side), body.answers, "")
        return 200, {"month": month_now(), "answered": True}

    return once(asked, body.model_dump(), do)


def permissions(asked: Asked, right: Name = "", person: Name = "") -> JsonResponse:
    """Explain what you may do and why, or why not and who may; of others for those who see who has which post."""
    people = people_here(asked.of.agreement)
    no = denied(asked.person, Right.SEE_PEOPLE, asked.of.agreement)
    if person and person != asked.person.id and no:
        raise denied_problem(no)
    whom = people.get(person) if person else asked.person
    wanted = [each for each in Right if right in ("", each.name)]
    if whom is None or not wanted:
        raise ProblemError(404, "There is no such person here." if whom is None else "There is no such right.")
    found = (decision(whom, each, asked.of.agreement, people.values()) for each in wanted)
    return JsonResponse({"person": whom.id, "rights": [
        {"right": each.right.name, "words": each.right.value, "may": each.no is None, "why_not": why(each.no),
         "by": [seat.post.value for seat in each.by], "posts": list(each.posts),
         "others": None if no else [other.id for other in each.others]} for each in found
    ]})  # fmt: skip


def _tie(of: Tie) -> dict[str, Any]:
    return {"about": of.about, "when": of.when, "client": _ends(of.client), "provider": _ends(of.provider),
            "others": list(of.others)}  # fmt: skip


def _ends(of: Iterable[End]) -> list[dict[str, Any]]:
    return [{"name": each.name, "people": list(each.people), "is_vacant": each.is_vacant} for each in of]


def _contact(of: Contact) -> dict[str, str]:
    return {"name": of.name, "role": of.role}


CALLS: Final = (
    Call(name="governance", method="GET", path=f"{AGREEMENT}/governance", does=governance, needs=Right.SEE,
         scope=Scope.READ, gives=Record),
    Call(name="pulse", method="GET", path=f"{AGREEMENT}/pulse", does=pulse, needs=Right.SEE, scope=Scope.READ,
         gives=Record, group="governance"),
    Call(name="feel", method="POST", path=f"{AGREEMENT}/pulse", does=feel, needs=Right.FEEL, scope=Scope.WRITE,
         gives=Record, group="governance",
         example={"answers": {"trust": 4, "hears": 3, "bad-news": 4, "fair": 5, "again": 4}}),
    Call(name="permissions", method="GET", path=f"{AGREEMENT}/permissions", does=permissions, needs=Right.SEE,
         scope=Scope.READ, gives=Record, group="people"),
)  # fmt: skip
