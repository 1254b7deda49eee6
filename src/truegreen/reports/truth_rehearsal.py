"""A rehearsal of the truth test, as text and for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from truegreen.model.rehearsal import Rehearsal, Rule
from truegreen.reports import figures, truth_words
from truegreen.reports.finding_record import Record
from truegreen.reports.terminal import FAINT, WIDTH, Heading, Words, printed, table

FARED: Final = (
    "Found: share of the truly red green pieces that a rule names. Wrong: share of what it names that is not red, the "
    "mean over worlds; where nothing is planted, the share of worlds in which it names anything. Each with its 95 % "
    "interval."
)
_FARED: Final[tuple[Heading, ...]] = (
    ("Found", 6, "right"), ("", 8, "right"), ("Wrong", 6, "right"), ("", 9, "right"), ("Named", 7, "right"),
)  # fmt: skip


def rehearsal_text(found: Rehearsal, width: int = WIDTH, *, colour: bool = False) -> str:
    """Write how the truth test and other rules fared in worlds whose truth is known."""
    worlds, promised = figures.counted(found.worlds, "world"), truth_words.share(found.promise)
    says = (
        f"{worlds} with red months planted and as many with none, each with the {figures.count(found.cells)} green "
        f"pieces of this run and their numbers of answers and cases. Promised: no more than {promised} of a "
        "list is wrong."
    )
    parts: list[RenderableType] = [Words(says), Text(), _rules("PLANTED", found.planted, width), Text()]
    parts += [_rules("NOTHING PLANTED", found.nothing, width), Text(), Words(FARED, FAINT)]
    return printed([*parts, Text(f"Seed {found.seed}", style=FAINT)], width, colour)


def _rules(name: str, rules: Sequence[Rule], width: int) -> RenderableType:
    drawn = table(_FARED, width, name)
    for each in rules:
        found = figures.NOTHING if each.found is None else f"{each.found * 100:.0f} %"
        within = figures.NOTHING if each.found is None else f"{each.found_low * 100:.0f}–{each.found_high * 100:.0f} %"
        false = f"{each.false_low * 100:.0f}–{each.false_high * 100:.0f} %"
        drawn.add_row(each.name, found, within, f"{each.false * 100:.0f} %", false, f"{each.named:,.1f}")
    return drawn


def rehearsal_record(found: Rehearsal) -> Record:
    """Give a rehearsal: how rules fared where watermelons were planted, and where none was."""
    return {
        "worlds": found.worlds,
        "cells": found.cells,
        "seed": found.seed,
        "promise": found.promise,
        "planted": [_rule(each) for each in found.planted],
        "nothing": [_rule(each) for each in found.nothing],
    }


def _rule(rule: Rule) -> Record:
    return {
        "rule": rule.name,
        "power": rule.found,
        "power_interval": [rule.found_low, rule.found_high],
        "false_share": rule.false,
        "false_interval": [rule.false_low, rule.false_high],
        "named": rule.named,
    }
