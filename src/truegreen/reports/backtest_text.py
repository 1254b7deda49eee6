"""A backtest as text: champion and challengers, months, how chances fared, and what was said before each loss."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from truegreen.model.backtest import Backtest, Contender
from truegreen.reports import accounts_text, backtest_words, figures
from truegreen.reports import warning_words as words
from truegreen.reports.findings import summary
from truegreen.reports.inert import inert
from truegreen.reports.terminal import FAINT, TONES, WIDTH, Heading, Words, printed, table

MOST: Final = 15
LISTED: Final = 500
"""Losses that the page lists, the dearest."""
OWN: Final = tuple(each for each in accounts_text.OWN if each not in ("label-by-leaving", "knows-too-much"))
"""Findings that say why the backtest tells less than it could; leaks are told by themselves."""
AGAINST: Final = (
    "Against it: AUC less that of the champion, over the months in which both could tell, so that it is not the "
    "difference of the column; * beyond two standard errors."
)
PLACE: Final = "Chance, and the place by chance among all accounts at risk."
FIGURES: Final = (
    ("A leaver above one who stays (AUC)", "auc", "share"), ("Alerts followed by a notice", "precision", "share"),
    ("Notices ahead that a month alerted", "recall", "share"), ("The same, by revenue", "value_recall", "share"),
    ("Median lead", "lead_days", "days"), ("Alerts after notice", "already", "share"),
    ("Calibration slope", "slope", "number"), ("More than foretold (log odds)", "in_the_large", "number"),
    ("Brier score", "brier", "small"),
)  # fmt: skip
_OTHERS: Final[tuple[Heading, ...]] = (
    ("AUC", 16, "right"), ("Precision", 9, "right"), ("Recall", 6, "right"), ("Against it", 18, "left"),
)  # fmt: skip
_BINS: Final[tuple[Heading, ...]] = (
    ("Account-months", 14, "right"), ("Foretold", 10, "right"), ("Happened", 10, "right"),
    ("95 % interval", 15, "right"),
)  # fmt: skip
_LOOKS: Final[tuple[Heading, ...]] = (
    ("Pays a month", 13, "right"), *((f"{days} days", 19, "right") for days in (90, 60, 30)), ("Lead", 9, "right"),
)  # fmt: skip


def backtest_text(found: Backtest, width: int = WIDTH, *, colour: bool = False) -> str:
    """Write what would have been said, month by month, and what came of it."""
    mark = words.VERDICT[found.verdict]
    title = f"{found.title or found.agreement} · early warning, tried on its own past"
    parts: list[RenderableType] = [Text(inert(title), style="bold")]
    if found.refused:
        parts.append(Words(backtest_words.answer(found), TONES["worse"]))
        return printed([*parts, *_leaks(found), *_footer(found)], width, colour)
    parts += [Words(f"{mark}. {backtest_words.answer(found)}", f"bold {TONES[mark.tone]}")]
    parts += [Words(backtest_words.how(found)), Text()]
    own = backtest_words.winner(found)
    if own is not None:
        parts += [_own(own, width), Text()]
    if found.contenders:
        parts += [_contenders(found, width), Words(f"{AGAINST} {found.because}", FAINT), Text()]
    parts += [_bins(found, width), Text()] if found.bins else []
    parts += [*_before(found, width)] if found.before else []
    return printed([*parts, *_leaks(found), *_footer(found)], width, colour)


def _own(of: Contender, width: int) -> RenderableType:
    drawn = table((("Figure", 30, "right"),), width, inert(of.words.upper()), named=False)
    for name, attribute, unit in FIGURES:
        base = f"  base {of.brier_base:.4f}" if attribute == "brier" and of.brier_base is not None else ""
        drawn.add_row(Text(name), words.estimate(getattr(of, attribute), unit) + base)
    return drawn


def _contenders(found: Backtest, width: int) -> RenderableType:
    drawn = table(_OTHERS, width, "CONTENDER")
    for each in found.contenders:
        chosen = " ●" if each.id == found.winner else ""
        shares = (words.estimate(share, doubt=False) for share in (each.precision, each.recall))
        against = backtest_words.in_points(each) if each.difference else backtest_words.compared(each)
        name = Text(inert(backtest_words.named(each) + chosen))
        drawn.add_row(name, words.estimate(each.auc), *shares, against)
    return drawn


def _bins(found: Backtest, width: int) -> RenderableType:
    drawn = table(_BINS, width, "CHANCE")
    for each in found.bins:
        low, high = (f"{end * 100:.1f}" for end in (each.happened_low, each.happened_high))
        drawn.add_row(
            f"{each.low * 100:.1f} to {each.high * 100:.1f} %", figures.count(each.count),
            f"{each.foretold * 100:.1f} %", f"{each.happened * 100:.1f} %", f"{low}–{high} %",
        )  # fmt: skip
    return drawn


def _before(found: Backtest, width: int) -> Iterator[RenderableType]:
    yield Text("WHAT WOULD HAVE BEEN SAID BEFORE EACH REAL LOSS", style="bold")
    yield Words(backtest_words.early(found.before))
    drawn = table(_LOOKS, width, "ACCOUNT")
    for each in found.before[:MOST]:
        looks = [backtest_words.looked(backtest_words.look(each, days)) for days in (90, 60, 30)]
        lead = figures.NOTHING if each.lead_days is None else figures.counted(each.lead_days, "day")
        name = Text(inert(f"{each.account}, {each.decided.isoformat()}"))
        drawn.add_row(name, words.money(each.revenue), *looks, lead)
    yield drawn
    if len(found.before) > MOST:
        all_of = "--page and --json have" if len(found.before) <= LISTED else "--json has"
        yield Words(f"and {figures.count(len(found.before) - MOST)} more; {all_of} all.", FAINT)
    yield Words(f"▲ its owner would have been told by then. {PLACE}", FAINT)


def _leaks(found: Backtest) -> Iterator[RenderableType]:
    if found.leaks:
        yield Text("WHAT MAY KNOW TOO MUCH", style="bold")
    for each in found.leaks:
        yield Words(f"{'▼' if each.refused else '○'} {each.column}: {each.kind}. {each.evidence} {each.remedy}")


def _footer(found: Backtest) -> Iterator[RenderableType]:
    yield Text()
    if found.origins:
        yield from (
            Words(f"Not looked at in the last month: {each}.", FAINT) for each in words.left_out(found.left_out)
        )
    yield Text(summary(found.findings))
    yield from (Words(f"{each.says} {each.remedy}") for each in found.findings if each.id in OWN)
    known = [("Run", found.run), ("Records known until", found.known_until)]
    yield Text(inert(". ".join(f"{name} {what}" for name, what in known if what)))
