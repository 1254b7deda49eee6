"""A root-cause analysis: what happened, what in the system let it happen, and what keeps it from happening again.

It asks for the cause in the system (a process, a rule, a tool, an incentive of the agreement), not for who is to blame.
"""

from __future__ import annotations

from typing import Final

from truegreen.governance.rights import Right
from truegreen.governance.workflow import Ask, Move, Shape, Stage, Tone, Turn, Workflow
from truegreen.units.quantity import Quantity

WHERE: Final = ("process", "rule or policy", "tool", "knowledge", "staffing", "the agreement's own incentives")

WORKFLOW: Final = Workflow(
    name="cause",
    title="Root-cause analysis",
    purpose="Finds what in the system let it happen, and proves that what was done about it holds.",
    opening=Move(
        name="ask", title="Ask for the cause", done="asked", start=(), to="asked", right=Right.GOVERN,
        asks=(
            Ask("title", "What happened, in one line", Shape.LINE),
            Ask("happened", "What was seen, when, and how many customers it touched"),
        ),
    ),
    stages=(
        Stage("asked", "Is looked into", Tone.WAITING, Turn.OTHER, Quantity.parse("10 d")),
        Stage("found", "Waits for the other side", Tone.WAITING, Turn.OPENER, Quantity.parse("5 d"), "rest"),
        Stage("preventing", "Prevention is put in place", Tone.OPEN, Turn.OTHER, Quantity.parse("30 d")),
        Stage("closed", "Closed: it has not come back", Tone.GOOD),
    ),
    moves=(
        Move(
            name="find", title="Say the cause", done="found", start=("asked",), to="found", right=Right.GOVERN,
            turn=Turn.OTHER,
            asks=(
                Ask("cause", "What in the system let it happen"),
                Ask("where", "Where that lies", Shape.CHOICE, choices=WHERE),
                Ask("prevention", "What keeps it from happening again, who does it and by when"),
                Ask("measured_by", "By what everybody will see that it holds"),
            ),
        ),
        Move(
            name="agree", title="That is the cause", done="agreed", start=("found",), to="preventing",
            right=Right.GOVERN, turn=Turn.OPENER,
        ),
        Move(
            name="rest", title="Nothing was said against it", done="agreed-by-silence", start=("found",),
            to="preventing", right=Right.GOVERN, by_clock=True,
        ),
        Move(
            name="doubt", title="Look further", done="doubted", start=("found",), to="asked", right=Right.GOVERN,
            turn=Turn.OPENER, asks=(Ask("why", "What it does not explain"),),
        ),
        Move(
            name="close", title="It holds", done="closed", start=("preventing",), to="closed", right=Right.GOVERN,
            turn=Turn.OPENER, asks=(Ask("seen", "What shows that it has not come back"),),
        ),
        Move(
            name="reopen", title="It came back", done="reopened", start=("preventing", "closed"), to="asked",
            right=Right.GOVERN, asks=(Ask("why", "What was seen"),),
        ),
    ),
)  # fmt: skip
