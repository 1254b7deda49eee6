"""KPI validity on published records: what predicts churn is found, and nothing in the same records shuffled."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.project.planted import AGREEMENT
from tests.real.projects import DATA
from truegreen.model.validity import Advice, Grain, Link, Validity
from truegreen.project.looking import look
from truegreen.project.opened import open_project
from truegreen.project.run import run
from truegreen.project.validity.validities import validities
from truegreen.signals.validity.judged import Asked, links, material_of
from truegreen.signals.validity.links import measured
from truegreen.stats.panel.equations import Way
from truegreen.stats.panel.moments import of
from truegreen.stats.validity.said import Said

CLAIMS = (Said.PREDICTS, Said.PERVERSE)
PYSURVIVAL, TELCO = "pysurvival_churn.csv.gz", "telco_classic.csv.gz"
HEAD, _, REST = AGREEMENT.partition("measures:")
LEAVING = f"""{HEAD}measures:
  content:
    metric: csat.mean
    title: How content customers are
    target: 8
    outcome: left
  left:
    metric: logo_churn.of_customers_at_start
    title: Customers who left
    role: experience level
    target: 10 %
obligations:{REST.partition("obligations:")[2]}"""
SOURCES = {
    "accounts": "account_id: id, started_on: started, ended_on: ended",
    "months": "account_id: id, month: month, recurring_revenue: pays, churned: left",
    "surveys": "feedback_id: survey, account_id: id, kind: kind, value: value, scale_min: low, scale_max: high, "
    "eligible_at: eligible, answered_at: answered",
}
FACTS = {"accounts": "account", "months": "account_month", "surveys": "feedback"}


def records(name: str) -> list[dict[str, str]]:
    if not (DATA / name).exists():
        pytest.skip(f"the real records are not here: {DATA}")
    with gzip.open(DATA / name, "rt", encoding="utf-8") as held:
        return list(csv.DictReader(held))


def column(rows: Iterable[Mapping[str, str]], name: str, *yes: str) -> NDArray[np.float64]:
    return np.array([float(row[name] in yes) if yes else float(row[name] or 0) for row in rows])


def judged(figures: Mapping[str, NDArray[np.float64]], left: NDArray[np.float64]) -> dict[str, Link]:
    """Judge figures of a cross-section against who left; nothing is known of a customer but one row."""
    asked = []
    for name, values in figures.items():
        moments = of(np.column_stack([values, left]), np.arange(len(left)), [name, "left"])
        blank = Link(figure=name, outcome="left", grain=Grain.MONTH, when="", said=Said.NOT_ENOUGH, aligned=False)
        found = measured(moments, "left", name, Way.POOLED)
        asked.append(Asked(link=blank, measured=found, material=material_of(float(left.mean()))))
    return {each.figure: each for each in links(asked)}


def claims_in_noise(figures: Mapping[str, NDArray[np.float64]], left: NDArray[np.float64], times: int) -> int:
    """Count the shuffles of who left in which anything is claimed."""
    shuffled = (np.random.default_rng(seed).permutation(left) for seed in range(times))
    return sum(any(each.said in CLAIMS for each in judged(figures, other).values()) for other in shuffled)


def of_pysurvival() -> tuple[dict[str, NDArray[np.float64]], NDArray[np.float64]]:
    rows = records(PYSURVIVAL)
    names = ("csat_score", "minutes_customer_support", "articles_viewed", "smartphone_notifications_viewed",
             "marketing_emails_clicked", "social_media_ads_viewed")  # fmt: skip
    return {name: column(rows, name) for name in names}, column(rows, "churned")


def of_telco() -> tuple[dict[str, NDArray[np.float64]], NDArray[np.float64]]:
    rows = records(TELCO)
    names = ("TechSupport", "OnlineSecurity", "OnlineBackup", "PhoneService", "PaperlessBilling", "Partner")
    figures = {name: column(rows, name, "Yes") for name in names}
    return figures | {"female": column(rows, "gender", "Female"), "tenure": column(rows, "tenure")}, column(
        rows, "Churn", "Yes"
    )


def test_who_is_content_stays() -> None:
    """The records' authors planted it: by ranks content and churn go together by −0.46."""
    figures, left = of_pysurvival()
    found = judged(figures, left)
    content = found["csat_score"]
    assert content.said is Said.PREDICTS
    assert content.per_sd is not None
    assert content.per_sd.high < -0.4
    ranks = measured(
        of(np.column_stack([_ranks(figures["csat_score"]), _ranks(left)]), np.arange(len(left)), ["content", "left"]),
        "left", "content", Way.POOLED,
    ).per_sd  # fmt: skip
    assert ranks is not None
    assert ranks.value == pytest.approx(-0.46, abs=0.01)


def test_support_and_long_contracts_keep_customers_and_gender_does_not() -> None:
    """In the telco records of IBM; its published correlations with churn are −0.16, −0.17 and −0.35, and 0.01."""
    found = judged(*of_telco())
    for name, published in (("TechSupport", -0.165), ("OnlineSecurity", -0.171), ("tenure", -0.352)):
        estimate = found[name].per_sd
        assert found[name].said is Said.PREDICTS, name
        assert estimate is not None
        assert estimate.value == pytest.approx(published, abs=0.005), name
    assert found["female"].said is Said.NOTHING
    assert found["PhoneService"].said is Said.NOTHING


@pytest.mark.slow
def test_shuffled_churn_says_nothing_beyond_the_promise() -> None:
    """Of 100 shuffles, at one in twenty, more than eleven hold a false claim once in two hundred times."""
    for figures, left in (of_pysurvival(), of_telco()):
        assert claims_in_noise(figures, left, 100) <= 11


def project(folder: Path, rows: Sequence[Mapping[str, str]], left: NDArray[np.float64]) -> Validity:
    """Put a cross-section into a project: content in January, left in February or not; and ask."""
    tables: dict[str, list[list[object]]] = {
        "accounts": [["id", "started", "ended"]],
        "months": [["id", "month", "pays", "left"]],
        "surveys": [["survey", "id", "kind", "value", "low", "high", "eligible", "answered"]],
    }
    for at, (row, gone) in enumerate(zip(rows, left, strict=True)):
        tables["accounts"].append([f"a{at}", "2024-06-01", "2025-02-20" if gone else ""])
        tables["months"] += [[f"a{at}", f"2025-0{month}-01", 100, gone and month == 2] for month in (1, 2)]
        tables["surveys"].append([at, f"a{at}", "csat", row["csat_score"], 0, 10, "2025-01-10", "2025-01-15"])
    tables["surveys"].append(["last", "", "csat", "", 0, 10, "2025-03-01", ""])
    for name, lines in tables.items():
        _put(folder / "data" / f"{name}.csv", "\n".join(",".join(map(str, line)) for line in lines))
        told = f"source: {name}\nfiles: [data/{name}.csv]\nfacts:\n  {FACTS[name]}:\n    columns: {{{SOURCES[name]}}}\n"
        _put(folder / "sources" / f"{name}.yml", told)
    _put(folder / "agreements" / "desk.yml", LEAVING)
    _put(folder / "truegreen.toml", 'currency = "EUR"\ntime_zone = "UTC"\nslices = ["segment"]\n')
    made, findings = run(open_project(folder), datetime(2025, 3, 2))
    assert made, findings
    with look(open_project(folder)) as view:
        assert view
        (versions,) = view.project.agreements.values()
        return validities(view, versions)


@pytest.mark.slow
def test_the_product_says_so_too_and_says_nothing_of_shuffled_churn(tmp_path: Path) -> None:
    """The records have no accounts and no months; here each row is an account, asked in January, gone in February."""
    rows = records(PYSURVIVAL)
    left = column(rows, "churned")
    [content] = project(tmp_path / "told", rows, left).figures
    [link] = content.links
    assert (link.said, content.advice) == (Said.PREDICTS, Advice.PAY)
    assert link.per_sd is not None
    assert link.per_sd.value == pytest.approx(-0.48, abs=0.05)
    assert link.per_sd.count == len(rows)
    shuffled = project(tmp_path / "noise", rows, np.random.default_rng(1).permutation(left))
    assert [each.said for each in shuffled.figures[0].links] == [Said.NOTHING]


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    _, codes, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks: NDArray[np.float64] = (np.cumsum(counts) - (counts - 1) / 2)[codes]
    return ranks
