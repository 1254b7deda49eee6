"""A pilot as text for a terminal: what was registered, how it stands, what it comes to, and how large it has to be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from truegreen.model.finding import Finding
from truegreen.model.pilot import Pilot, Registered
from truegreen.model.pilot_found import Analysed, Effect, Look, Watched
from truegreen.model.pilot_size import Sized
from truegreen.model.pilot_standing import Assignment, Figure, Standing
from truegreen.reports import pilot_told as told
from truegreen.reports import pilot_words as words
from truegreen.reports.figures import NOTHING, count
from truegreen.reports.findings import summary
from truegreen.reports.inert import inert
from truegreen.reports.pilot_amounts import apart, ends, level
from truegreen.reports.pilot_size_words import scatter, size, trial
from truegreen.reports.terminal import FAINT, TONES, WIDTH, Heading, Words, printed, table

OWN: Final = ("too-few-clusters", "edited-after-registering", "pilot-without-margin", "horizon-too-short",
              "looks-not-planned")  # fmt: skip
ONLY: Final = (
    "Intervals are those of the registered rule. Only the first line is what was registered; "
    "the others are no verdicts."
)
_LOOKS: Final[tuple[Heading, ...]] = (
    ("Errors away", 11, "right"), ("Would count", 11, "right"), ("Interval", 24, "right"), ("Said", 16, "left"),
)  # fmt: skip
_EFFECTS: Final[tuple[Heading, ...]] = (
    ("Difference", 13, "right"), ("Interval", 24, "right"), ("Left as it is", 13, "right"), ("Changed", 10, "right"),
    ("Units", 7, "right"),
)  # fmt: skip
_LENGTHS: Final[tuple[Heading, ...]] = (("Rows", 10, "right"), ("Finds at the least", 20, "right"), ("", 24, "left"))


def registered_text(of: Registered, figure: Figure, width: int = WIDTH, *, colour: bool = False) -> str:
    """Write what was registered, and its digest."""
    parts = [*_heading(of.pilot), *_plan(of.pilot, figure), Text(), Words(f"Registered on {of.on}."),
             Text(f"SHA-256 {of.digest}")]  # fmt: skip
    return printed(parts, width, colour)


def assignment_text(found: Assignment, width: int = WIDTH, *, colour: bool = False) -> str:
    """Write who is in which arm, in numbers, and how alike the arms are."""
    pilot = found.registered.pilot
    units = f"{words.unit_of(pilot)}s"
    parts: list[RenderableType] = [*_heading(pilot)]
    parts.append(Words(f"{count(found.new)} put into an arm now, {count(found.all)} in all. Nobody moves: rows are "
                       f"only added to {found.file}."))  # fmt: skip
    parts += [Words(f"{each.name}: {count(each.units)} {pilot.unit}s" + (f" in {count(each.wholes)} {units}"
              if each.wholes != each.units else "")) for each in found.arms]  # fmt: skip
    parts.append(Words(words.compare(found.ratio)))
    if found.balance:
        parts += [Text(), Text("How alike the arms are at the start", style="bold")]
        parts += [Words(words.beside(each, found.figure), "" if words.is_apart(each) else FAINT)
                  for each in found.balance]  # fmt: skip
        parts.append(Words("Chance leaves some difference; nothing is drawn anew for it.", FAINT))
    return printed([*parts, *_footer(found.findings, "")], width, colour)


def watched_text(found: Watched, width: int = WIDTH, *, colour: bool = False) -> str:
    """Write how a running pilot stands: sizes first."""
    stands = found.standing
    parts: list[RenderableType] = [*_heading(stands.registered.pilot), Words(told.watched(found), "bold"), Text()]
    parts += _standing(stands)
    if found.looks and stands.broken is None:
        parts += [Text(), _looks(found.looks, stands.figure, width)]
    return printed([*parts, *_footer(stands.findings, stands.run)], width, colour)


def analysed_text(found: Analysed, width: int = WIDTH, *, colour: bool = False) -> str:
    """Write what a pilot comes to, with the registered strata and what comes out otherwise."""
    stands = found.standing
    tone = TONES[told.VERDICT[found.verdict].tone] if found.main else "bold"
    parts: list[RenderableType] = [*_heading(stands.registered.pilot), Words(told.verdict(found), tone), Text()]
    parts += _standing(stands)
    if found.main is not None and stands.broken is None:
        parts += [Text(), _effects([found.main, *found.beside], stands.figure, width)]
        parts += [Words(ONLY, FAINT), Words(told.method(found.main), FAINT)]
    return printed([*parts, *_footer(stands.findings, stands.run)], width, colour)


def sized_text(found: Sized, width: int = WIDTH, *, colour: bool = False) -> str:
    """Write how large a pilot has to be: what each length finds."""
    drawn = table(_LENGTHS, width, "WEEKS")
    for each in found.lengths:
        enough = found.margin is not None and each.effect <= found.margin
        said = ["as planned"] * (each.weeks == found.pilot.weeks) + ["finds the margin"] * enough
        drawn.add_row(str(each.weeks), f"{each.rows:,.0f}" if each.rows else NOTHING,
                      apart(each.effect, found.figure, signed=False), ", ".join(said))  # fmt: skip
    parts: list[RenderableType] = [*_heading(found.pilot), Words(size(found), "bold"), Words(scatter(found)), Text()]
    rest: list[RenderableType] = [Text(), Words(trial(found.trial))] if found.trial else []
    return printed([*parts, drawn, *rest, *_footer(found.findings, "")], width, colour)


def _heading(pilot: Pilot) -> Iterator[RenderableType]:
    yield Text(inert(f"{words.title(pilot)} · {pilot.hypothesis}"), style="bold")


def _plan(pilot: Pilot, figure: Figure) -> Iterator[RenderableType]:
    for name, said in words.plan(pilot, figure):
        if name != "Hypothesis":
            yield Words(f"{name}: {said}.")


def _standing(stands: Standing) -> Iterator[RenderableType]:
    """Write sizes and what blurs the comparison; nothing of how the arms fared."""
    units = f"{words.unit_of(stands.registered.pilot)}s"
    yield Words(words.as_of(stands), FAINT)
    for each in stands.arms:
        yield Words(words.arm(each, units))
    for ratio in stands.ratios:
        if ratio.holds or ratio is not stands.broken:
            yield Words(words.compare(ratio), FAINT)
    for notice in stands.notices:
        yield Words(words.notice(notice), "" if notice.is_odd else FAINT)


def _looks(looks: Sequence[Look], figure: Figure, width: int) -> RenderableType:
    drawn = table(_LOOKS, width, "UP TO")
    shown = looks if looks[-1].number else looks[-1:]
    for each in shown:
        bound = f"{each.bound:.2f}" if each.bound < 1e9 else NOTHING
        away = f"{each.z:+.2f}".replace("-", "−")
        drawn.add_row(each.day.isoformat(), away, bound, ends(each.estimate, figure), str(each.verdict))
    return drawn


def _effects(effects: Sequence[Effect], figure: Figure, width: int) -> RenderableType:
    drawn = table(_EFFECTS, width, "COMPARED")
    for each in effects:
        drawn.add_row(Text(inert(told.cut(each))), apart(each.estimate.value, figure), ends(each.estimate, figure),
                      level(each.control, figure), level(each.treated, figure), count(sum(each.wholes)))  # fmt: skip
    return drawn


def _footer(findings: Sequence[Finding], run: str) -> Iterator[RenderableType]:
    yield Text()
    yield Text(summary(findings))
    yield from (Words(f"{each.says} {each.remedy}") for each in findings if each.id in OWN)
    if run:
        yield Text(inert(f"Run {run}"))
