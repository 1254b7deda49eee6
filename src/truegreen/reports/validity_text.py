"""KPI validity as text: what the parties pay for against what customers value, and every link behind it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from truegreen.model.validity import Figure, Link, Validity
from truegreen.reports import advice_words, dose_words, figures
from truegreen.reports import validity_words as words
from truegreen.reports.findings import summary
from truegreen.reports.inert import inert
from truegreen.reports.terminal import FAINT, WIDTH, Heading, Words, marked, printed, table

_BAR: Final = 10
_FIGURES: Final[tuple[Heading, ...]] = (("Weight", 7, "right"), ("Explains", 19, "left"), ("Advice", 18, "left"))
_LINKS: Final[tuple[Heading, ...]] = (
    ("Per SD", 7, "right"), ("95 % interval", 15, "right"), ("Units", 6, "right"), ("Said", 21, "left"),
)  # fmt: skip
LEGEND: Final = (
    "§: money hangs on it. Explains: a figure's own share of what all figures together explain of the outcome that it "
    "tells most of, within accounts (LMG). Per SD: change of the outcome in its standard deviations, for one of the "
    "figure's. Units: accounts that the effect rests on, each counted for what it is worth."
)


def validity_text(found: Validity, width: int = WIDTH, *, colour: bool = False) -> str:
    """Write which figures predict what customers live through."""
    titled = f"{found.title or found.agreement} · {figures.period(found.period)}"
    parts: list[RenderableType] = [Text(inert(titled), style="bold")]
    parts += [Words(f"What you pay for against what customers value. {advice_words.answer(found)}", "bold")]
    parts += [Words(words.family(found)), Text(), _figures(found, width), Text()]
    parts += [*(Words(each) for each in advice_words.advised(found)), Text()]
    for outcome, links in words.links_by_outcome(found):
        if outcome.not_asked:
            parts.append(Words(f"{outcome.title}: no figure is held against it, because {outcome.not_asked}.", FAINT))
        else:
            parts += [_links(outcome.title, [*links], width)]
            parts += [*(Words(each) for figure, link in links if (each := words.others(link, figure))), Text()]
    parts += [Words(each) for each in dose_words.responses(found.responses, words.titles(found))]
    parts += [Words(LEGEND, FAINT), *(Words(f"Assumed: {each}.", FAINT) for each in found.assumes), *_footer(found)]
    return printed(parts, width, colour)


def _figures(found: Validity, width: int) -> RenderableType:
    drawn = table(_FIGURES, width, "FIGURE")
    for each in found.figures:
        drawn.add_row(*_figure(each))
    return drawn


def _figure(each: Figure) -> list[RenderableType]:
    paid = " §" if advice_words.is_paid(each) else ""
    weight = figures.NOTHING if each.weight is None else words.share(each.weight)
    share = advice_words.told_of(each)
    drawn = figures.NOTHING if share is None else f"{'█' * round(_BAR * share):<{_BAR}} {words.share(share)}"
    return [Text(inert(each.title + paid)), weight, Text(drawn), Text(advice_words.ADVICE[each.advice])]


def _links(title: str, links: list[tuple[Figure, Link]], width: int) -> RenderableType:
    drawn = table(_LINKS, width, inert(title))
    for figure, link in links:
        units = figures.NOTHING if link.per_sd is None else f"{link.per_sd.effective:.0f}"
        effect = (words.per_sd(link.per_sd), words.interval(link.per_sd), units)
        drawn.add_row(Text(inert(figure.title)), *effect, marked(words.SAID[link.said]))
    return drawn


def _footer(found: Validity) -> Iterator[RenderableType]:
    yield Text()
    yield Text(summary(found.findings))
    known = [("Run", found.run), ("Records known until", found.known_until)]
    yield Text(inert(". ".join(f"{name} {what}" for name, what in known if what)))
