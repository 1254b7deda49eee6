"""What may be said of a link, and what to do with a figure: from numbers alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from truegreen.model.agreement import Role
from truegreen.model.validity import Advice, Figure, Grain, Link, Response
from truegreen.signals.validity.doses import Dosed, bands_around, responses
from truegreen.signals.validity.judged import Asked, advice_of, advised, links
from truegreen.signals.validity.links import Measured, is_opposite, scaled
from truegreen.stats.estimate import Estimate
from truegreen.stats.panel.equations import Unfit
from truegreen.stats.panel.stating import stated
from truegreen.stats.validity.dose import Dose
from truegreen.stats.validity.said import Said
from truegreen.stats.validity.segments import Shape


def estimate(value: float, error: float = 0.02, accounts: float = 100) -> Estimate:
    return stated(value, error, freedom=accounts - 1, count=5000, effective=accounts, method="drawn", assumes=())


def link(outcome: str = "happy", grain: Grain = Grain.CASE, *, aligned: bool = True) -> Link:
    return Link(figure="speed", outcome=outcome, grain=grain, when="", said=Said.NOT_ENOUGH, aligned=aligned)


def asked(value: float, error: float = 0.02, *, aligned: bool = True, **more: object) -> Asked:
    found = Measured(per_sd=estimate(value, error), per_one=estimate(value, error), **more)  # type: ignore[arg-type]
    return Asked(link=link(aligned=aligned), measured=found)


def said(*of: Asked) -> list[Said]:
    return [each.said for each in links(of)]


def figure(*of: Said, meant_for: str = "", weight: float | None = None, paid: tuple[str, ...] = ()) -> Figure:
    told = [replace(link(f"outcome-{at}"), said=each, per_sd=estimate(0.1 * (at + 1))) for at, each in enumerate(of)]
    return Figure(
        id="speed", title="Speed", words="", role=Role.KEY, weight=weight, paid=paid, ceiling=None, links=told,
        parts=(), advice=Advice.WAIT, meant_for=meant_for,
    )  # fmt: skip


def test_all_six_words_are_said() -> None:
    unsure = replace(asked(0.5), measured=Measured(because="nobody recorded it"))
    full = Asked(link=link(grain=Grain.MONTH), measured=Measured(per_sd=estimate(0.5), ceiling=0.95))
    assert said(
        asked(0.5), asked(0.5, aligned=False), asked(0.0), asked(0.1, 0.09), full, asked(0.5, placebo=estimate(0.4)),
        unsure,
    ) == [Said.PREDICTS, Said.PERVERSE, Said.NOTHING, Said.NOT_ENOUGH, Said.UNINFORMATIVE, Said.CONFOUNDED,
          Said.NOT_ENOUGH]  # fmt: skip
    assert links([unsure])[0].because == "nobody recorded it"
    assert "95 % of accounts' quarters" in links([full])[0].because


def test_a_figure_of_cases_at_its_ceiling_may_predict_all_the_same() -> None:
    """One bad case in fifty that every customer resents is worth paying for, though most accounts never see it."""
    [told] = links([asked(0.5, ceiling=0.95)])
    assert told.said is Said.PREDICTS
    assert said(asked(0.1, 0.09, ceiling=0.95)) == [Said.UNINFORMATIVE]
    assert said(Asked(link=link(), measured=Measured(ceiling=1.0))) == [Said.UNINFORMATIVE]


def test_what_matters_of_a_rare_event_is_less() -> None:
    rare = replace(asked(0.0, 0.02), material=0.025)
    assert said(asked(0.0, 0.02), rare) == [Said.NOTHING, Said.NOT_ENOUGH]


def test_units_are_those_of_the_contract() -> None:
    """A share's slope of 0.8 is 0.8 points for a point; of a score it is 0.008 grades."""
    [told] = links([replace(asked(0.8), per=(0.01, 1.0))])
    assert told.per_unit is not None
    assert told.per_unit.value == pytest.approx(0.008)


@given(some.permutations(range(6)))
def test_the_order_of_questions_changes_nothing(order: list[int]) -> None:
    drawn = [asked(value) for value in (0.5, 0.04, 0.0, 0.05, -0.3, 0.06)]
    given_order = links(drawn)
    assert links([drawn[at] for at in order]) == [given_order[at] for at in order]


@given(some.floats(0.001, 1000), some.floats(-1, 1))
def test_a_unit_changes_no_verdict(by: float, value: float) -> None:
    plain = asked(value)
    other = replace(plain, measured=replace(plain.measured, per_one=scaled(estimate(value), by)))
    assert links([plain])[0].said == links([other])[0].said


def test_more_questions_make_a_claim_harder() -> None:
    alone = asked(0.1, 0.04)
    assert said(alone) == [Said.PREDICTS]
    assert said(alone, *(asked(0.01, 0.2) for _ in range(30)))[0] is not Said.PREDICTS


def test_simpson_needs_both_to_be_sure() -> None:
    assert is_opposite(estimate(-0.3), estimate(0.67))
    assert not is_opposite(estimate(-0.3), estimate(0.67, 0.5))
    assert not is_opposite(estimate(-0.3), estimate(-0.67))
    assert not is_opposite(estimate(-0.3), None)


@pytest.mark.parametrize(
    ("of", "advice", "decides"),
    [
        (figure(Said.PREDICTS, Said.PERVERSE), Advice.REDEFINE, "outcome-1"),
        (figure(Said.PREDICTS, Said.NOTHING, Said.PREDICTS), Advice.PAY, "outcome-2"),
        (figure(Said.UNINFORMATIVE, Said.NOTHING), Advice.GUARD, "outcome-0"),
        (figure(Said.NOTHING, Said.NOTHING), Advice.RETIRE, "outcome-1"),
        (figure(Said.NOTHING, Said.NOTHING, weight=0.2), Advice.GUARD, "outcome-0"),
        (figure(Said.NOTHING, Said.NOT_ENOUGH), Advice.WAIT, "outcome-1"),
        (figure(Said.NOTHING, Said.NOT_ENOUGH, meant_for="outcome-0"), Advice.WAIT, "outcome-1"),
        (figure(Said.NOTHING, Said.NOT_ENOUGH, meant_for="outcome-0", paid=("credit",)), Advice.GUARD, "outcome-0"),
        (figure(Said.NOTHING, Said.NOT_ENOUGH, meant_for="outcome-1", weight=0.2), Advice.WAIT, "outcome-1"),
        (figure(Said.NOTHING, Said.NOTHING, meant_for="asked of nobody"), Advice.WAIT, "outcome-0"),
        (figure(Said.NOTHING, meant_for="asked of nobody", weight=0.2), Advice.WAIT, "outcome-0"),
        (figure(Said.CONFOUNDED, Said.NOT_ENOUGH), Advice.WAIT, "outcome-0"),
        (figure(), Advice.WAIT, ""),
    ],
)
def test_advice_follows_from_the_links(of: Figure, advice: Advice, decides: str) -> None:
    told = advised(of)
    assert (told.advice, told.decides) == (advice, decides)


def test_what_nobody_was_asked_about_may_matter() -> None:
    shown = figure(Said.NOTHING, Said.NOTHING)
    assert advised(shown).advice is Advice.RETIRE
    assert advised(shown, all_asked=False).advice is Advice.WAIT
    assert advised(replace(shown, role=Role.CRITICAL)).advice is Advice.GUARD


@given(some.lists(some.sampled_from(list(Said)), max_size=5), some.booleans())
def test_nobody_is_told_to_retire_something_for_lack_of_data(of: list[Said], is_weighed: bool) -> None:
    advice, _ = advice_of(figure(*of, weight=0.2 if is_weighed else None))
    if advice is Advice.RETIRE:
        assert set(of) == {Said.NOTHING}
        assert not is_weighed
    if Said.PERVERSE in of:
        assert advice is Advice.REDEFINE


def dosed(p_any: float, p_kink: float, shape: Shape = Shape.KINK, starts: float | None = 14.0) -> Dosed:
    nothing = estimate(0.0)
    knots = np.array([8.0, 14.0, 24.0])
    found = Dose(
        shape=shape, shares={}, p_any=p_any, p_kink=p_kink, knots=knots, gains=knots, starts=starts, low=12.0,
        high=16.0, before=nothing, after=nothing, curve=np.array([0.0, 0.0, -0.2]), curve_low=np.array([0, -0.1, -0.3]),
        curve_high=np.array([0, 0.1, -0.1]), clusters=50, draws=99, seed=0,
    )  # fmt: skip
    blank = Response(figure="hours", words="Hours", unit="hours", outcome="happy", outcome_unit="share", shape="")
    steps = np.array([10.0, 10.0, 10.0, 0.0])
    return Dosed(response=blank, dose=found, count=steps, mean=np.array([8.0, 10.0, 20.0, np.nan]), level=0.8)


def test_a_turn_is_claimed_where_the_family_allows_it() -> None:
    [told] = responses([dosed(0.002, 0.01)])
    assert (told.shape, told.starts, told.low, told.high) == ("a kink", 14.0, 12.0, 16.0)
    assert (told.rows, told.accounts) == (30, 50)
    family = responses([dosed(0.002, 0.01), *(dosed(0.5, 0.5) for _ in range(9))])
    assert (family[0].shape, family[0].starts) == ("a straight line", None)
    assert {each.shape for each in family[1:]} == {"no response"}
    [thin] = responses([replace(dosed(0.1, 0.1), dose=Unfit("there are too few", (), 3, 1))])
    assert (thin.shape, thin.because, thin.starts) == ("no response", "there are too few", None)


def test_the_curve_says_on_the_whole_what_all_cases_say() -> None:
    [told] = responses([dosed(0.002, 0.01)])
    at_steps = np.interp([8.0, 10.0, 20.0], told.knots, told.level)
    assert at_steps.mean() == pytest.approx(0.8)
    assert told.below[2] < told.level[2] < told.above[2]


def test_bands_lie_inside_the_threshold() -> None:
    inside, early = bands_around(24)
    assert early[1] < inside[0] < inside[1] == 24


def together(name: str, alone: float, jointly: float) -> Asked:
    made = asked(alone, jointly=estimate(jointly))
    return replace(made, link=replace(made.link, figure=name))


def test_a_figure_that_vanishes_beside_another_goes_only_through_it() -> None:
    driver, proxy = links([together("solved", 0.5, 0.5), together("waits", 0.3, 0.01)])
    assert (driver.said, driver.through) == (Said.PREDICTS, ())
    assert (proxy.said, proxy.through) == (Said.PREDICTS, ("solved",))
    assert advised(replace(figure(), links=[proxy])).advice is Advice.GUARD
    assert advised(replace(figure(), links=[driver])).advice is Advice.PAY


def test_of_two_that_tell_the_same_nobody_can_say_which_it_is() -> None:
    assert [each.through for each in links([together("one", 0.3, 0.01), together("other", 0.3, 0.02)])] == [(), ()]


def test_what_is_left_beside_another_figure_must_be_shown_to_be_nothing() -> None:
    unsure = replace(together("waits", 0.3, 0.0), measured=replace(asked(0.3).measured, jointly=estimate(0.05, 0.06)))
    assert links([together("solved", 0.5, 0.5), unsure])[1].through == ()
