"""The truth test in words: where and when, the evidence in one sentence, who is behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from truegreen.model.reading import Contract
from truegreen.model.truth import Affected, Count, Entry, Kind, Level, Listed, Truth
from truegreen.reports import figures
from truegreen.reports.statuses import Mark
from truegreen.units.period import Period

KIND: Final = {
    Kind.WATERMELON: Mark("watermelon", "◉", "bad"),
    Kind.INVERSE: Mark("inverse", "◎", "quiet"),
    Kind.TRUE_GREEN: Mark("true green", "●", "good"),
    Kind.TRUE_RED: Mark("true red", "▼", "bad"),
    Kind.CANNOT_TELL: Mark("cannot tell yet", "?", "quiet"),
}
MEANS: Final = {
    Kind.WATERMELON: "the contract is green, the customers are not content",
    Kind.INVERSE: "the contract is red, the customers are content all the same",
    Kind.TRUE_GREEN: "the contract is green, and the customers are content",
    Kind.TRUE_RED: "the contract is red, and the customers are not content",
    Kind.CANNOT_TELL: "nobody can tell yet",
}
MOST_PROXIES: Final = 2
_NUMBERS: Final = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip


def answer(truth: Truth) -> str:
    """Answer in one line whether green is true."""
    if not truth.cells:
        return "Nobody can tell: there is nothing to hold beside the contract."
    found = [each for each in truth.entries if each.kind is Kind.WATERMELON]
    if not found:
        return "No green piece of work is shown to be red inside."
    places = "place is" if len(found) == 1 else "places are"
    return f"Not everywhere: {number(len(found))} {places} green outside and red inside."


def reach(truth: Truth) -> str:
    """Say what was looked at, and what the lists promise."""
    green = sum(each.contract is Contract.MET for each in truth.cells)
    by = ", ".join(map(figures.in_words, truth.by))
    if not truth.cells:
        return ""
    looked = f"{figures.counted(len(truth.cells), 'piece')} of work ({by} and month)"
    return (
        f"{looked} were looked at, {figures.count(green)} of them with a green contract. Of what a list "
        f"names, no more than {share(truth.promise)} is expected to be wrong."
    )


def place(entry: Entry, level: Level) -> str:
    """Name the work: “Manila, customs documents”; by its level too where its members do not say what it is about."""
    named = [_named(by, members) for by, members in entry.members.items()]
    about = [] if "contact_type" in entry.members else [f"“{level.title}”"]
    return ", ".join([*named, *about])


def _named(by: str, members: Sequence[str]) -> str:
    """Name members of a slice; numbers with the slice before them, for nobody knows a number alone.

    >>> _named("site", ["Porto", "Manila"]), _named("contact_type", ["24", "53", "9"])
    ('Porto and Manila', 'contact type 24, 53 and 9')
    """
    listed = " and ".join([*filter(None, [", ".join(members[:-1])]), members[-1]])
    known = any(letter.isalpha() for letter in "".join(members))
    return listed if known else f"{figures.in_words(by)} {listed}"


def when(entry: Entry) -> str:
    """Name the months: “March to December 2025, ten months, still so”."""
    listed, of = entry.months
    counted = (
        [] if of == 1 else [f"{number(of)} months" if listed == of else f"{number(listed)} of {number(of)} months"]
    )
    return ", ".join([months(entry.first, entry.last), *counted, *(["still so"] if entry.still else [])])


def months(first: Period, last: Period) -> str:
    """Name months from one to another, the year once where it is one.

    >>> from truegreen.units.period import parse_period
    >>> months(parse_period("2025-03"), parse_period("2025-12"))
    'March to December 2025'
    """
    begins, ends = figures.period(first), figures.period(last)
    if first == last:
        return begins
    if len(str(first)) == len("2025-03") and first.start.year == last.start.year:
        begins = begins.rpartition(" ")[0]
    return f"{begins} to {ends}"


def number(of: int) -> str:
    """Write a small number in words.

    >>> number(10), number(13)
    ('ten', '13')
    """
    return _NUMBERS[of] if of < len(_NUMBERS) else figures.count(of)


def said(entry: Entry, level: Level) -> str:
    """Say an entry aloud: where, when, and what shows it."""
    return f"{place(entry, level)}, {when(entry)}: {evidence(entry, level)}"


def evidence(entry: Entry, level: Level) -> str:
    """Say in one sentence what the records show, with counts, levels and the chance of being wrong."""
    contract = "; ".join(contracted(each) for each in entry.kept if each.of)
    lived = "; ".join(map(beside, proxies(entry)))
    beside_it = f"{contract}; and {answered(entry, level)}"
    return f"{beside_it}{'; ' + lived if lived else ''}. {doubt(entry)}"


def contracted(count: Count) -> str:
    """Say what a contracted measure was, of how many, and its target."""
    target = "" if count.target is None else f", target {sign(count.better)} {level_of(count)}"
    return f"{titled(count)}: {value(count)} of {figures.count(count.of)}{target}{'' if kept(count) else ', missed'}"


def titled(count: Count) -> str:
    """Name a measure, with the month from which on it was agreed, where that is not all of the time told."""
    return f"{count.title} (from {figures.period(count.since)} on)" if count.since else count.title


def kept(count: Count) -> bool:
    """Say whether a count is not below its target."""
    return count.status in (Contract.MET, Contract.NOT_JUDGED)


def answered(entry: Entry, level: Level) -> str:
    """Say how content those who answered were, against the line that matters for the kind."""
    count, bound = entry.answers, entry.bounds[-1][1] if entry.bounds else None
    against = held_against(entry, level)
    if not level.asked:
        counted = f"{value(count, bound)} of {figures.count(count.of)}" if count.of else "nothing in these months"
        return f"{titled(count)}: {counted}{against}"
    if not count.of:
        return f"nobody answered in these months; the months before and what customers went through tell{against}"
    people = figures.counted(count.of, "customer")
    if count.unit == "share":
        what = "were content" if level.better == "higher" else "said so"
        return f"{value(count, bound)} of {people} who answered {what}{against}"
    return f"{people} who answered gave {value(count, bound)} on average{against}"


def held_against(entry: Entry, level: Level) -> str:
    """Say which line or target that is, and from when on where an amendment changed it; empty where there is none."""
    name = "red line" if entry.kind in (Kind.WATERMELON, Kind.TRUE_RED) else "target"
    told = [
        f"from {figures.period(since)} on {bounded(bound, level.unit)}"
        if place
        else f"{name} {bounded(bound, level.unit)}"
        for place, (since, bound) in enumerate(entry.bounds)
    ]
    return f" ({', '.join(told)})" if told else ""


def beside(count: Count) -> str:
    """Say what customers went through, and how that is elsewhere."""
    elsewhere = "" if count.elsewhere is None else f", elsewhere {figures.value(count.elsewhere, count.unit)}"
    return f"{titled(count)}: {value(count)} of {figures.count(count.of)}{elsewhere}"


def proxies(entry: Entry) -> list[Count]:
    """Give the measures of what customers went through that stand out most."""
    told = [each for each in entry.proxies if each.value is not None and each.elsewhere is not None]
    return sorted(told, key=lambda each: -abs(_apart(each)))[:MOST_PROXIES]


def _apart(count: Count) -> float:
    return float((count.value or 0) - (count.elsewhere or 0))


def doubt(entry: Entry) -> str:
    """Say how likely it is to be wrong."""
    if len(entry.cells) == 1:
        return f"Chance that this is wrong: {chance(entry.wrong)}."
    pieces = figures.count(len(entry.cells))
    return f"Each of its {pieces} pieces is wrong with a chance of {chance(entry.wrong)}, on average."


def belief(entry: Entry, level: Level) -> str:
    """Say what is inferred of all customers, not only of those who answered."""
    held = entry.belief
    most = figures.value(Fraction(held.value), level.unit)
    interval = figures.interval(held.low, held.high, level.unit)
    if not level.asked:
        return f"By all that is known, {most} is the likeliest for such work ({interval})."
    if level.unit != "share":
        return f"All customers together would probably give {most} ({interval})."
    if level.better == "lower":
        return f"Of all customers, {most} probably say so ({interval})."
    return f"Of all customers, {most} are probably content ({interval})."


def behind(affected: Affected | None) -> str:
    """Say who is behind it, and what they pay."""
    if affected is None:
        return ""
    if not affected.accounts:
        return f"{figures.counted(affected.cases, 'case')}; no record says whose." if affected.cases else ""
    people = f"{figures.counted(affected.accounts, 'account')} with {figures.counted(affected.cases, 'case')}"
    if affected.revenue is None:
        return f"{people}; {affected.revenue_why}."
    paid = figures.value(Fraction(affected.revenue.amount), "money", affected.revenue.currency)
    why = f" ({affected.revenue_why})" if affected.revenue_why else ""
    return f"{people}; these accounts pay {paid} a month{why}."


def chance(of: float) -> str:
    """Write a chance for people.

    >>> chance(0.004), chance(0.074), chance(0.996)
    ('under 1 %', '7 %', 'over 99 %')
    """
    if of < 0.01:
        return "under 1 %"
    return "over 99 %" if of > 0.99 else f"{of * 100:.0f} %"


def share(of: float) -> str:
    """Write a share with as few digits as it needs."""
    return f"{of * 100:g} %"


def value(count: Count, *apart_from: Fraction | None) -> str:
    """Write what a measure was, never rounded onto its level."""
    levels = [each for each in (count.target, *apart_from) if each is not None]
    return figures.value(count.value, count.unit, apart_from=levels)


def level_of(count: Count) -> str:
    """Write a measure's target."""
    return bounded(count.target, count.unit)


def bounded(level: Fraction | None, unit: str) -> str:
    """Write a level with no more digits than it was agreed with.

    >>> bounded(Fraction(92, 100), "share"), bounded(Fraction(1, 200), "share")
    ('92 %', '0.5 %')
    """
    return f"{float(level * 100):g} %" if level is not None and unit == "share" else figures.value(level, unit)


def sign(better: str) -> str:
    """Write which way a level is kept."""
    return "≥" if better == "higher" else "≤"


def outside(entry: Entry) -> str:
    """Say that the agreement does not cover some work."""
    return "" if entry.inside else "Outside the agreement, held to the same levels."


def untold(listed: Listed) -> str:
    """Say how many nobody can tell, and what would help."""
    pieces = figures.counted(listed.cells, "piece")
    if listed.wanted is None:
        return f"{pieces}: nobody can tell yet."
    answers = figures.counted(listed.wanted, "more answer")
    return f"{pieces}: nobody can tell yet; a typical one that can be told at all needs {answers}."


def titles(levels: Sequence[Level]) -> Mapping[str, Level]:
    """Give levels by their ids."""
    return {each.id: each for each in levels}


def not_inferred(levels: Sequence[Level]) -> list[str]:
    """Say which levels are not inferred by piece of work, those of one reason together."""
    reasons = dict.fromkeys(each.not_inferred for each in levels if each.not_inferred)
    return [
        f"Not inferred by piece of work: {'; '.join(each.title for each in levels if each.not_inferred == why)}: {why}."
        for why in reasons
    ]
