"""A new pilot as a commented draft, to be filled in by whoever answers for it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Final

from truegreen.files.pilots import NAMED, is_name, place_of
from truegreen.files.text import shown
from truegreen.model.finding import Finding, error
from truegreen.units.span import Span

OWNER: Final = "Who answers for it"
"""What a draft says instead of an owner."""
_DRAFT = """\
# A pilot: who gets a change and who does not is drawn by chance, and how it is judged is written down before.
# Fill it in, see `truegreen pilot size {name}`, then freeze it with `truegreen pilot register {name}`.
pilot: {name}
hypothesis: Customers whose agents call back within a day are content more often.
owner: {owner}

# What chance puts into an arm: account, agent, team or case. What hears of each other goes in as a whole: clusters.
unit: agent
# clusters: team
arms:
  as-before: 50 %   # the first is the one that is left as it is
  {name}: 50 %

# A measure of the agreement, a metric with its variant, retention or revenue; or column: of pilots/data/{name}.csv.
metric: csat.top2
# Weeks before the start whose own figure is taken out of the comparison; 12 if left out, 0 for none.
# before_weeks: 12
# Both arms get alike many of each: segment or tier of accounts, site or provider of agents.
# strata: [site]

starts: {starts}
weeks: 26
# superiority (better), non-inferiority (not worse by more than the margin) or equivalence (the same within it).
goal: superiority
margin: 3 %
# obrien-fleming (wide at first), pocock, spending, fixed (one look at the end) or always-valid (any day).
rule: obrien-fleming
looks: 4
"""


def draft(folder: Path, name: str, today: date) -> tuple[Path, list[Finding]]:
    """Write a draft that starts next month; a file that is there stays."""
    place = place_of(name)
    at = Span(place.as_posix())
    if not is_name(name):
        says = f"{shown(name)} cannot be a pilot's name."
        return place, [error(at, "odd-pilot-name", says, NAMED)]
    text = _DRAFT.format(name=name, owner=OWNER, starts=(today.replace(day=1) + timedelta(days=32)).replace(day=1))
    try:
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        with (folder / place).open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        return place, [error(at, "already-frozen", "There is a pilot of this name.", "Take another name.")]
    except OSError as broken:
        says = f"The file cannot be written: {broken.strerror}."
        return place, [error(at, "cannot-write", says, f"Make {place.parent.as_posix()} one that you may write to.")]
    return place, []
