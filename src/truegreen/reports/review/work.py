"""Where work lives, for a review: what the last run found for the plan, and what of a saved one the provider reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from truegreen.reports.review.parts import Block, Cell, Chart, Column, Need, Pack, Section, Sentence, Table
from truegreen.reports.review.steps import OF_COST, waterfall
from truegreen.reports.sourcing.amounts import whole

NAME: Final = "Where work lives"
FOR_WHOM: Final = (
    "Only the client’s executive, vendor manager, finance and auditor read this in their copy; the provider’s has what "
    "is shared."
)
COLUMNS: Final = (
    Column("Site", width=1.6), Column("Supplier", width=1.6), Column("Hours today", is_number=True),
    Column("Hours planned", is_number=True), Column("Issues planned", is_number=True), Column("What begins", width=2.0),
    Column("What ends", width=2.0),
)  # fmt: skip
MOST: Final = 6
_SUMS: Final = ("cost", "value", "tail", "net")

Record = Mapping[str, Any]


def working(
    made: Pack, plan: Record | None, segments: Record | None, costs: Record | None, shared: Record | None
) -> Pack:
    """Give a pack with where work lives before what the parties are asked; without it where no plan was found."""
    blocks = [*_found(plan, segments, costs), *_shared(shared)]
    if not blocks:
        return made
    place = next((at for at, each in enumerate(made.sections) if each.id == "questions"), len(made.sections))
    section = Section("work", NAME, blocks)
    return replace(made, sections=[*made.sections[:place], section, *made.sections[place:]])


def _found(plan: Record | None, segments: Record | None, costs: Record | None) -> Iterator[Block]:
    if not plan or "bill" not in plan:
        return
    title, _, above = str(plan["answer"]).partition(". ")
    name = str(plan["plan"])
    said = [
        Sentence(f"{above} {plan['difference']} {plan['sure']}".strip(), (f"plan {name}", f"run {plan['run']}")),
        *(Sentence(f"Does spend go where it makes a difference? {each['answer']}", ("truegreen segment",))
          for each in (segments,) if each and each.get("answer")),
        *(Sentence(f"What it costs in all: {each['suppliers'][0]['says']}", ("truegreen tco",))
          for each in (costs,) if each and each.get("suppliers")),
        Sentence(FOR_WHOM),
    ]  # fmt: skip
    again = tuple(f"truegreen {verb} --plan {name}" for verb in ("allocate", "segment", "tco"))
    yield Block("work", title.rstrip("."), said, _picture(plan), _table(plan["sites"]), Need.PLANS, again=again)


def _shared(shared: Record | None) -> Iterator[Block]:
    """Tell what the provider reads of a saved plan: its own sites."""
    if not shared:
        return
    sites = [{**each, "supplier": shared["provider"], "today": each["hours_today"]} for each in shared["sites"]]
    title = f"Shared with {shared['provider']}: what {shared['title']} plans at its sites"
    said = Sentence("It is a plan that was reckoned, and nothing that was agreed.",
                    (f"saved plan {shared['name']}, sha256 {str(shared['sha256'])[:12]}",))  # fmt: skip
    yield Block("work-shared", title, [said], table=_table(sites, "work_shared"), needs=Need.SHARED)


def _table(sites: Sequence[Record], name: str = "work") -> Table:
    rows = [
        [Cell(str(each["site"])), Cell(str(each["supplier"])),
         *(Cell(whole(each[what]), str(round(each[what]))) for what in ("today", "hours", "issues")),
         *(Cell(_named(each[what])) for what in ("opened", "closed"))]
        for each in sites
    ]  # fmt: skip
    return Table(name, "Sites, today and as planned", COLUMNS, rows)


def _named(kinds: Sequence[str]) -> str:
    told = ", ".join(kinds[:MOST])
    return f"{told} and {len(kinds) - MOST} more" if len(kinds) > MOST else told or "–"


def _picture(plan: Record) -> Chart | None:
    """Draw the way from what today costs to what the plan costs; nothing where today's cost is not known."""
    lines = [each for each in plan["bill"] if each["name"] not in _SUMS]
    cost = next(each for each in plan["bill"] if each["name"] == "cost")
    if cost["today"] is None:
        return None
    so_far = Decimal(round(cost["today"]))
    steps = [("Cost today", Decimal(0), so_far, True)]
    for each in lines:
        change = Decimal(round(each["plan"] - (each["today"] or 0)))
        if change:
            steps.append((str(each["words"]), so_far, so_far + change, False))
            so_far += change
    steps.append(("Cost as planned", Decimal(0), Decimal(round(cost["plan"])), True))
    title = "From what work costs today to what it costs as planned"
    return waterfall("work", title, steps, str(plan["currency"]), OF_COST)
