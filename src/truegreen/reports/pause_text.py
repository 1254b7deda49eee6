"""What pauses do to attainment, as text and as a record: by team, and for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from truegreen.clocks.by_team import Pauses, Wait, together
from truegreen.clocks.worth_audit import StandsOut, worth_audit
from truegreen.model.reading import decimal
from truegreen.reports import figures
from truegreen.reports.inert import inert
from truegreen.reports.terminal import FAINT, TONES, WIDTH, Heading, Words, printed, table

_BAR: Final = 20
_LEGEND: Final = "█ ran  ░ waited for the customer  ▒ waited for others, of the time in the team's hands"
AUDIT: Final = (
    "Named is a team that is more than three standard errors, and five points, above the middle of the others, "
    "counting chance in its cases and how much the others differ. Other work may well be the reason."
)
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
    parts: list[RenderableType] = [Text(inert(title), style="bold"), Words(pause_sentence(whole)), Text(), rows, Text()]
    return printed([*parts, Text(_LEGEND, style=FAINT), *_audits(teams), *_read_as(waits)], width, colour)


def pause_record(teams: Sequence[Pauses], waits: Sequence[Wait] = ()) -> dict[str, object]:
    """Give what pauses do for programs: counts, seconds and shares, all together and by team."""
    read = [{"state": each.state, "step": each.step, "events": each.events} for each in waits]
    audit = [each.team for each in worth_audit(teams)]
    every = {"all": _record(together(teams)), "teams": [_record(each) for each in teams]}
    return every | {"worth_an_audit": audit, "waits": read}


def _audits(teams: Sequence[Pauses]) -> Iterator[RenderableType]:
    """Name the teams whose pauses are worth an audit, with the reason."""
    found = worth_audit(teams)
    yield from (Words(f"▼ worth an audit: {each.team}. {audit_words(each)}", TONES["bad"]) for each in found)
    if found:
        yield Words(AUDIT, FAINT)


def audit_words(each: StandsOut) -> str:
    """Say why a team's pauses are worth an audit."""
    stood, others = (figures.value(Fraction(share), "share") for share in (each.share, each.others))
    return f"{stood} of its time stood still; of the team in the middle of the others, {others}."


def _read_as(waits: Sequence[Wait]) -> Iterator[RenderableType]:
    """Say which words were read as waits, so that who knows better can say it."""
    for step, words in (("waiting_on_customer", "the customer"), ("waiting_on_other", "others")):
        listed = [f"{each.state} ({figures.count(each.events)})" for each in waits if each.step == step]
        if listed:
            yield Words(f"Read as waits for {words}: {', '.join(listed)}.", FAINT)


def pause_sentence(whole: Pauses) -> str:
    """Say what was kept gross and net, and how much is still open."""
    going = f"; {figures.counted(whole.going, 'case')} still open, not judged" if whole.going else ""
    void = f"; {figures.counted(whole.cancelled, 'case')} cancelled, not judged" if whole.cancelled else ""
    if not whole.judged:
        stood = f"{share(whole.still, whole.whole)} of the time stood still" if whole.still else "Nothing stood still"
        return f"{stood}{going}{void}."
    gross, net = share(whole.gross, whole.judged), share(whole.net, whole.judged)
    if not whole.still:
        return f"{gross} kept their target; nothing stood still, so that gross and net are the same{going}{void}."
    return f"{gross} kept their target by every hour that counts, {net} once all waits are taken off{going}{void}."


def _cells(each: Pauses) -> list[RenderableType]:
    kept = [share(count, each.judged) for count in (each.gross, each.net_of_customer, each.net)]
    return [figures.count(each.stopped), *kept, share(each.still, each.whole), Text(_bar(each))]


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
        "pause_share": _exact(each.still, each.whole),
        "customer_share": _exact(each.customer, each.whole),
        "other_share": _exact(each.other, each.whole),
    }
    counts = {"stopped": each.stopped, "going": each.going, "cancelled": each.cancelled, "judged": each.judged}
    return {"team": each.team, **counts, **kept, **shares, **times, **paused}


def _exact(part: int, whole: int) -> str | None:
    return f"{decimal(Fraction(part, whole), 6):f}" if whole else None
