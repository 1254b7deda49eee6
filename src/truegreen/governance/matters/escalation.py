"""An escalation: something that the working level could not settle, and that climbs the agreed steps until it is.

The steps and the times to answer are the agreement's own (``governance.escalation``). Who is silent is passed over: the
matter goes to the next step by itself, and above the last one it stays open for everybody to see.
"""

from __future__ import annotations

from typing import Final

from truegreen.governance.rights import Right
from truegreen.governance.saying import sentence
from truegreen.governance.workflow import Ask, Move, Says, Shape, Stage, Tone, Turn, Workflow
from truegreen.model.agreement import Agreement, Escalation
from truegreen.model.matter import Matter
from truegreen.units.quantity import Quantity

STEP: Final = "step"
_ANSWERED: Final = ("promised", "due")


def steps(agreement: Agreement) -> tuple[Escalation, ...]:
    """Give the agreed steps, lowest first."""
    return agreement.governance.escalation if agreement.governance else ()


def step_of(matter: Matter) -> int:
    """Say on which step it stands, from 1."""
    return int(matter.says.get(STEP, "1"))


def _within(matter: Matter, agreement: Agreement) -> Quantity | None:
    agreed, at = steps(agreement), step_of(matter)
    return agreed[at - 1].within if matter.stage == "raised" and at <= len(agreed) else None


def _climbed(matter: Matter, agreement: Agreement, says: Says) -> Says:
    return {STEP: str(min(step_of(matter) + 1, len(steps(agreement))))}


def _above(matter: Matter, agreement: Agreement, says: Says) -> str:
    return "raised" if step_of(matter) < len(steps(agreement)) else "unanswered"


def _no_steps(matter: Matter, agreement: Agreement, says: Says) -> str:
    if steps(agreement):
        return ""
    return sentence("The agreement has no escalation steps; agree some under governance, escalation.")


def _first(matter: Matter, agreement: Agreement, says: Says) -> Says:
    return {STEP: "1"}


WORKFLOW: Final = Workflow(
    name="escalation",
    title="Escalation",
    purpose="Takes what the working level could not settle to those who can, with a clock on each step.",
    opening=Move(
        name="raise", title="Escalate", done="raised", start=(), to="raised", right=Right.ESCALATE,
        asks=(
            Ask("title", "What it is, in one line", Shape.LINE),
            Ask("happened", "What happened, and whom it touches"),
            Ask("wanted", "What you ask for"),
            Ask("severity", "How bad it is", Shape.CHOICE, choices=("serious", "critical", "disturbing")),
        ),
        adds=_first, refuses=_no_steps,
    ),
    stages=(
        Stage("raised", "Waits for an answer", Tone.WAITING, Turn.OTHER, Quantity.parse("2 d"), "pass-over"),
        Stage("promised", "Answered; to be done by a day", Tone.OPEN, Turn.OTHER, silence="fall-due", by_day="by_day"),
        Stage("due", "Should be done: is it settled?", Tone.WAITING, Turn.OPENER, Quantity.parse("5 d"), "rest"),
        Stage("unanswered", "Nobody answered, up to the last step", Tone.LATE, Turn.OTHER),
        Stage("settled", "Settled", Tone.GOOD),
        Stage("withdrawn", "Withdrawn", Tone.CLOSED),
    ),
    moves=(
        Move(
            name="answer", title="Answer", done="answered", start=("raised", "unanswered"), to="promised",
            right=Right.ANSWER, turn=Turn.OTHER,
            asks=(Ask("answer", "What you do, who does it and by when"), Ask("by_day", "By which day", Shape.DAY)),
        ),
        Move(
            name="settle", title="It is settled", done="settled", start=_ANSWERED, to="settled",
            right=Right.ESCALATE, turn=Turn.OPENER, asks=(Ask("outcome", "What came of it"),),
        ),
        Move(
            name="climb", title="It is not: take it one step higher", done="taken-higher",
            start=("raised", *_ANSWERED), to="raised", right=Right.ESCALATE, turn=Turn.OPENER,
            asks=(Ask("why", "What is still missing"),), fork=_above, adds=_climbed,
        ),
        Move(
            name="pass-over", title="Time is up", done="passed-over", start=("raised",), to="raised",
            right=Right.ESCALATE, by_clock=True, fork=_above, adds=_climbed,
        ),
        Move(
            name="fall-due", title="The day has come", done="fell-due", start=("promised",), to="due",
            right=Right.ESCALATE, by_clock=True,
        ),
        Move(
            name="rest", title="Nothing more was said", done="settled-by-silence", start=("due",), to="settled",
            right=Right.ESCALATE, by_clock=True,
        ),
        Move(
            name="withdraw", title="Withdraw", done="withdrawn", start=("raised", *_ANSWERED, "unanswered"),
            to="withdrawn", right=Right.ESCALATE, turn=Turn.OPENER, asks=(Ask("why", "Why"),),
        ),
    ),
    within=_within,
)  # fmt: skip
