"""What an agreement reads in its own way: amounts in its currency, and clauses by the fields of their kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from truegreen.files.nearest import did_you_mean
from truegreen.files.nodes import Mapping, Scalar
from truegreen.files.reader import Special, read, scalar
from truegreen.files.text import shown
from truegreen.model.agreement import Term
from truegreen.model.finding import Finding, error
from truegreen.terms.kinds import names, noun_of
from truegreen.units.money import Money
from truegreen.units.span import NOWHERE, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What every clause that moves money says, whatever its kind."""

    kind: Annotated[str, "Kind of clause"]
    title: Annotated[str, "What people call it; invoices show it"] = ""
    clause: Annotated[str, "Where the contract says so"] = ""
    at: Span = NOWHERE


def in_currency(currency: str) -> Special:
    """Give the ways in which an agreement of a currency reads amounts and clauses."""

    def amount(node: Scalar, name: str, findings: list[Finding]) -> object | None:
        is_bare = currency and not node.text[-1:].isalpha()
        return scalar(Scalar(f"{node.text} {currency}", node.at) if is_bare else node, Money, name, findings)

    def term(node: Mapping, _: str, findings: list[Finding]) -> Term | None:
        shared = {key: each for key, each in node.entries.items() if key.text in ("kind", "title", "clause")}
        own = {key: each for key, each in node.entries.items() if key not in shared}
        clause = read(Mapping(shared, node.at), Clause, findings)
        if clause is None:
            return None
        if clause.kind not in names():
            says = f"There is no kind of clause called {shown(clause.kind)}."
            at = next(each.at for key, each in shared.items() if key.text == "kind")
            findings.append(error(at, "unknown-kind", says, did_you_mean(clause.kind, names())))
            return None
        fields = read(Mapping(own, node.at), noun_of(clause.kind), findings, {Money: amount})
        if fields is None:
            return None
        return Term(kind=clause.kind, says=fields, title=clause.title, clause=clause.clause, at=node.at)

    return {Money: amount, Term: term}
