"""What pauses do to attainment as one HTML file: gross and net on one scale, where the time went, whom to audit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from truegreen.clocks.by_team import Pauses, Wait, together
from truegreen.clocks.worth_audit import worth_audit
from truegreen.reports import figures, pause_picture, pause_text
from truegreen.reports.clock_terms import STEPS
from truegreen.reports.rendering import rendered
from truegreen.reports.scale import tick
from truegreen.reports.statuses import Mark

_AUDITED: Final = Mark("worth an audit", "▼", "bad")


def pause_page(title: str, teams: Sequence[Pauses], waits: Sequence[Wait] = ()) -> str:
    """Write one self-contained page of what pauses do, all together and by team.

    Args:
        title: of the clock, or of the log.
        teams: each team's pauses, in the order in which they are shown.
        waits: words of a log that were read as waits.
    """
    whole, audits = together(teams), worth_audit(teams)
    return rendered(
        "pauses.html",
        title=title,
        whole=whole,
        teams=teams,
        judged=whole.judged,
        audits=audits,
        flagged={each.team for each in audits},
        waits=waits,
        over=pause_picture.scale_of(teams),
        drawn=pause_picture,
        written=pause_text,
        figures=figures,
        tick=tick,
        STEPS=STEPS,
        AUDITED=_AUDITED,
    )
