"""Options that ``accounts`` and ``backtest`` share: how far ahead, how many alerts, and by what they are given out."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from truegreen.model.backtest import Order
from truegreen.project.warning.gathered import Choices


def choosing(verb: Callable[..., None]) -> Callable[..., None]:
    """Give a verb the options of early warning; it gets the answer as ``choices``."""

    @click.option(
        "--months", type=click.IntRange(1, 24), help="How many months ahead; as in truegreen.toml if left out."
    )
    @click.option("--budget", type=click.IntRange(1), help="Alerts a month for each owner; as in truegreen.toml.")
    @click.option("--order", type=click.Choice(["loss", "chance"]), default="loss", show_default=True,
                  help="By what alerts are given out: expected loss or chance.")  # fmt: skip
    @wraps(verb)
    def called(*, months: int | None, budget: int | None, order: str, **others: Any) -> None:
        by = Order.CHANCE if order == "chance" else None
        verb(choices=Choices(months=months, alerts=budget, order=by), **others)

    return called
