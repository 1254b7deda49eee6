"""What pauses do to attainment, as text and as a record: by team, and for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from truegreen.clocks.by_team import Pauses, Wait, together
from truegreen.model.reading import decimal
from truegreen.reports import figures
from truegreen.reports.inert import inert
from truegreen.reports.terminal import FAINT, WIDTH, Heading, Words, printed, table

_BAR: Final = 20
_LEGEND: Final = "█ ran  ░ waited for the customer  ▒ waited for others, of the time in the team's hands"
_HEADINGS: Final[Sequence[Heading]] = (
    ("Stopped", 9, "right"), ("Gross", 8, "right"), ("Less customer", 8, "right"), ("Less all", 8, "right"),
    ("Stood still", 8, "right"), ("", _BAR, "left"),
)  # fmt: skip


def pause_text(
    title: str, teams: Sequence[Pauses], width: int = WIDTH, waits: Sequence[Wait] = (), *, colour: bool = False
) -> str:
    """Write what pauses do, all together and by team, and which words of a log were read as waits."""
    whole = together(teams)
    rows = table(_HEADINGS, width, "TEAM")
    rows.add_row(Text("All", style="bold"), *_cells(whole))
    for each in teams:
        rows.add_row(Text(inert(each.team or "(unknown)")), *_cells(each))
    parts: list[RenderableType] = [Text(inert(title), style="bold"), Words(_sentence(whole)), Text(), rows, Text()]
    return printed([*parts, Text(_LEGEND, style=FAINT), *_read_as(waits)], width, colour)


def pause_record(teams: Sequence[Pauses], waits: Sequence[Wait] = ()) -> dict[str, object]:
    """Give what pauses do for programs: counts, seconds and shares, all together and by team."""
    read = [{"state": each.state, "step": each.step, "events": each.events} for each in waits]
    return {"all": _record(together(teams)), "teams": [_record(each) for each in teams], "waits": read}


def _read_as(waits: Sequence[Wait]) -> Iterator[RenderableType]:
    """Say which words were read as waits, so that who knows better can say it."""
    for step, words in (("waiting_on_customer", "the customer"), ("waiting_on_other", "others")):
        listed = [f"{each.state} ({figures.count(each.events)})" for each in waits if each.step == step]
        if listed:
            yield Words(f"Read as waits for {words}: {', '.join(listed)}.", FAINT)


def _sentence(whole: Pauses) -> str:
    going = f"; {figures.counted(whole.going, 'case')} still open, not judged" if whole.going else ""
    if not whole.judged:
        return f"Stood still {share(whole.customer + whole.other, whole.whole)} of the time{going}."
    gross, net = share(whole.gross, whole.judged), share(whole.net, whole.judged)
    return f"{gross} kept their target by every hour that counts, {net} once all waits are taken off{going}."


def _cells(each: Pauses) -> list[RenderableType]:
    kept = [share(count, each.judged) for count in (each.gross, each.net_of_customer, each.net)]
    return [figures.count(each.stopped), *kept, share(each.customer + each.other, each.whole), Text(_bar(each))]


def share(part: int, whole: int) -> str:
    """Write a share; a dash of nothing."""
    return figures.value(Fraction(part, whole) if whole else None, "share")


def _bar(each: Pauses) -> str:
    if not each.whole:
        return ""
    ran = round(_BAR * each.ran / each.whole)
    customer = round(_BAR * (each.ran + each.customer) / each.whole) - ran
    return "█" * ran + "░" * customer + "▒" * (_BAR - ran - customer)


def _record(each: Pauses) -> dict[str, object]:
    kept = {name: getattr(each, name) for name in ("gross", "net_of_customer", "net")}
    shares = {f"{name}_share": _exact(count, each.judged) for name, count in kept.items()}
    times = {"ran_seconds": each.ran, "customer_seconds": each.customer, "other_seconds": each.other}
    paused = {
        "pause_share": _exact(each.customer + each.other, each.whole),
        "customer_share": _exact(each.customer, each.whole),
        "other_share": _exact(each.other, each.whole),
    }
    counts = {"stopped": each.stopped, "going": each.going, "judged": each.judged}
    return {"team": each.team, **counts, **kept, **shares, **times, **paused}


def _exact(part: int, whole: int) -> str | None:
    return f"{decimal(Fraction(part, whole), 6):f}" if whole else None
