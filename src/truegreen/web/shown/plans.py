"""Plans of where work should live, as the shelf shows them: whose they are, and what stands in the way of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from truegreen.files.plans import names_in, place_of, read_plan
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, has_errors
from truegreen.model.plan import Plan
from truegreen.reports.finding_record import finding_record
from truegreen.web.shown.shelf import Kept
from truegreen.web.shown.showing import Showing

VALUED: Final = ("run", "settings", "title", "pilots", "alerts", "slices", "bills", "plans", "clients")
"""What decides a part that reckons with a plan and with what customers are worth."""
NO_ROWS: Final = "The records have changed since this run, and the rows of an older run are not kept. Run again."

Answer = Callable[[Plan, Sequence[Finding]], Iterable[Kept]]


def has_one_client(every: Iterable[Agreement]) -> bool:
    """Say whether all agreements of a project are one client's: only then its plans are surely that client's."""
    return len({each.parties.client.name for each in every}) == 1


def each_plan(of: Showing, verb: str, answer: Answer) -> Iterator[Kept]:
    """Answer a question for each plan of the project, each under ``VERB/NAME``; or say what stands in its way."""
    project = of.view.project
    if not has_one_client(each.latest for each in project.agreements.values()):
        return
    for name in names_in(project.folder):
        odd = list[Finding]()
        plan, _ = read_plan(project.folder, project.folder / place_of(name), odd)
        if plan is None or has_errors(odd):
            yield in_the_way(f"{verb}/{name}", odd)
        elif not of.view.has_rows:
            yield Kept(f"{verb}/{name}", {"says": NO_ROWS, "findings": []})
        else:
            yield from answer(plan, tuple(odd))


def in_the_way(name: str, findings: Sequence[Finding]) -> Kept:
    """Keep what stands in the way of a plan."""
    says = " ".join(f"{each.says} {each.remedy}" for each in findings if has_errors([each]))
    return Kept(name, {"says": says, "findings": [finding_record(each) for each in findings]})
