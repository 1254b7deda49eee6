"""Silence in words: an account's own rhythm, its gap, how rare so long a gap would be, and what the list promises."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from typing import Final

from truegreen.model.silence import ANY, Account, Entry, Fallen, Gap, Learned, Point, Quiet, Silence, Slowed
from truegreen.reports import figures

DOES: Final = {
    "order": ("orders", "ordered", "orders"), "login": ("logs in", "logged in", "logins"),
    "review": ("comes to reviews", "came to a review", "reviews"),
    "reference": ("gives references", "gave a reference", "references"),
    "training": ("trains", "trained", "training"), "meeting": ("meets", "met", "meetings"),
    "other": ("does something", "did something", "other things"), ANY: ("does something", "did anything", "everything"),
}  # fmt: skip
"""What an account does, did, and what that is called, by kind of engagement."""
EVENLY: Final = ((8, "like clockwork"), (4, "regularly"), (2, "fairly evenly"), (0, "at random"))
"""How regular gaps are, from so many steps of chance on."""
USUAL_DAYS: Final = 30
"""The usual rule: silent is who did nothing for so many days."""
NEAREST: Final = 5
DOUBTFUL: Final = 0.7
"""Accounts that are there with less than this chance are told of, though they are not on the list."""
RAREST: Final = 1_000_000


def answer(silence: Silence) -> str:
    """Answer in one line who fell silent."""
    named = len(silence.fallen) if silence.by_month else len(silence.entries) + len(silence.slowed)
    if named:
        return f"{figures.counted(named, 'account')} fell below {'its' if named == 1 else 'their'} own rhythm."
    if not silence.judged:
        return "Nobody can tell yet."
    return "Nobody is shown to have fallen silent."


def reach(silence: Silence) -> str:
    """Say what was looked at, and what the list promises."""
    if not silence.judged:
        return ""
    by = "months" if silence.by_month else f"rhythm of {kinds(silence.kinds)}"
    looked = f"{figures.counted(silence.judged, 'account')} could be judged, each by its own {by}."
    named = len(silence.fallen) if silence.by_month else len(silence.entries) + len(silence.slowed)
    own = f" (of {named}: {silence.wrong:.1f})" if named else ""
    return f"{looked} Of those named no more than {percent(silence.promise)} are expected to be wrong{own}."


def kinds(names: Sequence[str]) -> str:
    """Name kinds of engagement.

    >>> kinds(["order", "login"])
    'orders and logins'
    """
    told = [DOES.get(each, DOES["other"])[2] for each in names]
    return " and ".join([*filter(None, [", ".join(told[:-1])]), *told[-1:]])


def beside(silence: Silence) -> str:
    """Say what the usual rule would name, and that so long a gap is usual for most of them."""
    long = [each for each in silence.points if each.whole and each.days >= USUAL_DAYS]
    usual = [each for each in long if each.there >= DOUBTFUL]
    if not long:
        return ""
    told = f"The usual rule, {USUAL_DAYS} days without anything, would name {figures.counted(len(long), 'account')}"
    return f"{told}; for {len(usual)} of them such a gap is nothing unusual."


def untold(silence: Silence) -> str:
    """Say how many fell silent in truth, as far as all chances together tell, named or not."""
    named = sum(each.gap.whole for each in silence.entries)
    more = silence.expected - named
    if silence.by_month or more < 1:
        return ""
    return (
        f"All chances added up, about {round(silence.expected)} of them fell silent; "
        f"of about {round(more)} nobody can yet say who they are."
    )


def rhythm(gap: Gap) -> str:
    """Say an account's own rhythm: “orders every 6 days, regularly”."""
    evenly = next(words for least, words in EVENLY if gap.steps >= least)
    return f"{does(gap.rhythm)} every {days(gap.every)}, {evenly}"


def does(kind: str) -> str:
    """Say what an account does, for a kind of engagement."""
    return DOES.get(kind, DOES["other"])[0]


def days(number: float) -> str:
    """Write so many days, a digit more where they are few.

    >>> days(6.2), days(31.0), days(1.0), days(1.44)
    ('6 days', '31 days', 'day', '1.4 days')
    """
    written = f"{number:.1f}" if number < 3 else f"{number:.0f}"
    written = written.removesuffix(".0")
    return "day" if written == "1" else f"{written} days"


def silent(gap: Gap) -> str:
    """Say for how long, since when, and how many of the days count: “nothing for 31 days, since 4 March 2025”."""
    left_out = gap.days - gap.counted
    own = f" ({gap.counted:.0f} of them count)" if left_out >= max(2.0, gap.days / 10) else ""
    return f"nothing for {gap.days} days{own}, since {figures.day(gap.last)}"


def rare(surprise: float) -> str:
    """Say how rare so long a gap is, for this account.

    >>> rare(8.29), rare(2.0), rare(0.3), rare(20.0)
    ('one in 4,000 gaps of its own would be so long', 'one in 7 gaps of its own would be so long', \
'such a gap is nothing unusual', 'fewer than one in a million gaps of its own would be so long')
    """
    one_in = exp(min(surprise, 50.0))
    if one_in < 2:
        return "such a gap is nothing unusual"
    if one_in >= RAREST:
        return "fewer than one in a million gaps of its own would be so long"
    return f"one in {_two_digits(one_in):,} gaps of its own would be so long"


def _two_digits(number: float) -> int:
    return int(float(f"{number:.2g}")) if number >= 10 else round(number)


def entry(each: Entry) -> str:
    """Say an entry aloud."""
    said = f"{rhythm(each.gap)}; {silent(each.gap)}; {rare(each.gap.surprise)}."
    return f"{said[0].upper()}{said[1:]} {there(each.gap)}"


def there(gap: Gap) -> str:
    """Say how likely it is that it goes on."""
    what = "it is still there" if gap.whole else f"it still {does(gap.rhythm)}"
    return f"The chance that {what} is {percent(gap.there)}."


def others(each: Entry) -> str:
    """Say what else the account does, so that it shows what goes on."""
    told = [
        f"{DOES.get(gap.rhythm, DOES['other'])[1]} last on {figures.day(gap.last)} (every {days(gap.every)})"
        for gap in each.others
    ]  # fmt: skip
    return f"It {'; '.join(told)}." if told else ""


def slowed(each: Slowed) -> str:
    """Say how far an account slowed down, beside its own pace, and how rare that would be by chance."""
    does_it = does(each.rhythm)
    times = "not once" if not each.came else "once" if each.came == 1 else f"{each.came} times"
    came = f"{does_it[0].upper()}{does_it[1:]} still, but slowed down: {times} in the last {each.days} days"
    usual = f"by its own pace of the year before, and everybody's, about {each.due:.0f} would be usual"
    one_in = "fewer than one in a million" if each.p * RAREST < 1 else f"one in {_two_digits(1 / each.p):,}"
    return f"{came}; {usual}. Of accounts that keep their pace, {one_in} would come so seldom."


def behind(account: Account) -> str:
    """Say what an account pays, who looks after it, and when it renews."""
    told = [
        f"pays {account.revenue} a month" if account.revenue else "",
        f"owner {account.owner}" if account.owner else "",
        f"renews on {figures.day(account.renewal)}" if account.renewal else "",
    ]  # fmt: skip
    said = ", ".join(filter(None, told))
    return f"{said[0].upper()}{said[1:]}." if said else ""


def fallen(each: Fallen) -> str:
    """Say an account's month beside its own."""
    was = f"{each.was:g} in {figures.month(each.month)}"
    usual = f"{was}, where {each.usual:.1f} would be usual by its own {each.months} months"
    return f"{usual}; so little is as rare as one in {_two_digits(1 / max(each.p, 1 / RAREST)):,}."


def nearest(silence: Silence) -> list[Point]:
    """Give the accounts that are nearest to the list."""
    near = [each for each in silence.points if not each.number and each.there < DOUBTFUL]
    return sorted(near, key=lambda each: each.there)[:NEAREST]


def near(point: Point) -> str:
    """Say an account that is not on the list."""
    gap = f"{does(point.rhythm)} every {days(point.every)}, nothing for {point.days} days"
    return f"{point.account}: {gap}; still there with a chance of {percent(point.there)}."


def quiet(each: Quiet) -> str:
    """Say days that count for less, for everybody."""
    span = (
        figures.day(each.first) if each.first == each.last else f"{figures.day(each.first)} to {figures.day(each.last)}"
    )
    known = ", as was to be expected" if each.known else ""
    came = f"{each.came:,} {DOES.get(each.kind, DOES['other'])[2]} where {each.usual:,} would be usual{known}"
    share = min(each.came / each.usual, 1.0) if each.usual else 1.0
    return f"{span}: {came}; counts for {percent(share) if share else 'nothing'}."


def apart(silence: Silence) -> list[str]:
    """Say who is not on the list for other reasons."""
    gone, young, never = len(silence.gone), len(silence.young), silence.never
    return [
        *([f"{figures.counted(gone, 'account')} gave notice or ended before: gone, not silent."] if gone else []),
        *([f"{figures.counted(young, 'account')} came fewer than four times: too young to tell."] if young else []),
        *([f"{figures.counted(never, 'account')} had done nothing by then that is recorded."] if never else []),
    ]


def learned(each: Learned) -> str:
    """Say what a rhythm was learned from."""
    if each.why:
        return f"{DOES.get(each.rhythm, DOES['other'])[2].capitalize()}: nobody can tell, {each.why}."
    name = DOES.get(each.rhythm, DOES["other"])[2]
    return (
        f"{name.capitalize()}: learned from {figures.counted(each.accounts, 'account')}; gaps are as regular as "
        f"{each.regularity:.1f} steps of chance (1 is at random)."
    )


def percent(share: float) -> str:
    """Write a chance, with a digit where it is small; never as none or all.

    >>> percent(0.1), percent(0.034), percent(0.0000001), percent(0.9999)
    ('10 %', '3.4 %', 'under 0.1 %', 'over 99.9 %')
    """
    if 0 < share < 0.001:
        return "under 0.1 %"
    if 0.999 < share < 1:
        return "over 99.9 %"
    return f"{share * 100:.1f} %" if share < 0.0995 and round(share * 100, 9) % 1 else f"{share * 100:.0f} %"
