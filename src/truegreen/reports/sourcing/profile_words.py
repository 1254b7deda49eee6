"""What work needs, who has it and why not the others, in words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from truegreen.model.plan import Needs
from truegreen.model.profile import Candidate, Card, Solving, Told
from truegreen.reports.sourcing.amounts import listed, percent, whole
from truegreen.units.calendar import DAYS, Shift

NOTHING = "nothing that everybody does not have"


def name(of: Card) -> str:
    """Name a cell by its members."""
    return ", ".join(each or "not recorded" for each in of.cell)


def needs(of: Needs, zone: str) -> str:
    """Say what a site must have, all of it in one line."""
    said = [f"{language} at {level}" for language, level in of.languages.items()]
    if of.open:
        said.append(f"{', '.join(map(shift, of.open))} ({zone})")
    said += [*of.certificates]
    if of.residency:
        said.append(f"data kept in {' or '.join(of.residency)}")
    if of.solved is not None:
        said.append(f"{of.solved} solved, with a chance of {of.chance}")
    return "; ".join(said) or NOTHING


def shift(of: Shift) -> str:
    """Write opening hours as a plan does.

    >>> shift(Shift.parse("mon-fri,sun 08:00-18:30"))
    'mon-fri,sun 08:00-18:30'
    """
    places = sorted(DAYS.index(each) for each in of.days)
    runs = [[day for _, day in run] for _, run in groupby(enumerate(places), lambda each: each[1] - each[0])]
    days = ",".join(DAYS[run[0]] if len(run) == 1 else f"{DAYS[run[0]]}-{DAYS[run[-1]]}" for run in runs)
    return f"{days} {_clock(of.opens)}-{_clock(of.closes)}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def solving(of: Solving) -> str:
    """Say how many issues a site solves for good, and how anybody knows."""
    if of.share is None:
        return "nobody knows what it solves"
    share = f"{of.share * 100:.0f} % solved"
    if of.told is Told.ASSUMED:
        return f"{share}, as the plan assumes"
    room = f"{of.low * 100:.0f}–{of.high * 100:.0f} %" if of.low is not None and of.high is not None else ""
    known = f"{of.judged:,} cases" if of.told is Told.MEASURED else "told by other sites"
    return f"{share} ({room}; {known})"


def who(of: Card) -> str:
    """Say who may do a cell's work."""
    may = list(of.eligible)
    if not may:
        return "Nobody may do it."
    alone = "Only " if len(may) == 1 else ""
    return f"{alone}{listed(may, most=8)} may do it."


def beside(of: Candidate) -> str:
    """Say what is known of a site that may do the work."""
    today = f", {percent(of.has_today)} of it today" if of.has_today else ""
    sure = "" if of.solving.chance is None else f", enough with a chance of {percent(of.solving.chance)}"
    return f"{of.site}: {solving(of.solving)}{sure}{today}"


def why_not(of: Candidate) -> str:
    """Say why a site may not do the work, all of it."""
    today = f" It has {percent(of.has_today)} of it today." if of.has_today else ""
    return f"Not {of.site}: {' '.join(each.says for each in of.why_not)}{today}"


def seat(of: Candidate) -> tuple[str, str, str]:
    """Give tone, shape and words of a site beside a cell: what it solves, or what it does not meet."""
    if of.is_eligible:
        share = of.solving.share
        return "good", "kept", "may" if share is None else f"{share * 100:.0f} % solved"
    lacks = f"lacks {', '.join(dict.fromkeys(str(each.condition) for each in of.why_not))}"
    return ("bad", "late", lacks) if of.has_today else ("quiet", "void", lacks)


def answer(cards: Sequence[Card]) -> str:
    """Say how many cells have how many to choose from."""
    none = [each for each in cards if not each.eligible]
    one = [each for each in cards if len(each.eligible) == 1]
    said = [f"{len(cards) - len(none) - len(one)} of {len(cards)} kinds of work have two sites or more to choose from"]
    if one:
        said.append(f"{len(one)} hang{'s' if len(one) == 1 else ''} on one alone")
    if none:
        said.append(f"{len(none)} {'has' if len(none) == 1 else 'have'} nobody")
    return f"{listed(said)}."


def misplaced(cards: Sequence[Card]) -> str:
    """Say how much work is at sites today that may not do it; empty where none is."""
    wrong = [(each.has_today * card.issues, each.site) for card in cards for each in card.candidates
             if each.why_not and each.has_today]  # fmt: skip
    total = sum(card.issues for card in cards)
    issues = sum(many for many, _ in wrong)
    if not issues or not total:
        return ""
    sites = list(dict.fromkeys(site for _, site in sorted(wrong, reverse=True)))
    return f"{whole(issues)} issues ({percent(issues / total)}) are today where they may not be, at {listed(sites)}."
