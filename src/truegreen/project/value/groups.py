"""What accounts are still worth: all together, one by one, and by segment and provider."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.model.value import Amount, Grade
from truegreen.model.valued import Account, Basis, Group
from truegreen.project.value.accounts import NOBODY, Worths
from truegreen.project.value.money import money, told, untold
from truegreen.project.value.protected import of_some
from truegreen.project.value.saves import Programme
from truegreen.stats.lifetime.histories import Thin
from truegreen.value import buying, lifetime
from truegreen.value.buying import Bought
from truegreen.value.saves import DAYS_A_MONTH

WHAT: Final = "What customers are still worth"
_UNKNOWN: Final = "(unknown)"
_MONTHS: Final = 12
Floats = NDArray[np.float64]


def total(of: Worths, currency: str) -> Amount:
    """Give what all accounts are still worth together, or why nobody can tell."""
    return _sum(of, currency, WHAT, None, None)


def accounts(of: Worths, currency: str) -> list[Account]:
    """Give what each account is still worth, the most first."""
    made = [*_by_contract(of, currency), *_by_orders(of, currency)]
    return sorted(made, key=lambda each: (-each.value.amount, each.id))


def groups(of: Worths, saves: Programme | None, currency: str) -> list[Group]:
    """Give what accounts are still worth by segment and by provider as far as each serves them, and what was protected.

    What attempts protected is told of those groups alone in which enough accounts were held out.
    """
    made = [*_segments(of, currency), *_providers(of, currency)]
    if saves is None:
        return made
    return [replace(each, protected=of_some(saves, _entered(of, saves, each), currency)) for each in made]


def _entered(of: Worths, saves: Programme, group: Group) -> NDArray[np.bool_]:
    """Say who of those who entered a programme belongs to a group: of a provider, if it did most of their cases."""
    held, place = of.known, saves.entered.place
    if group.by == "segment":
        codes = held.segment_in(place, held.month_of(saves.entered.day))
        return np.array([(held.segments[code] if code >= 0 else _UNKNOWN) == group.member for code in codes],
                        dtype=np.bool_)  # fmt: skip
    part, volume = held.panel.parts["provider"][group.member][place], np.nan_to_num(held.panel.volume[place])
    own, every = (np.nan_to_num(part) * volume).sum(axis=1), volume.sum(axis=1)
    return np.asarray(own > every / 2)


def _sum(of: Worths, currency: str, what: str, contract: Floats | None, orders: Floats | None) -> Amount:
    """Add up accounts, each weighted; those valued by contract and by orders are taken to err alike."""
    parts: list[tuple[float, float, float]] = []
    methods: list[str] = []
    assumes: list[str] = []
    counts: dict[str, int] = {}
    if of.residual is not None:
        parts.append(of.residual.interval(contract))
        methods.append(lifetime.METHOD)
        assumes += lifetime.ASSUMES
        shares = np.ones(len(of.contract)) if contract is None else contract
        counts["accounts by contract"] = int((np.isfinite(of.residual.values) & (shares > 0)).sum())
    if isinstance(of.bought, Bought):
        parts.append(of.bought.interval(orders))
        methods.append(buying.METHOD)
        assumes += buying.ASSUMES
        counts["accounts by orders"] = len(of.bought.values) if orders is None else int((orders > 0).sum())
    if not parts:
        return untold(what, _because(of), lifetime.METHOD)
    value, low, high = (sum(each) for each in zip(*parts, strict=True))
    return told(what, (value, low, high), currency, Grade.ADJUSTED, " + ".join(methods), counts=counts,
                assumes=tuple(dict.fromkeys(assumes)))  # fmt: skip


def _because(of: Worths) -> str:
    if len(of.contract) and isinstance(of.known.kept, Thin):
        return of.known.kept.because
    if isinstance(of.bought, Thin):
        return of.bought.because
    if of.known.all_gave_notice:
        return "nobody is a customer who has not given notice"
    return "no record says what any account pays, and there are no orders"


def _by_contract(of: Worths, currency: str) -> Iterator[Account]:
    if of.residual is None:
        return
    held, last = of.known, int(of.known.panel.over.sum()) - 1
    codes = held.segment_in(of.contract, np.full(len(of.contract), last))
    for at, place in enumerate(of.contract):
        value, low, high = (float(each[at]) for each in (of.residual.values, of.residual.lows, of.residual.highs))
        if np.isfinite(value):
            began = int(held.began[place])
            yield Account(
                id=str(held.panel.accounts[place]), segment=held.segments[codes[at]] if codes[at] >= 0 else "",
                basis=Basis.CONTRACT, months=None if began == NOBODY else last - began + 1,
                revenue=money(float(held.paid[place]), currency), alive=None, value=money(value, currency),
                low=money(low, currency), high=money(high, currency),
            )  # fmt: skip


def _by_orders(of: Worths, currency: str) -> Iterator[Account]:
    if of.orders is None or not isinstance(of.bought, Bought):
        return
    segments = _segments_of(of)
    for at, account in enumerate(of.orders.account):
        figures = (of.bought.values, of.bought.lows, of.bought.highs)
        value, low, high = (money(float(each[at]), currency) for each in figures)
        months = round(int((of.known.last_day - of.orders.first[at]).astype(int)) / DAYS_A_MONTH)
        yield Account(
            id=str(account), segment=segments.get(str(account), ""), basis=Basis.ORDERS, months=months,
            revenue=None, alive=float(of.bought.alive[at]), value=value, low=low, high=high,
        )  # fmt: skip


def _segments_of(of: Worths) -> Mapping[str, str]:
    """Give the segment of each account that the panel knows, in its last month."""
    held = of.known
    if not len(held.panel.months):
        return {}
    every = np.arange(len(held.panel.accounts))
    codes = held.segment_in(every, np.full(len(every), max(int(held.panel.over.sum()) - 1, 0)))
    return {str(held.panel.accounts[at]): held.segments[codes[at]] for at in every if codes[at] >= 0}


def _segments(of: Worths, currency: str) -> Iterator[Group]:
    segments = _segments_of(of)
    held = [segments.get(str(of.known.panel.accounts[place]), "") for place in of.contract]
    ordered = [] if of.orders is None else [segments.get(str(each), "") for each in of.orders.account]
    for name in (*of.known.segments, ""):
        contract, orders = (np.array([float(each == name) for each in own]) for own in (held, ordered))
        many = int(contract.sum() + orders.sum())
        if many and (of.residual is not None or isinstance(of.bought, Bought)):
            yield Group(by="segment", member=name or _UNKNOWN, accounts=many,
                        value=_sum(of, currency, WHAT, contract, orders))  # fmt: skip


def _providers(of: Worths, currency: str) -> Iterator[Group]:
    """Share each account out over those who did its cases of the last months; accounts without any are nobody's."""
    if of.residual is None:
        return
    held, over = of.known.panel, int(of.known.panel.over.sum())
    months = slice(max(over - _MONTHS, 0), over)
    volume = held.volume[of.contract, months]
    every = volume.sum(axis=1)
    none = np.zeros(0 if of.orders is None else len(of.orders.account))
    for member, part in sorted(held.parts["provider"].items()):
        own = np.nansum(np.nan_to_num(part[of.contract, months]) * volume, axis=1)
        share = np.divide(own, every, out=np.zeros(len(own)), where=every > 0)
        if share.any():
            yield Group(by="provider", member=member, accounts=int((share > 0).sum()),
                        value=_sum(of, currency, WHAT, share, none))  # fmt: skip
