"""Moments of contacts: each figure with the outcome, all of them together, and one with its bends; a scan each.

They are made for some months or all: months share no row and no stratum, so their moments merge to those of all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from truegreen.engine import sql
from truegreen.engine.compile import to_sql
from truegreen.engine.duck import Duck
from truegreen.metrics.define import Rows
from truegreen.readings.arrays import arrays
from truegreen.readings.contacts import OUTCOME, Contacts
from truegreen.readings.moments import Held, moments, moments_query

CLUSTER = "account"


def rows_of(contacts: Contacts, months: Sequence[str] = ()) -> Rows:
    """Give contacts that have a case and an account as an Ibis table, of some months or all."""
    import ibis

    texts = dict.fromkeys((CLUSTER, "in_case", "month", *contacts.strata), "string")
    floats = dict.fromkeys((OUTCOME, *(each.column for each in contacts.figures.values())), "float64")
    rows = ibis.table(texts | floats, name=contacts.table)
    used = rows.filter(rows[CLUSTER].notnull(), rows.in_case.notnull())
    return used.filter(used.month.isin(months)) if months else used


def pairs(
    duck: Duck,
    contacts: Contacts,
    ids: Sequence[str] | None = None,
    months: Sequence[str] = (),
    alike: Sequence[str] | None = None,
) -> dict[str, Held]:
    """Give for each figure the moments of it and the outcome, by account, over the contacts where it is known.

    Args:
        duck: the connection that the contacts are on.
        contacts: the contacts.
        ids: which figures; all that differ at all if left out.
        months: months of the cases; all if left out.
        alike: some of the contacts' strata, where with all of them too many would have no like (``Held.alone``).

    Returns:
        By id; the columns are called by the id and ``outcome``.
    """
    named = tuple(contacts.covered(0) if ids is None else ids)
    sets = [(contacts.figures[each].column, OUTCOME) for each in named]
    found = moments(duck, rows_of(contacts, months), CLUSTER, sets, _strata(contacts, alike)) if sets else []
    return {each: _called(held, each, OUTCOME) for each, held in zip(named, found, strict=True)}


def jointly(
    duck: Duck,
    contacts: Contacts,
    ids: Sequence[str] | None = None,
    months: Sequence[str] = (),
    alike: Sequence[str] | None = None,
) -> Held:
    """Give the moments of several figures and the outcome, by account, over the contacts where all are known.

    Args:
        duck: the connection that the contacts are on.
        contacts: the contacts.
        ids: which figures; those known in four of five contacts if left out.
        months: months of the cases; all if left out.
        alike: some of the contacts' strata; all if left out.
    """
    named = tuple(contacts.covered() if ids is None else ids)
    columns = (*(contacts.figures[each].column for each in named), OUTCOME)
    (held,) = moments(duck, rows_of(contacts, months), CLUSTER, [columns], _strata(contacts, alike))
    return _called(held, *named, OUTCOME)


def bend(name: str, knot: float) -> str:
    """Name the column of what a figure is beyond a knot.

    >>> bend("hours-to-resolve", 24)
    'hours-to-resolve over 24'
    """
    return f"{name} over {knot:g}"


def hinged(
    duck: Duck,
    contacts: Contacts,
    name: str,
    knots: Sequence[float],
    months: Sequence[str] = (),
    also: Sequence[str] = (),
    top: float | None = None,
    alike: Sequence[str] | None = None,
) -> Held:
    """Give the moments of a figure, what it is beyond each knot, other figures and the outcome, by account.

    Args:
        duck: the connection that the contacts are on.
        contacts: the contacts.
        name: the figure, such as ``hours-to-resolve``.
        knots: in its unit; each gives a column called as by ``bend``: how far the figure is beyond it, or 0.
        months: months of the cases; all if left out.
        also: other figures, to be held equal.
        top: the greatest value that counts; what is above counts as it. All if left out.
        alike: some of the contacts' strata, where with all of them too many would be nearly alone; all if left out.
    """
    rows, column = rows_of(contacts, months), contacts.figures[name].column
    if top is not None:
        rows = rows.mutate(**{column: (rows[column] > top).ifelse(top, rows[column])})
    beyond = {f"h{at}": _beyond(rows[column], knot) for at, knot in enumerate(knots)}
    columns = (column, *beyond, *(contacts.figures[each].column for each in also), OUTCOME)
    (held,) = moments(duck, rows.mutate(**beyond), CLUSTER, [columns], _strata(contacts, alike))
    return _called(held, name, *(bend(name, each) for each in knots), *also, OUTCOME)


def _beyond(column: Rows, knot: float) -> Rows:
    import ibis

    return (column > knot).ifelse(column - knot, (column <= knot).ifelse(0.0, ibis.null("float64")))


def stepped(duck: Duck, contacts: Contacts, name: str, edges: Sequence[float]) -> Mapping[str, NDArray[np.float64]]:
    """Give the outcome by steps of a figure, as it stands, not held against its like.

    Args:
        duck: the connection that the contacts are on.
        contacts: the contacts.
        name: the figure.
        edges: (S−1,) rising; a step holds what is above an edge and not above the next.

    Returns:
        ``count``, ``total`` and ``squares`` of the outcome and ``figure`` (the sum of the figure), each (S,).
    """
    column = sql.name(contacts.figures[name].column)
    step = " + ".join(["0", *(f"CASE WHEN {column} > {edge!r} THEN 1 ELSE 0 END" for edge in map(float, edges))])
    found = arrays(
        duck,
        f"SELECT {step} AS step, count(*) AS count, sum({OUTCOME}) AS total, sum({OUTCOME} * {OUTCOME}) AS squares, "
        f"sum({column}) AS figure FROM {contacts.table} "
        f"WHERE {column} IS NOT NULL AND account IS NOT NULL AND in_case IS NOT NULL GROUP BY ALL ORDER BY step",
    )
    at, wide = found["step"].astype(np.intp), len(edges) + 1
    return {each: _placed(found[each], at, wide) for each in ("count", "total", "squares", "figure")}


def _placed(values: NDArray[np.float64], at: NDArray[np.intp], wide: int) -> NDArray[np.float64]:
    placed = np.zeros(wide)
    placed[at] = values
    return placed


def query_of(contacts: Contacts, ids: Sequence[str]) -> str:
    """Give the SQL that makes the moments of figures and the outcome from the table of contacts."""
    columns = (*(contacts.figures[each].column for each in ids), OUTCOME)
    return to_sql(moments_query(rows_of(contacts), CLUSTER, [columns], _strata(contacts)))


def _strata(contacts: Contacts, alike: Sequence[str] | None = None) -> tuple[str, ...]:
    return ("month", *(contacts.strata if alike is None else alike))


def _called(held: Held, *names: str) -> Held:
    return replace(held, moments=replace(held.moments, names=names))
