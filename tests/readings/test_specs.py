"""What an agreement asks to be computed; what it asks wrongly is said with its place and what to write instead."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from truegreen.metrics.catalogue import Spec, catalogue
from truegreen.model.agreement import Agreement, Contact, Measure, Parties, Party, Rounding, Versions
from truegreen.model.finding import Finding, Level
from truegreen.readings.specs import formula, measure_findings, siblings, spec_of, specs_of, wanted
from truegreen.units.quantity import Quantity
from truegreen.units.span import Span

METRICS = catalogue()
AT = Span("agreements/acme.yml", 41, 5)
ON_TIME, SAME_MATTER = "on_time.by_target", "first_contact_resolution.same_matter"
MEANT, LIKE = "Did you mean within_days?", "Write it like within_days: 7."
ADD = "Add parameters: {kind: …}."


def asked(metric: str, **more: Any) -> tuple[Spec | None, list[Finding]]:
    return spec_of(Measure(metric=metric, at=AT, **more), METRICS)


def refused(metric: str, **more: Any) -> Finding:
    """Give the only finding, at the measure's place; nothing is computed."""
    spec, (found,) = asked(metric, **more)
    assert (spec, found.level, found.at) == (None, Level.ERROR, AT)
    return found


def agreement(**measures: Measure) -> Agreement:
    party = Party(name="Acme", contact=Contact(name="Service desk"))
    return Agreement(
        agreement="care", title="Care", starts=date(2025, 1, 1), services={}, measures=measures,
        parties=Parties(client=party, provider=party),
    )  # fmt: skip


def test_a_measure_asks_for_a_variant_with_its_parameters_and_defaults() -> None:
    assert asked("on_time.by_target") == (Spec("on_time", "by_target"), [])
    assert asked(SAME_MATTER)[0] == Spec("first_contact_resolution", "same_matter", (("within_days", 7),))
    spec, _ = asked(SAME_MATTER, parameters={"within_days": "3"}, target=Quantity.parse("80 %"))
    assert spec == Spec("first_contact_resolution", "same_matter", (("within_days", 3),))
    assert "within 3 days" in formula(spec, METRICS).words


@pytest.mark.parametrize(
    ("metric", "id_", "says", "remedy"),
    [
        ("on_tme.by_target", "unknown-metric", "There is no metric “on_tme”.", "Did you mean on_time"),
        ("happiness", "unknown-metric", "There is no metric “happiness”.", "Choose one of abandonment, "),
        ("on_time", "metric-without-variant", "“on_time” can be counted in 16 ways", "Write on_time.by_target or "),
        ("on_time.by_tarjet", "unknown-variant", "on_time has no variant “by_tarjet”.", "Did you mean by_target"),
        ("on_time.zzz", "unknown-variant", "on_time has no variant “zzz”.", "Choose one of by_clock, by_clock_"),
    ],
)
def test_a_metric_that_is_not_there_names_those_near_it(metric: str, id_: str, says: str, remedy: str) -> None:
    found = refused(metric)
    assert (found.id, found.says[: len(says)], found.remedy[: len(remedy)]) == (id_, says, remedy)


@pytest.mark.parametrize(
    ("metric", "parameters", "id_", "says", "remedy"),
    [
        (SAME_MATTER, {"within_day": "3"}, "unknown-parameter", "no parameter “within_day”.", MEANT),
        (ON_TIME, {"days": "3"}, "unknown-parameter", "no parameter “days”.", "There are none to choose from."),
        (SAME_MATTER, {"within_days": "soon"}, "unreadable-parameter", "takes a whole number, not “soon”.", LIKE),
        (SAME_MATTER, {"within_days": "-1"}, "unreadable-parameter", "takes a number from 0 to 36500, not -1.", LIKE),
        (SAME_MATTER, {"within_days": "9" * 20}, "unreadable-parameter", f"0 to 36500, not {'9' * 20}.", LIKE),
        ("signal_rate.of_kind", {}, "missing-parameter", "needs kind, and the agreement does not say it.", ADD),
    ],
)
def test_a_parameter_that_does_not_fit_says_what_does(
    metric: str, parameters: Mapping[str, str], id_: str, says: str, remedy: str
) -> None:
    found = refused(metric, parameters=parameters)
    assert (found.id, found.remedy) == (id_, remedy)
    assert found.says.endswith(says)


@pytest.mark.parametrize("field", ["target", "minimum"])
@pytest.mark.parametrize(
    ("metric", "text", "like"),
    [("on_time.by_target", "0.8", "80 %"), ("resolution_time.mean", "4", "4 h"), ("csat.mean", "84 %", "4.2"),
     ("nps.standard", "30 %", "30"), ("cost_per_contact.per_answered", "12.50", "12.50 EUR")],
)  # fmt: skip
def test_a_level_in_another_unit_says_how_to_write_it(field: str, metric: str, text: str, like: str) -> None:
    found = refused(metric, **{field: Quantity.parse(text)})
    assert found.id == "wrong-unit"
    assert found.says.startswith(f"The {field} does not fit the metric: “{text}” is not in ")
    assert found.says.endswith(f"write it like {like}.")
    assert found.remedy == f"Write the {field} in the metric's unit."


@pytest.mark.parametrize("digits", [-1, 10, 10**29])
def test_rounding_keeps_to_digits_that_a_person_writes(digits: int) -> None:
    found = refused("on_time.by_target", rounding=Rounding(digits=digits, at=AT))
    assert (found.id, found.remedy) == ("odd-rounding", "Write 0 to 9 digits.")


@pytest.mark.parametrize(("digits", "days"), [(0, "0"), (9, "36500")])
def test_the_least_and_the_most_are_still_taken(digits: int, days: str) -> None:
    spec, found = asked(SAME_MATTER, rounding=Rounding(digits=digits), parameters={"within_days": days})
    assert found == []
    assert spec is not None
    assert spec.parameters == (("within_days", int(days)),)


def test_all_that_is_wrong_with_a_measure_is_said_at_once() -> None:
    parameters = {"within_days": "soon", "window": "3"}
    _, found = asked(SAME_MATTER, parameters=parameters, target=Quantity.parse("4 h"), minimum=Quantity.parse("3"))
    assert [each.id for each in found] == ["unreadable-parameter", "unknown-parameter", "wrong-unit", "wrong-unit"]


def test_hostile_names_are_not_repeated_at_length() -> None:
    assert len(refused("x" * 100_000 + ".y").says) < 100
    assert len(refused("on_time." + "x" * 100_000).says) < 100


def test_siblings_share_the_parameters_that_they_take() -> None:
    spec = Spec("first_contact_resolution", "same_matter", (("within_days", 3),))
    found = {each.variant: dict(each.parameters) for each in siblings(spec, METRICS)}
    assert found["any_matter"] == {"within_days": 3}
    assert found["one_touch"] == {}
    assert "same_matter" not in found
    assert found.keys() == METRICS["first_contact_resolution"].variants.keys() - {"same_matter"}


def test_a_sibling_that_needs_more_than_is_said_is_left_out() -> None:
    found = {each.variant for each in siblings(Spec("cost_per_contact", "per_answered"), METRICS)}
    assert "of_category" not in found
    assert found


def test_every_version_is_looked_at_and_each_thing_is_said_once() -> None:
    good, bad = Measure(metric="on_time.by_target"), Measure(metric="on_time.never", at=AT)
    versions = Versions("care", ((date(2025, 1, 1), agreement(m=bad)), (date(2025, 7, 1), agreement(m=bad, n=good))))
    assert [each.id for each in measure_findings([versions], METRICS)] == ["unknown-variant"]
    assert specs_of(versions.latest, METRICS) == {"n": Spec("on_time", "by_target")}


def test_all_measures_and_their_siblings_are_wanted_once_in_order() -> None:
    measures = {"m": Measure(metric="on_time.by_target"), "n": Measure(metric="on_time.reported")}
    found = wanted([Versions("care", ((date(2025, 1, 1), agreement(**measures)),))], METRICS)
    told = {name for name, each in METRICS["on_time"].variants.items() if "clock" not in each.parameters}
    assert [str(each) for each in found] == sorted(f"on_time.{each}" for each in told)
