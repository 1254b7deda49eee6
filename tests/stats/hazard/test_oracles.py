"""Held against lifelines, statsmodels and scikit-learn, and what R says of records that lifelines brings along."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest

from truegreen.stats.hazard.concordance import concordance
from truegreen.stats.hazard.cox import Cox, cox
from truegreen.stats.hazard.decisions import Decisions, decisions
from truegreen.stats.hazard.discrete import Hazard, hazard
from truegreen.stats.hazard.log_rank import log_rank
from truegreen.stats.hazard.proportional import Clock, proportional
from truegreen.stats.hazard.ranked import average_precision
from truegreen.stats.hazard.ridge import Ridge, chosen
from truegreen.stats.hazard.risk_sets import Ties
from truegreen.stats.hazard.survival import Shape, kaplan_meier
from truegreen.stats.panel.errors import Errors
from truegreen.stats.panel.links import Link

pytestmark = pytest.mark.slow
ROSSI = ("fin", "age", "race", "wexp", "mar", "paro", "prio")


def peer(name: str) -> Any:
    """Load a peer, and let it warn of itself."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pytest.importorskip(name)


def rossi() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give Rossi, Berk and Lenihan's 432 convicts (1980): arrests in the year after their release, by weeks."""
    frame = peer("lifelines.datasets").load_rossi()
    return frame[list(ROSSI)].to_numpy(float), frame["week"].to_numpy(float), frame["arrest"].to_numpy(float)


def fitted(columns: Any, stops: Any, hits: Any, names: tuple[str, ...], **more: Any) -> Cox:
    made = cox(columns, stops, hits, names, **more)
    assert isinstance(made, Cox), made
    return made


def test_arrests_are_what_r_says() -> None:
    made = fitted(*rossi(), ROSSI)
    assert made.coefficients == pytest.approx(
        [-0.379422, -0.057438, 0.313900, -0.149796, -0.433704, -0.084871, 0.091497], abs=6e-7
    )
    errors = [each.error for each in made.estimates.values()]
    assert errors == pytest.approx([0.19138, 0.02200, 0.30799, 0.21222, 0.38187, 0.19576, 0.02865], abs=6e-6)
    assert made.likelihood == pytest.approx(-658.7477, abs=6e-5)
    assert made.ratio == pytest.approx(33.266, abs=6e-4)
    assert fitted(*rossi(), ROSSI, ties=Ties.BRESLOW).coefficients[0] == pytest.approx(-0.379022, abs=6e-7)
    assert fitted(*rossi(), ROSSI, ties=Ties.EXACT).coefficients[0] == pytest.approx(-0.381568, abs=6e-7)


def test_arrests_are_ranked_and_go_with_time_as_r_says() -> None:
    columns, weeks, arrests = rossi()
    made = fitted(columns, weeks, arrests, ROSSI)
    told = concordance(made.scores(columns), weeks, arrests)
    assert told
    assert told.estimate.value == pytest.approx(0.64033, abs=6e-6)
    assert told.estimate.error == pytest.approx(0.0267, abs=6e-5)
    found = proportional(made, columns, weeks, arrests)
    assert found.squares["age"] == pytest.approx(5.974, abs=6e-4)
    assert found.chances["age"] == pytest.approx(0.0145, abs=6e-5)


def test_weeks_of_arrests_are_the_months_of_a_hazard() -> None:
    """Person-weeks are close to Cox by the log-log link, to exact ties by log odds, and both as statsmodels has."""
    columns, weeks, arrests = rossi()
    rows = np.repeat(np.arange(432), weeks.astype(int))
    week = np.concatenate([np.arange(1, each + 1) for each in weeks.astype(int)])
    hits = (week == weeks[rows]) * arrests[rows]
    keep = np.isin(week, np.unique(weeks[arrests > 0]))
    rows, week, hits = rows[keep], week[keep], hits[keep]
    time = (week[:, None] == np.unique(week)[1:]).astype(float)
    names = (*ROSSI, *(f"week {each}" for each in np.unique(week)[1:]))
    glm = peer("statsmodels.api")
    for link, ties in ((Link.CLOGLOG, Ties.EFRON), (Link.LOGIT, Ties.EXACT)):
        made = hazard(np.column_stack([columns[rows], time]), hits, rows, names, link=link)
        assert isinstance(made, Hazard)
        by_times = fitted(columns, weeks, arrests, ROSSI, ties=ties).coefficients
        assert made.coefficients[:7] == pytest.approx(by_times, abs=0.004)
        family = glm.families.Binomial(glm.families.links.CLogLog() if link is Link.CLOGLOG else None)
        theirs = glm.GLM(hits, glm.add_constant(np.column_stack([columns[rows], time])), family).fit(
            cov_type="cluster", cov_kwds={"groups": rows}, tol=1e-12
        )
        assert made.coefficients[:7] == pytest.approx(theirs.params[1:8], abs=1e-7)
        ours = [made.estimates[name].error for name in ROSSI]
        close = 1e-6 if link is Link.LOGIT else 6e-3  # it takes the observed curvature, R the expected
        assert ours == pytest.approx(theirs.bse[1:8], rel=close)


def test_heart_transplants_begin_late_as_r_says() -> None:
    """Crowley and Hu 1977, in Kalbfleisch and Prentice 2002, table 5.2: a column that changes while one waits."""
    frame = peer("lifelines.datasets").load_stanford_heart_transplants()
    names = ("age", "year", "surgery", "transplant")
    made = fitted(frame[list(names)], frame["stop"], frame["event"], names, starts=frame["start"])
    assert made.coefficients == pytest.approx([0.02717, -0.14635, -0.63721, -0.01025], abs=6e-6)
    assert [each.error for each in made.estimates.values()] == pytest.approx(
        [0.01371, 0.07047, 0.36723, 0.31375], abs=6e-6
    )
    assert made.ratio == pytest.approx(15.11, abs=0.006)


def lung(names: tuple[str, ...]) -> tuple[Any, Any, Any]:
    """Give Loprinzi's lung cancers (1994), those that are complete in some columns."""
    frame = peer("lifelines.datasets").load_lung().dropna(subset=list(names))
    return (
        frame[list(names)].to_numpy(float),
        frame["time"].to_numpy(float),
        (frame["status"] == frame["status"].max()) * 1.0,
    )


def test_lung_cancers_are_what_r_says() -> None:
    names = ("age", "sex", "ph.ecog")
    columns, days, died = lung(names)
    made = fitted(columns, days, died, names)
    assert made.coefficients == pytest.approx([0.011067, -0.552612, 0.463728], abs=6e-7)
    assert [each.error for each in made.estimates.values()] == pytest.approx([0.009267, 0.167739, 0.113577], abs=6e-7)
    assert made.ratio == pytest.approx(30.5, abs=0.05)
    told = concordance(made.scores(columns), days, died)
    assert told
    assert told.estimate.value == pytest.approx(0.637, abs=6e-4)
    assert told.estimate.error == pytest.approx(0.025, abs=6e-4)
    found = proportional(made, columns, days, died)
    assert [*found.squares.values(), found.together] == pytest.approx([0.188, 2.305, 2.054, 4.464], abs=6e-4)


def test_curves_of_lung_cancers_are_what_r_says() -> None:
    columns, days, died = lung(("sex",))
    curve = kaplan_meier(days, died, shape=Shape.LOG)
    assert curve.when() == 310
    assert (curve.times[np.argmax(curve.low <= 0.5)], curve.times[np.argmax(curve.high <= 0.5)]) == (285, 363)
    found = log_rank(days, died, columns[:, 0])
    assert found
    assert found.square == pytest.approx(10.3, abs=0.05)
    assert list(found.expected.values()) == pytest.approx([91.6, 73.4], abs=0.05)


@pytest.mark.parametrize("clock", [Clock.SHARE, Clock.RANK])
def test_untied_times_give_what_lifelines_gives(clock: Clock) -> None:
    lifelines, pandas = peer("lifelines"), peer("pandas")
    random = np.random.default_rng(1)
    columns, keys = random.normal(size=(400, 3)), random.integers(0, 60, 400)
    stops, hits = (
        random.exponential(size=400) * np.exp(-columns @ (0.5, 0, -0.3)),
        (random.random(400) < 0.7).astype(float),
    )
    names = ("a", "b", "c")
    frame = pandas.DataFrame(columns, columns=names).assign(stop=stops, hit=hits, key=keys)
    theirs = lifelines.CoxPHFitter().fit(frame.drop(columns="key"), "stop", "hit")
    made = fitted(columns, stops, hits, names)
    assert made.coefficients == pytest.approx(theirs.params_.to_numpy(), rel=1e-5)
    errors = [each.error for each in made.estimates.values()]
    assert errors == pytest.approx(theirs.standard_errors_.to_numpy(), rel=1e-5)
    base = theirs.baseline_cumulative_hazard_.loc[made.times].to_numpy()[:, 0]
    assert made.cumulative == pytest.approx(base, rel=1e-5)
    robust = lifelines.CoxPHFitter().fit(frame, "stop", "hit", cluster_col="key")
    grouped = fitted(columns, stops, hits, names, clusters=keys, errors=Errors.CR0)
    assert [each.error for each in grouped.estimates.values()] == pytest.approx(
        robust.standard_errors_.to_numpy(), rel=1e-4
    )
    told = concordance(made.scores(columns), stops, hits)
    assert told
    assert told.estimate.value == pytest.approx(theirs.concordance_index_, abs=1e-12)
    assert proportional(made, columns, stops, hits, clock=clock).clock is clock


def test_several_decisions_are_what_statsmodels_says() -> None:
    sm = peer("statsmodels.api")
    random = np.random.default_rng(2)
    columns, keys = random.normal(size=(2000, 3)) * (1, 5, 0.1) + (0, 3, 1), random.integers(0, 150, 2000)
    scores = np.column_stack([np.zeros(2000), columns @ [0.5, 0.1, 0] - 1.5, columns @ [-0.5, 0, 3] - 4])
    chances = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    taken = (random.random(2000)[:, None] > chances.cumsum(axis=1)).sum(axis=1)
    made = decisions(columns, taken, keys, ["a", "b", "c"], ["renews for less", "leaves"])
    assert isinstance(made, Decisions)
    theirs = sm.MNLogit(taken, sm.add_constant(columns)).fit(disp=0, cov_type="cluster", cov_kwds={"groups": keys})
    assert pytest.approx(np.asarray(theirs.params), rel=1e-5) == np.column_stack([made.constants, made.coefficients]).T
    assert np.sqrt(np.diagonal(made.covariance)) == pytest.approx(np.asarray(theirs.bse).T.ravel(), rel=1e-5)
    assert made.likelihood == pytest.approx(theirs.llf)


def test_a_ridge_and_precision_are_what_scikit_learn_says() -> None:
    linear, metrics = peer("sklearn.linear_model"), peer("sklearn.metrics")
    random = np.random.default_rng(3)
    columns = random.normal(size=(600, 4))
    hits = (random.random(600) < 1 / (1 + np.exp(2 - columns @ (1, 0.5, 0, 0)))).astype(float)
    scaled = (columns - columns.mean(axis=0)) / columns.std(axis=0)
    made = hazard(columns, hits, np.arange(600), ["a", "b", "c", "d"], ridge=5.0)
    assert isinstance(made, Hazard)
    theirs = linear.LogisticRegression(C=1 / 5, tol=1e-10, max_iter=1000).fit(scaled, hits)
    assert made.coefficients * columns.std(axis=0) == pytest.approx(theirs.coef_[0], rel=1e-5)
    rounded = made.chance(columns).round(1)
    assert average_precision(rounded, hits) == pytest.approx(metrics.average_precision_score(hits, rounded))
    best = chosen(columns, hits, np.arange(600), ["a", "b", "c", "d"])
    assert isinstance(best, Ridge)
    assert dict(best.losses)[best.ridge] == min(loss for _, loss in best.losses)
