"""What comes on top of the cases: bookings, saves and offers, made once all months are over.

Each has draws of its own, so the world's other files are the same with them and without.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from truegreen.engine.duck import Duck
from truegreen.world import ledger, offers, orders, saves
from truegreen.world.life import World
from truegreen.world.nature import Nature
from truegreen.world.offers import Offers
from truegreen.world.orders import Orders
from truegreen.world.saves import Saves
from truegreen.world.setting import MONTHS

_ORDERS, _SAVES, _OFFERS = 6, 7, 8


@dataclass(frozen=True, slots=True)
class Programmes:
    """What customers booked, whom the client tried to save, and what it offered."""

    orders: Orders
    saves: Saves
    offers: Offers


def programmes(world: World, seed: int) -> Programmes:
    """Give them for a world whose months are over."""
    own = [np.random.default_rng([seed, each]) for each in (_ORDERS, _SAVES, _OFFERS)]
    people, now, nature = world.accounts, world.now, world.nature
    solved = tuple(np.concatenate(each) for each in zip(*world.solved, strict=True))
    account, ticket, on = solved
    return Programmes(
        orders.booked(people, now, nature, own[0]),
        saves.attempted(world.months, people, now, nature, own[1]),
        offers.offered((account, ticket, on), world.months, people, now, nature, own[2]),
    )


def files(duck: Duck, run: Programmes) -> Iterator[tuple[str, int, str]]:
    """Give the name, month and query of each file that has rows, from tables made on the connection."""
    ledger.lay_out(duck, "orders", orders.columns(run.orders))
    ledger.lay_out(duck, "saves", saves.columns(run.saves))
    ledger.lay_out(duck, "offers", offers.columns(run.offers))
    kinds = (
        ("orders", run.orders.at, orders.rows),
        ("saves", run.saves.on, saves.rows),
        ("offers", run.offers.on, offers.rows),
    )
    for name, when, rows in kinds:
        there = np.unique((when.astype("datetime64[M]") - np.datetime64(MONTHS[0], "M")).astype(np.int64))
        yield from ((name, month, rows(month)) for month in there.tolist())


def told(run: Programmes, nature: Nature) -> dict[str, Any]:
    """Give the truth of each."""
    return {
        "orders": orders.told(run.orders, nature),
        "saves": saves.told(run.saves, nature),
        "offers": offers.told(run.offers, nature),
    }
