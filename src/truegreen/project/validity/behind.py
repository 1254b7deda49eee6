"""Open a link of a validity report: the rows of the figure and of the outcome, with queries that run as printed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.facts.store import Store
from truegreen.model.agreement import Versions
from truegreen.model.validity import Figure, Grain, Link, OpenedLink, RowsOf, Validity
from truegreen.project.looking import View
from truegreen.readings.contacts import contacts
from truegreen.readings.questions import Question, questions
from truegreen.readings.relations import accounts_are_dated
from truegreen.readings.rows import rows_query, shown

SAMPLE: Final = 10


def link_of(found: Validity, figure: str, outcome: str = "") -> tuple[Figure, Link]:
    """Give the link asked for; without an outcome the one that decides the advice.

    Raises:
        LookupError: there is no such figure, or nothing was held against such an outcome, in words.
    """
    named = {each.id: each for each in found.figures}
    if figure not in named:
        raise LookupError(f"There is no figure “{figure}”; there is {', '.join(named)}.")
    links = {each.outcome: each for each in named[figure].links}
    wanted = outcome or named[figure].decides
    if wanted not in links:
        if not links:
            raise LookupError(f"“{figure}” is held against no outcome, so that there is nothing to open.")
        raise LookupError(f"“{figure}” is not held against “{wanted}”; it is held against {', '.join(links)}.")
    return named[figure], links[wanted]


def opened_link(view: View, versions: Versions, found: Validity, figure: Figure, link: Link) -> OpenedLink:
    """Open a link: all rows behind it as queries that anyone can run in the project's folder, and some of them."""
    asked = questions(versions.latest, view.source.metrics)
    by_case = link.grain is Grain.CASE
    rows = _of_case if by_case else _of_months
    own = () if link.per_sd is None else link.per_sd.assumes
    return OpenedLink(
        link=link,
        figure=figure,
        outcome=next(each for each in found.outcomes if each.id == link.outcome),
        assumes=tuple(dict.fromkeys((*own, *(found.assumes if not by_case else _of_grain(found))))),
        rows=tuple(rows(view, asked[figure.id], asked[link.outcome])),
    )


def _of_grain(found: Validity) -> tuple[str, ...]:
    return tuple(each for each in found.assumes if each.startswith("cases"))


def _of_case(view: View, figure: Question, outcome: Question) -> Iterator[RowsOf]:
    """Give the answered surveys with what the figure says of their case."""
    held = contacts(view.source.duck, Store(view.project.store), view.state, outcome, [figure])
    if figure.id in held.figures:
        yield _rows(view, "answers with what the figure says of their case, worst first", held.rows_query(figure.id))


def _of_months(view: View, figure: Question, outcome: Question) -> Iterator[RowsOf]:
    """Give the rows of the figure and those of the outcome; each account's months are made of them."""
    store = Store(view.project.store)
    dated = accounts_are_dated(view.source.duck, store, view.state)
    for what, each in (("rows that the figure counts", figure), ("rows that the outcome counts", outcome)):
        if view.state.of(each.formula.variant.tables[0]):
            yield _rows(view, what, rows_query(store, view.state, each, None, view.project.settings.slices, dated))


def _rows(view: View, what: str, query: str) -> RowsOf:
    sample = view.source.duck.records(f"{query}\nLIMIT {SAMPLE}")
    return RowsOf(
        what=what,
        query=shown(query, Store(view.project.store), view.state, view.project.folder),
        columns=tuple(sample[0]) if sample else (),
        sample=tuple(tuple(each.values()) for each in sample),
    )
