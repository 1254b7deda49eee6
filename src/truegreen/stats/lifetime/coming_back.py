"""What the models of coming back share (`mbg_nbd`, `bg_nbd`, `pareto_nbd`): what they tell of customers, and the fit.

A model is its likelihood and what follows from its parameters; everything else about it is here.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any, ClassVar, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from truegreen.stats.lifetime.fitting import Fitted, Floats, Top, greatest
from truegreen.stats.lifetime.histories import Histories, Thin, history

Likelihood = Callable[[Histories, Floats], tuple[float, Floats]]
MOST = 700.0
"""No odds are greater than e to this power: the chance left is nought, and no number overflows."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ComingBack(ABC):
    """How customers come back and are gone.

    Attributes:
        r, alpha: rates of coming back are spread as a gamma curve with mean r/α.
        fitted: on what, and how well the parameters are known; None where they were given.
    """

    r: float
    alpha: float
    fitted: Fitted | None = None
    method: ClassVar[str]
    version: ClassVar[int] = 1
    times: ClassVar[Sequence[str]] = ("alpha",)
    """Parameters that are times."""

    @abstractmethod
    def odds_gone(self, x: Floats, last: Floats, age: Floats) -> Floats:
        """Give the logarithm of the odds that each customer is gone."""

    @abstractmethod
    def returns(self, within: Floats, x: Floats, age: Floats) -> Floats:
        """Give how often each customer will come back within some time, if it is still there."""

    def alive(self, repeats: ArrayLike, last: ArrayLike, age: ArrayLike) -> Floats:
        """Give the chance that each customer is still there.

        Args:
            repeats: how often it came back.
            last: when it last did, counted from its first time; 0 if it never did.
            age: for how long it is known.

        Raises:
            ValueError: these are no histories.
        """
        odds = self.odds_gone(*history(repeats, last, age))
        return np.asarray(1 / (1 + np.exp(np.minimum(odds, MOST))))[()]

    def expected(self, within: ArrayLike, repeats: ArrayLike, last: ArrayLike, age: ArrayLike) -> Floats:
        """Give how often each customer will come back within some time from now.

        Args:
            within: how long from now, in the unit of the ages.
            repeats: how often it came back so far.
            last: when it last did, counted from its first time.
            age: for how long it is known.

        Raises:
            ValueError: these are no histories.
        """
        x, _, known = history(repeats, last, age)
        there = self.returns(np.asarray(within, dtype=np.float64), x, known)
        return np.asarray(there * self.alive(repeats, last, age))[()]

    def expected_of_new(self, within: ArrayLike) -> Floats:
        """Give how often somebody who has just come for the first time will come back within some time."""
        return self.expected(within, 0, 0, 0)


Model = TypeVar("Model", bound=ComingBack)


def fit(
    model: type[Model], log_likelihood: Likelihood, given: Histories, gone: tuple[float, float]
) -> Model | Thin:  # fmt: skip
    """Fit a model to histories, or say why they tell nothing.

    Args:
        model: of which kind; its first two parameters are r and α, how often customers come.
        log_likelihood: of histories and parameters, with its slope by the parameters.
        given: the histories, in any unit of time.
        gone: where the other two parameters, how customers are gone, begin.
    """
    because = _thin(given)
    if because:
        return because
    seen, usual = given.in_ages
    often = given.came_back / given.customers
    start = np.array([1.0, 1 / often, *gone])
    top = greatest(lambda at: log_likelihood(seen, at), start, given.customers)
    names = [each.name for each in fields(model) if each.name != "fitted"]
    at: dict[str, Any] = {
        name: float(value) * (usual if name in model.times else 1.0)
        for name, value in zip(names, top.at, strict=True)
    }  # fmt: skip
    return model(**at, fitted=_fitted(top, given, usual, names))


def _thin(given: Histories) -> Thin | None:
    """Say why histories cannot tell how often customers come back; None where they can."""
    customers, repeats = given.customers, given.came_back
    because = ""
    if customers < 2:
        because = "there are fewer than two customers"
    elif repeats == 0:
        because = "nobody came back, so that nothing says how often anybody would"
    elif float(given.weights @ given.age) <= 0:
        because = "nobody is known for any time"
    return Thin(because, round(customers), round(repeats)) if because else None


def _fitted(top: Top, given: Histories, usual: float, names: Sequence[str]) -> Fitted:
    """Give what a model was fitted on, with its likelihood in the histories' own unit of time."""
    edge = tuple(name for name, ran in zip(names, top.edge, strict=True) if ran)
    return Fitted(
        likelihood=top.height - given.came_back * float(np.log(usual)), covariance=top.covariance, edge=edge,
        customers=round(given.customers), repeats=round(given.came_back), reached=top.reached,
    )  # fmt: skip
