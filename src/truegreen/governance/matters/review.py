"""A review meeting: what it has to face, what was said, and when the next one is."""

from __future__ import annotations

from typing import Final

from truegreen.governance.rights import Right
from truegreen.governance.workflow import Ask, Move, Shape, Stage, Tone, Turn, Workflow

WORKFLOW: Final = Workflow(
    name="review",
    title="Review",
    purpose="Prepares a meeting from what was found, and keeps its minutes.",
    opening=Move(
        name="plan", title="Plan a review", done="planned", start=(), to="planned", right=Right.GOVERN,
        asks=(
            Ask("title", "Which meeting", Shape.LINE),
            Ask("on_day", "On which day", Shape.DAY),
            Ask("agenda", "What it has to face", hint="Drafted from what was found; change it as you like."),
            Ask("attends", "Who attends", is_required=False),
        ),
    ),
    stages=(
        Stage("planned", "Planned", Tone.OPEN, Turn.EITHER, by_day="on_day"),
        Stage("held", "Held; its minutes wait for the other side", Tone.WAITING, Turn.OTHER),
        Stage("kept", "Minutes agreed", Tone.GOOD),
        Stage("called-off", "Called off", Tone.CLOSED),
    ),
    moves=(
        Move(name="change", title="Change the agenda or the day", done="changed", start=("planned",), to="planned",
             right=Right.GOVERN,
             asks=(Ask("on_day", "On which day", Shape.DAY), Ask("agenda", "What it has to face"))),
        Move(
            name="hold", title="Write the minutes", done="held", start=("planned",), to="held", right=Right.GOVERN,
            asks=(
                Ask("minutes", "What was said and decided"),
                Ask("attended", "Who was there"),
                Ask("next", "When the next one is", Shape.DAY, is_required=False),
            ),
        ),
        Move(name="agree", title="These are the minutes", done="agreed", start=("held",), to="kept",
             right=Right.GOVERN, is_joint=True),
        Move(name="correct", title="Correct the minutes", done="corrected", start=("held",), to="held",
             right=Right.GOVERN, asks=(Ask("minutes", "What was said and decided"), Ask("why", "What was wrong"))),
        Move(name="call-off", title="Call it off", done="called-off", start=("planned",), to="called-off",
             right=Right.GOVERN, asks=(Ask("why", "Why"),)),
    ),
)  # fmt: skip
