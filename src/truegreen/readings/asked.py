"""Who could have been asked, who was, and who answered, case by case, with what else is known of each case.

Nobody knows what those who were silent would have said, but everything else about their cases is known: whether
surveys went to the easy ones, and who answers, can be told from that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from truegreen.engine.compile import to_sql
from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.facts.tables import CASE, FEEDBACK
from truegreen.metrics.define import Rows, Tally, seconds_between
from truegreen.readings.by_case import entry
from truegreen.readings.contacts import named_relations, refuse_unasked
from truegreen.readings.plan import Plan, slices_of
from truegreen.readings.query import Columns, counted_in, row_expression, table_expression
from truegreen.readings.questions import Question
from truegreen.readings.relations import accounts_are_dated
from truegreen.readings.scoped import within
from truegreen.readings.staleness import known_until

KINDS: Final = ("contact_type", "channel", "priority", "provider", "site", "team", "agent_id", "segment", "account")
"""What is known of a case by name."""
FIGURES: Final = ("opened", "hours", "reopened", "reassigned", "escalated", "late")
"""What is known of a case as a number."""


@dataclass(frozen=True, slots=True, eq=False)
class Named:
    """A name per case: ``members`` in order, and for each case the place of its own, (N,); −1 where nobody knows."""

    members: NDArray[np.str_]
    codes: NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """Resolved cases in the scope of an experience level: who could have been asked, who was, and who answered.

    Attributes:
        cases: (N,) their ids, in order.
        eligible, invited, answered: (N,) whether; who answered was invited, and who was invited was eligible.
        outcome: (N,) the answer in its unit, the mean of several; NaN where there is none.
        named: by what, like ``site`` or ``agent_id``: its members and each case's.
        figures: by what, (N,), NaN where not known: ``opened`` (days since 1970), ``hours`` to resolve, times
            ``reopened`` and ``reassigned``, ``escalated`` and ``late`` (1 or 0).
        says_eligible, says_invited: whether the records tell this; else every resolved case was eligible, and those
            who answered are all that is known to have been invited.
    """

    cases: NDArray[np.str_]
    eligible: NDArray[np.bool_]
    invited: NDArray[np.bool_]
    answered: NDArray[np.bool_]
    outcome: NDArray[np.float64]
    named: Mapping[str, Named]
    figures: Mapping[str, NDArray[np.float64]]
    says_eligible: bool
    says_invited: bool


def asked_cases(duck: Duck, store: Store, state: State, outcome: Question) -> Asked:
    """Give every resolved case in the scope of an experience level, asked or not.

    Args:
        duck: the connection.
        store: where facts are kept.
        state: the facts.
        outcome: an experience level counted by survey; its scope says which cases.

    Raises:
        ValueError: it is not counted by survey, or the records hold no surveys or no cases.
    """
    refuse_unasked(state, outcome)
    if not state.of(CASE.name):
        raise ValueError(f"the records hold no cases, so nobody knows who could be asked for {outcome.id}")
    query = to_sql(_rows(state, outcome, accounts_are_dated(duck, store, state)))
    with_relations = f"{named_relations(query, duck, store, state)} SELECT * FROM ({query}) ORDER BY case_id"
    told: Any = duck.connection.sql(with_relations).to_arrow_table()
    found = {name: told[name].to_numpy() for name in (*FIGURES, "outcome", "eligible", "invited", "answered")}
    filled = state.filled(FEEDBACK.name)
    says_eligible, says_invited = "eligible_at" in filled, "invited_at" in filled
    answered = found["answered"] > 0
    invited = answered | (found["invited"] > 0)
    eligible = invited | (found["eligible"] > 0) if says_eligible else np.ones(len(answered), dtype=np.bool_)
    return Asked(
        cases=np.array(told["case_id"].to_pylist(), dtype=np.str_),
        eligible=eligible,
        invited=invited,
        answered=answered,
        outcome=found["outcome"],
        named={name: _named(told[name].combine_chunks().dictionary_encode()) for name in KINDS},
        figures={name: np.asarray(found[name], dtype=np.float64) for name in FIGURES},
        says_eligible=says_eligible,
        says_invited=says_invited,
    )


def _named(encoded: Any) -> Named:
    """Give an Arrow column's texts in order, and each row's place among them."""
    members = np.array(encoded.dictionary.to_pylist(), dtype=np.str_)
    order = np.argsort(members)
    places = np.empty(len(members) + 1, dtype=np.intp)
    places[order], places[-1] = np.arange(len(members)), -1
    return Named(members[order], places[encoded.indices.fill_null(-1).to_numpy()])


def _rows(state: State, outcome: Question, by_month: bool) -> Rows:
    """Give one row per resolved case in scope, with what surveys say of it."""
    case, scope = table_expression(CASE), outcome.scope
    spoken = [name for name, _ in (*scope.only, *scope.never)]
    slices = slices_of(CASE, dict.fromkeys([*spoken, *(name for name in KINDS if name not in ("agent_id", "account"))]))
    shared = Columns()
    took = seconds_between(case.opened_at, case.resolved_at)
    shared.expressions |= {
        "agent_id": case.agent_id,
        "opened": seconds_between(_epoch(), case.opened_at).cast("float64") / 86400.0,
        "hours": took.cast("float64") / 3600.0,
        "reopened": case.reopened.cast("float64"),
        "reassigned": case.reassigned.cast("float64"),
        "escalated": case.escalated.ifelse(1.0, (~case.escalated).ifelse(0.0, _nothing())),
        "late": (case.resolved_at > case.due_at).ifelse(1.0, (case.resolved_at <= case.due_at).ifelse(0.0, _nothing())),
        "is_resolved": case.resolved_at.notnull(),
    }
    rows = row_expression(Plan(CASE, (), slices), case, shared, by_month)
    rows = rows.filter(rows.is_resolved, within(rows, scope))
    surveys = _surveys(state, outcome)
    joined = rows.left_join(surveys, rows["_case_id"] == surveys["of_case"])
    counts = {name: joined[name].fill_null(0) for name in ("eligible", "invited", "answered")}
    named = {name: joined["_account_id" if name == "account" else name] for name in KINDS}
    figures = {name: joined[name] for name in FIGURES}
    return joined.select(case_id=joined["_case_id"], outcome=joined.outcome, **counts, **named, **figures)


def _surveys(state: State, outcome: Question) -> Rows:
    """Give for each case that surveys name how many could have been sent, were, and came back, and the mean answer."""
    feedback = table_expression(FEEDBACK)
    plan = Plan(FEEDBACK, (), (), {outcome.id: outcome.formula})
    counted = counted_in(plan, outcome.formula, {FEEDBACK.name: feedback}, known_until(plan, state))
    tally = counted[0][1] if isinstance(counted, list) else Tally(counted.among, counted.value)
    flags = {
        "eligible": tally.among if tally.eligible is None else tally.eligible,
        "invited": tally.among if tally.invited is None else tally.invited,
        "answered": tally.among,
    }
    rows = feedback.select(of_case=feedback.case_id, outcome=entry(state, outcome).value, **flags)
    known = rows.filter(rows.of_case.notnull())
    counts = {name: known[name].fill_null(False).ifelse(1, 0).sum() for name in flags}
    return known.group_by("of_case").aggregate(outcome=known.outcome.mean(), **counts)


def _epoch() -> Rows:
    import ibis

    return ibis.literal("1970-01-01 00:00:00").cast("timestamp")


def _nothing() -> Rows:
    import ibis

    return ibis.null("float64")
