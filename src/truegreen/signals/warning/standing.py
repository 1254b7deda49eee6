"""How accounts stand, as features: what is heard of them, their contract, their money and their volume."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from truegreen.readings.account_months import Grid
from truegreen.readings.risk_history import HEARD, History
from truegreen.signals.warning.feature import Feature
from truegreen.signals.warning.pooled import RECENT, against_before, last

RENEWALS: Final = ((0, 1), (2, 3), (4, 5), (6, 8))
"""Months until a renewal that are told apart; the others are far from one."""
HEARD_WORDS: Final = {
    "escalation": "escalations", "complaint": "complaints", "reference_declined": "references declined",
    "competitor_named": "times a competitor was named", "direct_line_request": "requests for a direct line",
    "sales_concern": "concerns of sales people", "praise": "praise",
}  # fmt: skip


def heard(known: History, left_out: dict[str, str]) -> Iterator[Feature]:
    """Count what commercial people heard."""
    if not known.kinds() and "severe" not in known.counts:
        left_out["heard"] = known.missing.get("severe") or "the records have no signals"
    if "severe" in known.counts:
        count = last(known.counts["severe"], RECENT)
        yield Feature(id="severe", words="severe things heard, last three months", unit="count", shown=count,
                      columns={"severe": np.log1p(count)}, worse=1)  # fmt: skip
    for kind in known.kinds():
        count = last(known.counts[HEARD + kind], RECENT)
        if known.counts[HEARD + kind].any():
            words = f"{HEARD_WORDS.get(kind, kind.replace('_', ' '))}, last three months"
            yield Feature(id=kind, words=words, unit="count", shown=count, columns={kind: np.log1p(count)},
                          worse=-1 if kind == "praise" else 1)  # fmt: skip


def contract(known: History, left_out: dict[str, str]) -> Iterator[Feature]:
    """Say when an account renews, and how long it has been a customer."""
    away = known.renews_in()
    if np.isnan(away).all():
        left_out["renewal"] = "the records name no renewal days"
    else:
        near = {f"renewal in {low} to {high} months": _between(away, low, high) for low, high in RENEWALS}
        yield Feature(id="renewal", words="months until the next renewal", unit="months", shown=away, columns=near)
    lived = known.lived()
    if np.isnan(lived).all():
        left_out["tenure"] = "the records do not say since when accounts are customers"
    else:
        yield Feature(id="tenure", words="months as a customer", unit="months", shown=lived,
                      columns={"tenure": np.log1p(lived)})  # fmt: skip


def _between(away: Grid, low: int, high: int) -> Grid:
    return np.where(np.isnan(away), np.nan, ((away >= low) & (away <= high)).astype(np.float64))


def money(known: History, left_out: dict[str, str]) -> Iterator[Feature]:
    """Say what an account pays, what it took back, and how its work grew or shrank."""
    paid = known.revenue
    if np.isnan(paid).all():
        why = "the records have no revenue by account and month"
        left_out |= {"revenue": why, "contraction": why}
    else:
        yield Feature(id="revenue", words="recurring revenue a month", unit="amount", shown=paid,
                      columns={"revenue": np.log1p(np.maximum(paid, 0.0))})  # fmt: skip
        part = np.full(paid.shape, np.nan)
        np.divide(last(known.contraction, RECENT), paid, out=part, where=paid > 0)
        part = np.clip(part, 0.0, 1.0)
        yield Feature(id="contraction", words="revenue taken back in three months, of a month's", unit="share",
                      shown=part, columns={"contraction": part}, worse=1)  # fmt: skip
    if "cases" in known.counts:
        moved = against_before(known.counts["cases"], known.here)
        yield Feature(id="volume", words="cases of three months against the nine before", unit="ratio",
                      shown=np.exp(moved), columns={"volume": moved})  # fmt: skip
    else:
        left_out["volume"] = known.missing.get("cases", "the records have no cases")
