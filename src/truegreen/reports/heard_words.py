"""What commercial signals were worth, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import exp
from typing import Final

from truegreen.model.entered import Kind
from truegreen.model.heard import IN_TIME, MATERIAL, Ahead, Came, Heard, Signal, Teller, Worth
from truegreen.reports import figures
from truegreen.reports.statuses import Mark
from truegreen.reports.truth_words import number
from truegreen.reports.warning_words import chance, listed
from truegreen.stats.estimate import Estimate, Verdict

NAMES: Final = {
    Kind.ESCALATION: "escalation",
    Kind.COMPLAINT: "complaint",
    Kind.REFERENCE_DECLINED: "reference declined",
    Kind.COMPETITOR_NAMED: "competitor named",
    Kind.DIRECT_LINE_REQUEST: "direct line wanted",
    Kind.SALES_CONCERN: "concern of sales",
    Kind.PRAISE: "praise",
}
SAID: Final = {
    Verdict.ESTABLISHED: Mark("predicts", "✔", "good"),
    Verdict.REFUTED: Mark("no material effect", "–", "quiet"),
    Verdict.PERVERSE: Mark("perverse", "✖", "bad"),
    Verdict.NOT_ENOUGH: Mark("not enough data", "?", "quiet"),
}
_ADDS: Final = {
    Verdict.ESTABLISHED: "It says what the numbers do not: between accounts of which they say the same, {}.",
    Verdict.REFUTED: "The numbers say it already: between accounts of which they say the same, {}.",
    Verdict.PERVERSE: "Between accounts of which the numbers say the same it is the other way round: {}.",
    Verdict.NOT_ENOUGH: "Whether it adds to what the numbers say, nobody can tell yet: beside them, {}.",
}
_CAME: Final = {
    Came.DECIDED: "gave notice {} later",
    Came.STAYED: "stayed through the window",
    Came.OPEN: "the window is not over",
    Came.TOO_LATE: "not before notice: left out",
    Came.OUTSIDE: "the account was not there: left out",
}
LEGEND: Final = (
    "Then left: of the signals whose window is over, those that a notice followed within it. As often: how many times "
    "as often accounts give notice on days within the window as on all other days; beside the numbers: the same "
    "between accounts of which the other records say the same. A signal is taken to be worth acting "
    f"upon where notice follows {MATERIAL:g} times as often or more. All kinds are judged together: of those that are "
    "said to foretell, at most 5 % do not. What goes together is shown; what causes what is not."
)


def times(of: Estimate | None) -> str:
    """Write how many times as often, with its interval.

    >>> times(Estimate(value=1.0986, error=0.2, low=0.6931, high=1.5, count=9, effective=9, smallest=0.1, method="x"))
    '3.0 (2.0–4.5)'
    """
    return figures.NOTHING if of is None else f"{_many(of.value)} ({_many(of.low)}–{_many(of.high)})"


def _many(log: float) -> str:
    ratio = exp(min(log, 20))
    return f"{ratio:.0f}" if ratio >= 10 else f"{ratio:.1f}"


def answer(found: Heard) -> str:
    """Say in one sentence which signals foretell a decision, and whether early enough."""
    warnings = [each for each in found.kinds if each.kind.is_warning]
    if not warnings:
        return "Nobody can say: no warning was heard."
    telling = [each for each in warnings if each.verdict is Verdict.ESTABLISHED]
    if len(warnings) == 1:
        kinds, no_kind = "the one kind of warnings that was heard", "The one kind of warnings that was heard cannot"
    else:
        many = f"of {number(len(warnings))} kinds of warnings"
        kinds, no_kind = f"{number(len(telling))} {many}", f"None {many} can"
    if not telling:
        return f"{no_kind} be said to foretell who leaves, as yet."
    early = [each for each in telling if 2 * each.in_time >= each.heard]
    names = listed([NAMES[each.kind] for each in telling])
    verb = "foretells" if len(telling) == 1 else "foretell"
    said = f"{_capital(kinds)} {verb} who leaves: {names}"
    if not early:
        return f"{said}; mostly less than {IN_TIME} days before notice."
    if len(early) == len(telling):
        return f"{said}; mostly {IN_TIME} days before notice or earlier."
    in_time = listed([NAMES[each.kind] for each in early])
    return f"{said}; of these only {in_time} mostly {IN_TIME} days before or earlier."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def looked_at(found: Heard) -> str:
    """Say what was looked at, and what a signal that says nothing would have."""
    if found.first == date.min:
        return "No whole month of any account can be looked at."
    told = (
        f"{figures.counted(found.accounts, 'account')} from {found.first} to {found.last}; "
        f"{found.losses or 'nobody'} gave notice. A signal counts for {found.days} days from the day after it."
    )
    base = next((each.base for each in found.kinds if each.base is not None), None)
    if base is not None and found.losses:
        told += f" Of all accounts on any day, {chance(base)} give notice within as many days."
    if found.late:
        told += f" Of {found.late} of them only the leaving is recorded, less the blackout."
    return told


def then_left(each: Worth) -> str:
    """Write so many of so many, with share and interval."""
    over = each.hits + each.false_alarms
    if each.precision is None:
        return figures.NOTHING
    of = each.precision
    return f"{each.hits} of {over}, {of.value * 100:.0f} % ({of.low * 100:.0f}–{of.high * 100:.0f} %)"


def lead(each: Worth) -> str:
    """Write the median lead."""
    return figures.NOTHING if each.lead_days is None else figures.counted(round(each.lead_days.value), "day")


def sentences(each: Worth) -> Iterator[str]:
    """Say all of a kind: what followed, how many losses were heard, how early, what it adds, what was left out."""
    yield f"{_capital(NAMES[each.kind])}: {_followed(each)}"
    if each.losses:
        yield _heard(each)
    if each.alone is None:
        yield f"How many times as often cannot be said: {each.because if each.losses else 'nobody gave notice'}."
    elif each.beside is None:
        yield f"Beside the numbers it cannot be said: {each.why_not_beside}."
    else:
        yield _ADDS[each.adds].format(f"{times(each.beside)} times as often")
    if each.verdict is Verdict.NOT_ENOUGH and each.wanted:
        yield f"About {_factor(each.wanted)} times as many accounts would tell."
    if each.too_late or each.outside:
        yield _left_out(each)


def _factor(of: float) -> str:
    return f"{of:.0f}" if of >= 10 else f"{of:.1f}".removesuffix(".0")


def _followed(each: Worth) -> str:
    over = each.hits + each.false_alarms
    whole = f"heard {figures.counted(each.signals, 'time')} of {figures.counted(each.accounts, 'account')}."
    if each.precision is None:
        return f"{whole} No window is over yet."
    base = "" if each.base is None else f"; of any account on any day {chance(each.base)} are"
    known = f" The windows of {over:,} are over:" if each.open else ""
    return f"{whole}{known} {each.hits} of {over} ({chance(each.precision.value)}) were followed by notice{base}."


def _heard(each: Worth) -> str:
    by_chance = "" if each.by_chance is None else f"; by chance {chance(each.by_chance)} of them would have been"
    share = f" ({chance(each.heard / each.losses)})" if each.heard else ""
    said = f"Of {each.losses} accounts that gave notice {each.heard or 'none'}{share} had been heard before{by_chance}"
    if each.lead_days is None:
        return f"{said}."
    early = f"{each.in_time or 'none'} of them {IN_TIME} days or more"
    return f"{said}. Half of these {lead(each)} or more before notice, {early}."


def _left_out(each: Worth) -> str:
    parts = []
    if each.too_late:
        parts.append(f"{each.too_late} heard on the day of notice or later")
    if each.outside:
        parts.append(f"{each.outside} of accounts that were not there")
    return f"Left out: {' and '.join(parts)}."


def teller(each: Teller) -> str:
    """Write how many of a person's warnings come true."""
    return (
        f"{each.by}: {each.hits} of {each.warnings} warnings were followed by notice; "
        f"most likely {chance(each.share)} are ({each.low * 100:.0f}–{each.high * 100:.0f} %)"
    )


def ahead(of: Ahead) -> Iterator[str]:
    """Say who said it first: people or the model."""
    yield (
        f"Of {of.losses} losses of which the model could have said something, people warned of "
        f"{of.both + of.only_people} within the seven months before, by kinds that foretell, and the model of "
        f"{of.both + of.only_model}; nobody of {of.neither}."
    )
    if of.both:
        days = "" if of.days is None else f"; in the middle, people were {_earlier(of.days)}"
        first = f"people were first in {of.people_first}, the model in {of.model_first}"
        yield f"Of the {of.both} of which both did, {first}{days}."
    if of.only_people:
        yield f"Of {of.only_people} people alone warned: what they hear is worth entering."


def _earlier(days: float) -> str:
    return f"{abs(days):.0f} days {'earlier' if days >= 0 else 'later'}"


def came(each: Signal) -> str:
    """Say what came of a signal."""
    return _CAME[each.came].format(figures.counted(each.days or 0, "day"))
