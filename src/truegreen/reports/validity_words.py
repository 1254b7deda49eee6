"""KPI validity in words: what a figure goes with, by how much, and what to do with it, said so that it holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from truegreen.model.validity import Figure, Grain, Link, Outcome, Validity
from truegreen.reports import figures
from truegreen.reports.statuses import Mark
from truegreen.stats.estimate import Estimate
from truegreen.stats.validity.said import Said

SAID: Final = {
    Said.PREDICTS: Mark("predicts", "✔", "good"),
    Said.PERVERSE: Mark("perverse", "✖", "bad"),
    Said.NOTHING: Mark("no material effect", "–", "quiet"),
    Said.NOT_ENOUGH: Mark("not enough data", "?", "quiet"),
    Said.UNINFORMATIVE: Mark("uninformative", "○", "quiet"),
    Said.CONFOUNDED: Mark("confounded", "⇄", "quiet"),
}
TONE: Final = {Said.PREDICTS: "good", Said.PERVERSE: "bad"}
EVERY: Final = {Grain.CASE: "cases", Grain.MONTH: "accounts’ months"}


def family(found: Validity) -> str:
    """Say how many links were judged, and what the verdicts promise."""
    if not found.family:
        return "No link of a figure and an outcome could be judged."
    were = "was" if found.family == 1 else "were"
    judged = f"{figures.counted(found.family, 'link')} of a figure and an outcome {were}"
    return (
        f"{judged} judged together: of those called predicting or perverse, and of those called no material effect, no "
        f"more than {share(found.rate)} are expected to be wrong. Material is a change of {found.material:g} standard "
        "deviations of the outcome, or of a rare event a quarter of its frequency."
    )


def sentence(link: Link, figure: Figure, outcome: Outcome) -> str:
    """Say of a link what may be said aloud, with counts and doubt."""
    if link.per_sd is None or link.per_unit is None:
        return f"{figure.title} and {outcome.title}: nobody can tell, because {link.because or 'nothing differs'}."
    return f"{sized(goes(link, figure, outcome))}: {said(link)}."


def goes(link: Link, figure: Figure, outcome: Outcome) -> str:
    """Say what goes with what: one unit more of the figure with how much of the outcome, over how many rows."""
    when = f" {link.when}" if link.when else ""
    rows = figures.count(link.per_sd.count) if link.per_sd else "0"
    return (
        f"{link.unit} more of “{figure.title}”{when} goes with {change(link)} of “{outcome.title}” over {rows} "
        + (EVERY[link.grain])
    )


def change(link: Link) -> str:
    """Write the change of the outcome for one contract unit of the figure, with its interval."""
    if link.per_unit is None:
        return figures.NOTHING
    each, unit = link.per_unit, f" {link.outcome_unit}" if link.outcome_unit else ""
    return f"{signed(each.value)}{unit} ({signed(each.low)} to {signed(each.high)})"


def untold(link: Link) -> str:
    """Say what would be enough to tell, or that the effect is too near to what would matter."""
    if link.per_sd is None:
        return link.because
    there, seen = f"{link.per_sd.effective:.0f} independent accounts", f"{link.per_sd.smallest:.2g}"
    if link.enough and link.enough > link.per_sd.effective:
        return (
            f"{there} would show {seen} standard deviations, where {link.material:.2g} would matter; about "
            f"{figures.count(link.enough)} would tell"
        )
    found = f"{per_sd(link.per_sd)} standard deviations ({interval(link.per_sd)})"
    return f"{found} are neither surely nothing nor surely something, where {link.material:.2g} would matter"


def sized(text: str) -> str:
    """Begin with a capital letter, whatever else is written large."""
    return f"{text[0].upper()}{text[1:]}"


def said(link: Link) -> str:
    """Write the verdict with its reason, or what would be enough."""
    word = str(link.said)
    if link.because:
        return f"{word}, because {link.because}"
    if link.said is Said.NOT_ENOUGH and link.per_sd:
        return f"{word}; {untold(link)}"
    if link.through:
        return f"{word}, but only through {through(link)}"
    if link.opposite:
        return f"{word}, though between accounts it is the other way round"
    return word


def through(link: Link) -> str:
    """Name the figures through which alone a figure goes with an outcome, with what is left where they are alike."""
    named = " and ".join(f"“{each}”" for each in link.through)
    return f"{named}: where all figures are alike, {per_sd(link.jointly)} standard deviations are left"


def signed(value: float) -> str:
    """Write a number with its sign and two figures, large ones with all that stands before the point.

    >>> signed(0.78049), signed(-0.0042), signed(-0.4), signed(1234.5), signed(31.2)
    ('+0.78', '−0.0042', '−0.40', '+1,234', '+31')
    """
    written = f"{value:+,.0f}" if abs(value) >= 100 else f"{value:+#.2g}".removesuffix(".")
    return written.replace("-", "−")


def share(value: float, digits: int = 0) -> str:
    """Write a share as all reports do.

    >>> share(0.05), share(0.4801, 1)
    ('5 %', '48.0 %')
    """
    return f"{value * 100:.{digits}f} %"


def chance(p: float | None) -> str:
    """Write a chance.

    >>> chance(0.034), chance(1e-9), chance(None)
    ('3.4 %', 'below 0.1 %', '–')
    """
    if p is None:
        return figures.NOTHING
    return "below 0.1 %" if p < 0.001 else f"{p * 100:.2g} %"


def per_sd(of: Estimate | None) -> str:
    """Write an effect in standard deviations."""
    return figures.NOTHING if of is None else f"{of.value:+.2f}".replace("-", "−")


def interval(of: Estimate | None) -> str:
    """Write an effect's interval in standard deviations."""
    return figures.NOTHING if of is None else f"{of.low:+.2f} to {of.high:+.2f}".replace("-", "−")


def others(link: Link, figure: Figure) -> str:
    """Say that it is the other way round between accounts (Simpson's paradox); empty where it is not."""
    if not link.opposite:
        return ""
    return (
        f"{figure.title}: {per_sd(link.per_sd)} within accounts, but {per_sd(link.between)} between them. Who compares "
        "accounts with each other sees the opposite of what happens in each."
    )


def titles(found: Validity) -> dict[str, str]:
    """Give the titles of figures and outcomes by id."""
    return {each.id: each.title for each in found.figures} | {each.id: each.title for each in found.outcomes}


def links_by_outcome(found: Validity) -> Sequence[tuple[Outcome, Sequence[tuple[Figure, Link]]]]:
    """Give the links of every outcome, those that say most first."""
    return [
        (outcome, [(figure, link) for figure in found.figures for link in figure.links if link.outcome == outcome.id])
        for outcome in found.outcomes
    ]
