"""An effect in words, drawn, and as a page: sentences that hold, whatever was found."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.value.effects.worlds import accounts, base, place
from truegreen.model.effect import Design, Effect, Expected
from truegreen.reports import effect_words as words
from truegreen.reports.drawing import standing_alone
from truegreen.reports.effect_page import effect_page
from truegreen.reports.effect_pictures import effect_picture
from truegreen.reports.effect_record import effect_record
from truegreen.reports.effect_text import effect_text
from truegreen.stats.estimate import Verdict
from truegreen.value.effects import at_times, one_site
from truegreen.value.effects.finished import finished


def found() -> Effect:
    lines = place(1, -0.25, others=12, many=16, since=10)
    return finished(one_site.told(base(lines, Design.ONE_SITE), lines))


def at_different_times() -> Effect:
    lines = accounts(1, 1.0, at=(8, 12), many=120)
    return finished(at_times.told(base(lines, Design.STAGGERED, "score"), lines))


def flat(text: str) -> str:
    return " ".join(text.split())


def test_the_answer_may_be_said_aloud() -> None:
    of = found()
    assert words.answer(of).startswith("It made “Solved” worse by 2")
    assert words.answer(of).endswith("points, beyond chance.")
    assert words.answer(replace(of, verdict=Verdict.PERVERSE)).startswith("The opposite of what it was for: it made")
    assert words.answer(replace(of, verdict=Verdict.REFUTED)) == "Nothing to speak of: less than 2.0 points either way."
    assert "would fit as well" in words.answer(replace(of, verdict=Verdict.NOT_ENOUGH))
    assert words.answer(replace(of, estimate=None, refused="why")) == "Nobody can tell: why."
    wanted = replace(of, question=replace(of.question, expected=Expected.BETTER))
    assert words.expected(wanted) == "It was to make it better."


def test_a_loss_is_not_shown_as_good() -> None:
    of = found()
    assert words.mark(of).tone == "bad"
    assert words.mark(replace(of, better="lower")).tone == "good"
    assert words.mark(replace(of, verdict=Verdict.NOT_ENOUGH)).tone == "quiet"


def test_the_naive_number_is_named_as_what_it_is() -> None:
    said = flat(effect_text(found()))
    assert "A report before and after would say −10.0 points (90.0 % before, 80.0 % after)" in said
    assert "That is before and after, which is not what the change did." in said


def test_the_text_says_what_must_hold_and_what_something_unseen_could_do() -> None:
    said = flat(effect_text(found(), opened=True))
    for part in (
        "HOW IT IS TOLD",
        "WHAT MUST HOLD",
        "something unseen would have to be",
        "Evidence B",
        "OTHERS",
        "MONTH",
    ):
        assert part in said, part
    staggered = flat(effect_text(at_different_times(), opened=True))
    assert "the usual regression" in staggered
    assert "MONTHS SINCE" in staggered


@pytest.mark.parametrize("of", [found(), at_different_times()], ids=["one site", "at times"])
def test_page_picture_and_record(of: Effect) -> None:
    page = effect_page(of)
    assert words.answer(of).split("“")[0] in page
    assert page.count('<svg class="drawing-of"') == 1
    assert "<script" not in page
    assert standing_alone(effect_picture(of)).startswith("<svg ")
    record = json.loads(json.dumps(effect_record(of), allow_nan=False))
    assert record["evidence"]["grade"] == of.grade.value
    assert record["effect"]["low"] <= record["effect"]["value"] <= record["effect"]["high"]
    assert record["naive"]["is"] == words.WHAT_NAIVE


def test_names_of_others_are_no_markup() -> None:
    of = found()
    evil = replace(of, twin=[replace(each, name="<b>x</b>") for each in of.twin], measure_title="<i>y</i>")
    page = effect_page(evil)
    assert "<b>x</b>" not in page
    assert "<i>y</i>" not in page
    assert "<i>y</i>" not in effect_picture(evil)


def test_nothing_told_is_nothing_drawn() -> None:
    lines = place(1, others=2)
    of = finished(one_site.told(base(lines, Design.ONE_SITE), lines))
    assert "Nobody can tell" in effect_text(of)
    assert "Nobody can tell" in effect_page(of)
    assert effect_record(of)["effect"] is None
    assert effect_picture(replace(of, months=())) == ""


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (-0.275, "share", "−27.5 points"), (0.0, "share", "0.0 points"), (12.34, "points", "+12.3 points"),
        (-5400.0, "seconds", "−1 h 30 min"), (0.25, "score", "+0.25"), (None, "share", "–"),
    ],
)  # fmt: skip
def test_differences_carry_their_unit(value: float | None, unit: str, said: str) -> None:
    assert words.difference(value, unit) == said
