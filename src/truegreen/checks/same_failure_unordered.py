"""Two clauses that credit one failure need an order, or the amount depends on who reads the contract.

In Catala, a language for law, two rules that both apply are an error unless one is said to come before the other. So
here: two clauses that count the misses of one measure are settled in an order that the text says (``pipeline``), or
only one of them stands for each cause (``one-per-cause``).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from truegreen.checks.references import references
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, error
from truegreen.terms.at_risk_pool import AtRiskPool
from truegreen.terms.one_per_cause import OnePerCause
from truegreen.terms.service_credit import ServiceCredit
from truegreen.terms.service_points import ServicePoints

LEVEL: Final = Level.ERROR


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find measures whose failure two clauses credit, without an order between them."""
    if agreement.pipeline:
        return
    chosen = [{*each.says.covers} for each in agreement.terms.values() if isinstance(each.says, OnePerCause)]
    failing = {name: {each.name for each in references(term.says) if each.kind == "measure"}
               for name, term in agreement.terms.items()
               if isinstance(term.says, ServiceCredit | ServicePoints | AtRiskPool)}  # fmt: skip
    for first, second in combinations(failing, 2):
        both = sorted(failing[first] & failing[second])
        if both and not any({first, second} <= each for each in chosen):
            says = f"“{first}” and “{second}” both credit a miss of {', '.join(both)}, and nothing says in which order."
            remedy = "Say the order of all clauses under pipeline, or let one stand (kind: one-per-cause)."
            yield error(agreement.terms[second].at, "same-failure-unordered", says, remedy)
