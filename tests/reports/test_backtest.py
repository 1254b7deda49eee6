"""A backtest: the verdict first, contenders side by side, what would have been said before each loss."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from tests.reports.warned import backtest
from truegreen.reports import backtest_words as words
from truegreen.reports.backtest_page import backtest_page
from truegreen.reports.backtest_record import backtest_record
from truegreen.reports.backtest_text import LISTED, backtest_text
from truegreen.reports.before_picture import before_of
from truegreen.reports.calibration_picture import calibration_of
from truegreen.reports.drawing import standing_alone
from truegreen.stats.estimate import Verdict

TRIED = backtest()


@pytest.mark.parametrize("width", [80, 98, 130])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(map(len, backtest_text(TRIED, width).splitlines())) <= width


def test_the_verdict_comes_first_with_its_counts() -> None:
    told = " ".join(backtest_text(TRIED, 110).split())
    assert told.partition(" At the end")[0].endswith(
        "● tells leavers. It tells leavers from others. 25 of 120 alerts (21 %) were followed by a notice within three "
        "months, of all accounts 5.0 %; 24 of 40 accounts that gave notice had an alert in the seven months before, "
        "where by chance 9.5 would have; for half of the 24 the lead time was 62 days or more; a leaver stood above "
        "one that stayed 76 times of 100."
    )


def test_a_long_list_of_losses_is_cut_where_the_page_says_so() -> None:
    losses = tuple(replace(TRIED.before[0], account=f"L{at:04}") for at in range(1, LISTED + 21))
    page = backtest_page(replace(TRIED, before=losses))
    assert re.findall(r'<th scope="row">(L\d{4})', page) == [each.account for each in losses[:LISTED]]
    assert "And 20 more" in page
    assert "and 505 more; --json has all." in backtest_text(replace(TRIED, before=losses), 110)
    whole = replace(TRIED, before=losses[:LISTED])
    assert "All losses as a table" in backtest_page(whole)
    assert "and 485 more; --page and --json have all." in backtest_text(whole, 110)


def test_a_challenger_is_compared_in_standard_errors() -> None:
    champion, silent, trees = TRIED.contenders
    assert words.compared(champion) == "the champion"
    assert words.compared(silent) == "10.0 points worse, beyond two standard errors"
    assert words.compared(trees) == "not tried: lightgbm is not installed"


def test_losses_are_counted_where_something_could_be_said() -> None:
    assert words.early(TRIED.before) == (
        "Losses with an alert by then, of those of which anything could be said: 90 days before: 0 of 2; "
        "60 days before: 1 of 1; 30 days before: 1 of 1."
    )


@pytest.mark.parametrize("verdict", [Verdict.NOT_ENOUGH, Verdict.REFUTED, Verdict.PERVERSE])
def test_where_it_does_not_tell_no_figure_is_praised(verdict: Verdict) -> None:
    said = words.answer(backtest(verdict))
    assert "followed by a notice" not in said
    assert ("About 60 more decisions would be needed." in said) is (verdict is Verdict.NOT_ENOUGH)


def test_what_is_refused_says_why_and_shows_no_figure() -> None:
    refused = backtest(Verdict.NOT_ENOUGH, "the decisions are days of leaving.")
    told = backtest_text(refused, 100)
    assert "Nothing was foretold: the decisions are days of leaving." in told
    assert "Load notices." in told
    assert "AUC" not in told
    page = backtest_page(refused)
    assert "Nothing was foretold" in page
    assert "Champion and challengers" not in page


def test_the_page_holds_every_loss_and_month() -> None:
    page = backtest_page(TRIED)
    assert "A-17, Core" in page
    assert "left; no notice recorded" in page
    assert "January 2025" in page
    assert re.search(r"2,000 \(31\)", page)


def test_squares_are_the_fuller_the_higher_an_account_stood() -> None:
    drawn = before_of(TRIED)
    full = [float(each) for each in re.findall(r'class="bad"[^>]*opacity="([\d.]+)"', drawn)][:4]
    assert full[0] == 0.0  # nothing could be said 180 days before
    assert full[1] < full[2] < full[3]
    assert drawn.count('class="doubt"') == 2  # alerts of 60 and 30 days before, of the first loss


@pytest.mark.parametrize("drawn", [before_of(TRIED), calibration_of(TRIED)])
def test_pictures_stand_alone(drawn: str) -> None:
    assert "var(" not in standing_alone(drawn)


def test_programs_read_every_number() -> None:
    record = json.loads(json.dumps(backtest_record(TRIED)))
    assert record["verdict"] == "established"
    assert record["before"][0]["looks"][1]["rank"] == 9
    assert record["contenders"][1]["difference"]["value"] == -0.1
    assert record["leaks"][0]["kind"] == "labelled by the day of leaving"
