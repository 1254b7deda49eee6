"""What runs in the fast suite, and what in the slow one: of laws their examples, of long lists their cases."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any, Final, TypeVar

import pytest
from hypothesis import settings

MANY: Final = "TRUEGREEN_DRAW_MANY"
Law = TypeVar("Law", bound=Callable[..., Any])


def drawn(few: int, many: int, **others: Any) -> Callable[[Law], Law]:
    """Mark a law that takes long: ``make fast`` draws a few examples, ``make many`` runs it again with many."""
    examples = many if os.environ.get(MANY) else few

    def marked(law: Law) -> Law:
        made: Law = pytest.mark.drawn(settings(max_examples=examples, **others)(law))
        return made

    return marked


def one_in(every: int, cases: Iterable[Any]) -> list[Any]:
    """Give cases of which one in so many runs in the fast suite, the first among them, and all others in the slow."""
    return [
        each if number % every == 0 else pytest.param(each, marks=pytest.mark.slow) for number, each in enumerate(cases)
    ]
