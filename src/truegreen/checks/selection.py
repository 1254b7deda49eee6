"""How much the parties heed each check: made quieter only by both and with a reason, and that is itself shown.

Forrester found providers whose credits were undone by incentives that nobody had questioned; a check that one side
could switch off alone, or that both could switch off without a word, would be such a place to look away from.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from truegreen.files.nearest import did_you_mean
from truegreen.model.agreement import Agreement, CheckChoice, Heed, Side
from truegreen.model.finding import Finding, Level, error, note

_LOUDNESS: Final = {Heed.OFF: 0, Heed.NOTE: 1, Heed.WARNING: 2, Heed.ERROR: 3}


def choice_findings(
    agreement: Agreement, found: Sequence[Finding], levels: Mapping[str, Level], fixed: Collection[str]
) -> list[Finding]:
    """Give what is to be said of the agreement's choices among checks.

    Args:
        agreement: with its ``checks``.
        found: what the checks found.
        levels: the usual level of each check, by id.
        fixed: checks whose findings keep an agreement from being settled.
    """
    return [each for name, choice in agreement.checks.items() for each in _said(name, choice, found, levels, fixed)]


def heeded(agreement: Agreement, found: Sequence[Finding], refused: Sequence[Finding]) -> Iterator[Finding]:
    """Give the findings as the parties heed them; a choice that is refused changes nothing."""
    broken = {each.at for each in refused if each.level is Level.ERROR}
    choices = {name: each.level for name, each in agreement.checks.items() if each.at not in broken}
    for each in found:
        level = choices.get(each.id, Heed(each.level))
        if level is not Heed.OFF:
            yield replace(each, level=Level(level))


def _said(
    name: str, choice: CheckChoice, found: Sequence[Finding], levels: Mapping[str, Level], fixed: Collection[str]
) -> Iterator[Finding]:
    if name not in levels:
        yield error(choice.at, "unknown-check", f"There is no check “{name}”.", did_you_mean(name, levels))
        return
    if _LOUDNESS[choice.level] >= _LOUDNESS[Heed(levels[name])]:
        return
    if name in fixed:
        says = f"What “{name}” finds keeps money from being settled, so it cannot count as less than an error."
        yield error(choice.at, "check-must-stay", says, "Correct what it finds, and delete this choice.")
    elif not choice.because or choice.agreed_by is not Side.BOTH:
        missing = "without a reason" if not choice.because else "without both having agreed"
        says = f"The check “{name}” is made quieter {missing}."
        yield error(choice.at, "check-not-agreed", says, "Write because: and agreed_by: both, or leave it as it was.")
    else:
        count = sum(each.id == name for each in found)
        how = "is off" if choice.level is Heed.OFF else f"counts as {_a(choice.level)} {choice.level}"
        says = f"The check “{name}” {how}, as both agreed, because: {choice.because.rstrip('.')}."
        finds = {0: "It finds nothing here now.", 1: "It finds one risk here."}.get(
            count, f"It finds {count} risks here."
        )
        yield note(choice.at, "check-made-quieter", says, f"{finds} Look at the choice again when this clause changes.")


def _a(word: str) -> str:
    return "an" if word[0] in "aeiou" else "a"
