"""How a pilot stands: sizes against what was registered, and what is written down of it in the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from tests.value.pilots.made import CSAT, drawn, of, registered
from truegreen.files.pilot_tables import Assigned, Told
from truegreen.model.pilot import Randomised, Rule
from truegreen.model.pilot_found import Analysed, Cut
from truegreen.readings.pilot_outcomes import Daily
from truegreen.stats.estimate import Verdict
from truegreen.value.pilots.accounts import staying
from truegreen.value.pilots.analysing import analysed
from truegreen.value.pilots.balance import balance
from truegreen.value.pilots.concluding import conclusion, moved
from truegreen.value.pilots.looking import looks
from truegreen.value.pilots.outcomes import Outcomes, enrolled, of_daily, of_told
from truegreen.value.pilots.standing import Met, standing

END = date(2026, 1, 4)
MET = Met()


def stood(made: Outcomes, met: Met = MET) -> Any:
    return standing(made, END, END, met)


def told(made: Outcomes, met: Met = MET) -> Analysed:
    return analysed(made, stood(made, met), met.treated)


@pytest.mark.parametrize("rule", [Rule.FIXED, Rule.POCOCK, Rule.ALWAYS_VALID])
def test_arms_that_lack_units_are_not_compared(rule: Rule) -> None:
    made = drawn(registered(rule=rule), np.random.default_rng(1), agents=120, lift=0.15)
    lacking = replace(made, treated=np.arange(120) < 25)
    found = told(lacking)
    assert not stood(lacking).ratios[0].holds
    assert (found.main, found.look, found.beside, found.digest) == (None, None, (), "")
    with pytest.raises(ValueError, match="cannot be concluded"):
        conclusion(found, "")
    assert told(made).main is not None


def test_units_that_vanish_from_one_arm_are_seen() -> None:
    made = drawn(registered(), np.random.default_rng(1), agents=120)
    lost = made.treated & (np.arange(120) % 3 == 0)
    kept = ~lost[made.place]
    fewer = replace(made, **{name: getattr(made, name)[kept] for name in ("place", "day", "count", "total")})
    assert [each.holds for each in stood(fewer).ratios] == [True, False]
    assert stood(fewer).notices[0].what == "attrition"
    assert told(fewer).main is None


def test_rows_that_become_more_in_one_arm_are_told() -> None:
    made = drawn(registered(), np.random.default_rng(1), agents=120)
    more = np.flatnonzero(made.treated[made.place]).repeat(2)
    every = np.concatenate([np.arange(len(made.place)), more])
    grown = replace(made, **{name: getattr(made, name)[every] for name in ("place", "day", "count", "total")})
    assert stood(made).notices == ()
    [notice] = stood(grown).notices
    assert (notice.what, notice.is_odd) == ("rows", True)
    assert notice.counts["call-back"] > 2 * notice.counts["as-before"]
    assert told(grown).main is not None


def test_few_clusters_are_a_finding() -> None:
    made = drawn(registered(), np.random.default_rng(1), agents=10)
    assert [each.id for each in stood(made).findings] == ["too-few-clusters"]


def test_what_comes_out_otherwise_stands_beside() -> None:
    made = drawn(registered(strata=("site",)), np.random.default_rng(4), agents=60, lift=0.1)
    made = replace(made, stratum=np.arange(60) % 2, strata=("Porto", "Manila"))
    got = frozenset(made.units[made.treated][1:].tolist())
    found = told(made, Met(treated=got))
    assert [(each.cut, each.name) for each in found.beside] == [
        (Cut.TREATED, ""), (Cut.STRATUM, "Porto"), (Cut.STRATUM, "Manila"),
    ]  # fmt: skip
    assert found.main is not None
    assert sum(found.beside[0].wholes) == sum(found.main.wholes) - 1
    assert sum(sum(each.wholes) for each in found.beside[1:]) == 60
    [notice] = [each for each in found.standing.notices if each.what == "treatment"]
    assert list(notice.counts.values()) == [0, 1]


def test_a_conclusion_says_what_moved() -> None:
    made = drawn(registered(), np.random.default_rng(4), agents=60, lift=0.1)
    first, again = conclusion(told(made), "It helps."), conclusion(told(made), "It helps.")
    assert first == again
    assert (first["verdict"], first["grade"]) == ("established", "A")
    other = conclusion(told(replace(made, total=made.total * 0.999)), "It helps.")
    assert moved(first, again) == []
    assert moved(other, first) == ["the outcomes of the records", "the difference"]


def test_what_comes_after_the_end_moves_no_conclusion() -> None:
    made = drawn(registered(), np.random.default_rng(4), agents=60, lift=0.1)
    more = replace(
        made, place=np.append(made.place, [0, 1]), day=np.append(made.day, [400, 401]),
        count=np.append(made.count, [3.0, 3.0]), total=np.append(made.total, [0.0, 0.0]),
    )  # fmt: skip
    later = analysed(more, standing(more, date(2026, 3, 1), date(2026, 3, 1), MET))
    assert conclusion(later, "") == conclusion(told(made), "")


def test_the_first_look_that_tells_is_the_one_that_counts() -> None:
    made = drawn(registered(looks=6), np.random.default_rng(4), agents=60, lift=0.08)
    found, every = told(made), looks(made, END, END)
    assert found.look is not None
    assert 1 < found.look.number < 6
    assert found.look == next(each for each in every if each.verdict is Verdict.ESTABLISHED)
    assert (found.verdict, found.final) == (Verdict.ESTABLISHED, True)


def test_a_pilot_that_cannot_tell_goes_on_to_its_end() -> None:
    made = drawn(registered(looks=4), np.random.default_rng(6), agents=20, rate=2)
    early = analysed(made, standing(made, date(2025, 6, 1), date(2025, 6, 1), MET))
    assert (early.verdict, early.final) == (Verdict.NOT_ENOUGH, False)
    assert (told(made).verdict, told(made).final) == (Verdict.NOT_ENOUGH, True)
    before = analysed(made, standing(made, date(2025, 2, 1), date(2025, 2, 1), MET))
    assert before.because == "no planned look is over yet: the first sees all up to 2025-04-06"
    assert told(made).factor is not None


def rows(*said: tuple[str, str]) -> list[Assigned]:
    return [Assigned(unit, "", "", arm, date(2025, 1, 1)) for unit, arm in said]


ARMS = rows(("a", "as-before"), ("b", "call-back"), ("c", "as-before"), ("d", "call-back"))


def test_records_are_put_beside_the_arms() -> None:
    unit, day = np.array(["a", "a", "b", "x", "b"]), np.array([-10, 3, 4, 4, -400])
    found = of_daily(registered(), CSAT, ARMS, Daily(unit, day, np.ones(5), np.arange(5.0), np.zeros(5)), 12)
    assert found.sums(100).tolist() == [[1, 1, 0, 1], [2, 1, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]
    nobody = of_daily(registered(), CSAT, [], Daily(unit, day, np.ones(5), np.arange(5.0), np.zeros(5)), 12)
    assert nobody.sums(100).shape == (0, 4)


def test_figures_from_elsewhere_are_put_beside_the_arms() -> None:
    told = [
        Told(unit="a", value=2.0, before=1.0), Told(unit="a", value=4.0, before=3.0, on=date(2025, 1, 20)),
        Told(unit="e", arm="call-back", value=1.0), Told(unit="f", value=9.0), Told(unit="b"),
    ]  # fmt: skip
    found = of_told(registered(), CSAT, ARMS, told)
    assert found.units.tolist() == ["a", "b", "c", "d", "e"]
    assert found.sums(0)[0].tolist() == [2, 1, 2, 1]
    assert found.sums(14)[0].tolist() == [6, 2, 2, 1]
    assert found.treated.tolist() == [False, True, False, True, True]


def test_accounts_count_as_kept_until_they_decide() -> None:
    left = Daily(np.array(["a", "b", "z"]), np.array([30, -5, 1]), np.zeros(3), -np.ones(3), np.zeros(3))
    found = staying(enrolled(registered(unit=Randomised.ACCOUNT), CSAT, ARMS), left)
    assert found.sums(29)[:, :2].tolist() == [[1, 1], [0, 0], [1, 1], [1, 1]]
    assert found.sums(30)[:, :2].tolist() == [[0, 1], [0, 0], [1, 1], [1, 1]]


def test_arms_are_held_beside_each_other_at_the_start() -> None:
    made = drawn(registered(), np.random.default_rng(2), agents=40)
    before = np.column_stack([np.where(made.treated, 8.0, 6.0) + np.arange(40) % 2, np.full(40, 10.0)])
    made = replace(made, before=before, stratum=np.arange(40) % 2, strata=("x", "y"))
    x, y, own = balance(made)
    assert (x.name, y.name, own.name) == ("x", "y", "csat.top2 before the start")
    assert x.control + y.control == pytest.approx(1)
    assert own.treated - own.control == pytest.approx(0.2, abs=0.04)
    assert own.difference is not None
    assert own.difference > 1
    assert balance(enrolled(registered(), CSAT, rows(("a", "as-before")))) == ()
    assert of("3 %").unit == "%"
