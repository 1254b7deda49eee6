"""Accounts that may leave as text: ranked by what that would cost; one of them opened, with its causes and its past."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from truegreen.model.warning import Alert, Ranked, Risk
from truegreen.reports import figures
from truegreen.reports import warning_words as words
from truegreen.reports.findings import summary
from truegreen.reports.inert import inert
from truegreen.reports.terminal import FAINT, TONES, WIDTH, Heading, Words, marked, printed, table
from truegreen.reports.value_words import estimated

MOST: Final = 20
"""Accounts that a screen shows; all of them are in JSON."""
LISTED: Final = 500
"""Accounts that the page lists, the first and every alert below them."""
_TABLE: Final[tuple[Heading, ...]] = (
    ("Chance", 18, "right"), ("Pays a month", 14, "right"), ("Expected loss", 14, "right"), ("Renewal", 10, "right"),
    ("Owner", 18, "left"), ("Alert", 19, "left"),
)  # fmt: skip
_CAUSES: Final[tuple[Heading, ...]] = (("It has", 15, "right"), ("Usual", 15, "right"), ("Pull", 7, "right"))
OWN: Final = (
    "no-accounts", "no-account-days", "nobody-there", "nobody-left", "label-by-leaving", "knows-too-much",
    "blackout-used", "notice-unknown",
)  # fmt: skip
"""Findings that say why early warning tells less than it could."""
_NARROW: Final = ("Pays a month", "Owner")
_WIDE: Final = 118
LEGEND: Final = (
    "Chance: of giving notice within the horizon, with its 95 % interval. Expected loss: chance times what the account "
    "would still bring, discounted; the list is in its order, or in that of chance where no revenue is known."
)
LINES: Final = (
    "The line below an account names what pulls most towards leaving, against the usual account; it says what goes "
    "together, not what causes what."
)


def accounts_text(found: Ranked, width: int = WIDTH, *, colour: bool = False, most: int = MOST) -> str:
    """Write the accounts, those whose leaving would be expected to cost most first.

    Args:
        found: the ranking.
        width: characters of a line.
        colour: whether to write terminal colours.
        most: how many accounts.
    """
    title = " · ".join(filter(None, [found.title or found.agreement, words.as_known(found)]))
    parts: list[RenderableType] = [Text(inert(title), style="bold"), Words(words.answer(found), "bold")]
    if found.risks:
        parts += [Words(words.trust(found.trust, found.months)), Words(words.alerts(found)), Text()]
        parts += [*_ranking(found, width, most), Text()]
        if (more := len(found.risks) - most) > 0:
            all_of = "--page and --json have" if len(found.risks) <= LISTED else "--json has"
            parts.append(Words(f"and {figures.counted(more, 'account')} more; {all_of} all.", FAINT))
        parts += [Words(f"{LEGEND} {LINES}", FAINT)]
    return printed([*parts, *_footer(found)], width, colour)


def _ranking(found: Ranked, width: int, most: int) -> Iterator[RenderableType]:
    """Write a line for each account, and under it what pulls most."""
    headings = [each for each in _TABLE if width >= _WIDE or each[0] not in _NARROW]
    yield table(headings, width, "ACCOUNT")
    for each in found.risks[:most]:
        cells: dict[str, str | Text] = {
            "Chance": words.chance_with_doubt(each.chance), "Pays a month": words.money(each.revenue),
            "Expected loss": estimated(each.loss), "Renewal": words.day(each.renewal), "Owner": inert(each.owner),
            "Alert": marked(words.ALERT[each.alert]),
        }  # fmt: skip
        drawn = table(headings, width)
        drawn.show_header = False
        drawn.add_row(Text(inert(_named(each))), *(cells[heading[0]] for heading in headings))
        yield drawn
        yield Padding(Words(words.in_short(each), FAINT), (0, 0, 0, 3))


def _named(of: Risk) -> str:
    return f"{of.rank}. {of.account}{', ' + of.segment if of.segment else ''}"


def _footer(found: Ranked) -> Iterator[RenderableType]:
    yield Text()
    if found.given_notice:
        gone = figures.counted(found.given_notice, "account")
        yield Words(f"{gone} that gave notice already: not ranked, and no alert is spent on them.", FAINT)
    if found.risks:
        yield from (Words(f"Not looked at: {each}.", FAINT) for each in words.left_out(found.left_out))
        yield Words(f"Chances come from {found.model}.", FAINT)
    yield Text(summary(found.findings))
    yield from (Words(f"{each.says} {each.remedy}") for each in found.findings if each.id in OWN)
    known = [("Run", found.run), ("Records known until", found.known_until)]
    yield Text(inert(". ".join(f"{name} {what}" for name, what in known if what)))


def account_text(of: Risk, found: Ranked, width: int = WIDTH, *, colour: bool = False) -> str:
    """Write one account: its chance, what its score is made of, what it is worth, and what happened lately."""
    name = f"{of.account}{', ' + of.segment if of.segment else ''} · {words.as_known(found)}"
    parts: list[RenderableType] = [Text(inert(name), style="bold"), Words(says(of, found), "bold")]
    parts += [Words(each) for each in worth(of)]
    parts += [Words(f"{words.ALERT[of.alert]}: {of.why}", TONES[words.ALERT[of.alert].tone])] * bool(of.why)
    parts += [Text(), _pulls(of, found, width), Text()]
    parts += [Words(sums(of, found), FAINT), Text(), Text("WHAT HAPPENED LATELY", style="bold")]
    parts += [_happened(of)] if of.timeline else [Words("Nothing is recorded of it lately.")]
    return printed(parts, width, colour)


def says(of: Risk, found: Ranked) -> str:
    """Say an account's chance aloud, beside that of all."""
    chance = words.chance_with_doubt(of.chance)
    usual = words.chance(found.base_chance)
    odds = words.one_in(of.chance.value)
    return (
        f"Of accounts like this one, {odds} give notice within {words.horizon(found.months)}: {chance}; "
        f"of all accounts {usual}."
    )


def worth(of: Risk) -> Iterator[str]:
    """Say what an account pays, would still bring, and when it renews."""
    if of.revenue is not None:
        told = f"It pays {words.money(of.revenue)} a month"
        told += f" and would still bring about {estimated(of.residual)}" if of.residual is not None else ""
        yield (
            f"{told}; the expected loss is {estimated(of.loss)}, that times its chance."
            if of.loss is not None
            else f"{told}."
        )
    if of.renewal is not None:
        left = "" if of.months_to_renewal is None else f", in {figures.counted(of.months_to_renewal, 'month')}"
        yield f"It renews on {words.day(of.renewal)}{left}."


def sums(of: Risk, found: Ranked) -> str:
    """Say how the pulls add up."""
    total = sum(each.pull for each in of.causes)
    return (
        f"The usual account's score is {words.pull(found.base)}; all pulls come to {words.pull(total)}; "
        f"together {words.pull(of.score)}, which is a chance of {words.chance(of.chance.value)}. A pull of +0.69 "
        "doubles the odds."
    )


def _pulls(of: Risk, found: Ranked, width: int) -> RenderableType:
    drawn = table(_CAUSES, width, "WHAT PULLS ITS SCORE")
    for each in of.causes:
        style = TONES["bad"] if each.pull > 0 else TONES["good"]
        held = words.held(each.value, each.unit), words.usual(each)
        drawn.add_row(Text(inert(each.words)), *held, Text(words.pull(each.pull), style=style))
    return drawn


def _happened(of: Risk) -> RenderableType:
    lines = [
        Text(inert(f"{each.day.isoformat()}  {each.kind:<10}  {each.words}"),
             style=TONES["bad"] if each.weight >= 4 else TONES["good"] if each.weight < 0 else "")
        for each in of.timeline
    ]  # fmt: skip
    return Text("\n").join(lines)


def owners_text(found: Ranked, width: int = WIDTH, *, colour: bool = False) -> str:
    """Write each owner's alerts; accounts that are held out stand on nobody's list."""
    parts: list[RenderableType] = []
    if not any(each.alert is Alert.RAISED for each in found.risks):
        parts.append(Words(words.alerts(found)))
    for owner in sorted({each.owner for each in found.risks if each.alert is Alert.RAISED}):
        parts.append(Text(inert(owner or "without an owner"), style="bold"))
        for each in found.risks:
            if each.owner == owner and each.alert is Alert.RAISED:
                chance = words.chance(each.chance.value)
                loss = "" if each.loss is None else f", {estimated(each.loss)}"
                parts.append(Words(f"{each.account}: {chance}{loss}; {words.in_short(each, 3)}"))
        parts.append(Text())
    return printed(parts, width, colour)
