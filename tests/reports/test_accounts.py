"""Accounts that may leave: what is said of them is theirs, adds up, and is nobody's promise."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from math import exp

import pytest

from tests.reports.warned import AS_OF, BASE, CAUSES, CHAMPION, ranked, risk
from truegreen.model.backtest import Order, Trust
from truegreen.model.warning import Alert, Ranked
from truegreen.reports import warning_words as words
from truegreen.reports.accounts_page import ON_PAPER, OPENED_ON_PAPER, accounts_page
from truegreen.reports.accounts_record import ranked_record
from truegreen.reports.accounts_text import LISTED, account_text, accounts_text, owners_text
from truegreen.reports.drawing import standing_alone
from truegreen.reports.loss_picture import losses_of
from truegreen.reports.pulls_picture import pulls_of
from truegreen.reports.timeline_picture import timeline_of
from truegreen.stats.estimate import Verdict

THREE = ranked(risk(1, "A-17"), risk(2, "A-3", alert=Alert.HELD_OUT), risk(3, "B & Sons <b>", alert=Alert.USUAL))


def test_the_answer_adds_up_what_each_account_brings() -> None:
    told = accounts_text(THREE, 100)
    assert "About 1 of 3 accounts may be expected to give notice within three months" in " ".join(told.split())
    assert "expected loss: 297,000 EUR" in " ".join(told.split())
    assert "25 of 120 alerts (21 %) were followed by a notice within three months" in " ".join(told.split())
    assert "will leave" not in told


def test_each_account_is_named_with_what_pulls_most() -> None:
    lines = accounts_text(THREE, 130).splitlines()
    at = next(place for place, line in enumerate(lines) if line.startswith("1. A-17, Core"))
    assert "33 % (20–49 %)" in lines[at]
    assert "99,000 EUR" in lines[at]
    assert "came back within a week, last three months: 41 %; how surprising its silence" in lines[at + 1]


@pytest.mark.parametrize("width", [80, 98, 130])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(map(len, accounts_text(THREE, width).splitlines())) <= width


def test_pulls_lead_from_the_usual_score_to_the_accounts_own() -> None:
    [first, *_] = THREE.risks
    assert BASE + sum(each.pull for each in CAUSES) == pytest.approx(first.score)
    told = account_text(first, THREE, 100)
    assert "The usual account's score is −2.60; all pulls come to +1.90; together −0.70" in told
    drawn = pulls_of(first, THREE)
    bars = [
        (float(x), float(width))
        for x, width in re.findall(r'<rect class="\w+" x="([\d.]+)" y="\d+" width="([\d.]+)"', drawn)
    ]
    starts = [float(x) for x in re.findall(r'<circle class="plain" cx="([\d.]+)"', drawn)]
    assert bars[0][0] == pytest.approx(starts[0], abs=0.02)  # the first bar begins at the usual account
    assert bars[-1][0] == pytest.approx(starts[-1], abs=0.02)  # the last, which pulls back, ends at the account's own
    assert 1 / (1 + exp(-first.score)) == pytest.approx(0.33, abs=0.005)


def test_a_long_list_is_cut_where_the_page_says_so_and_no_alert_is_missing() -> None:
    at = LISTED + 7
    quiet = [risk(rank, f"Q{rank:04}", alert=Alert.USUAL) for rank in range(1, LISTED + 21)]
    quiet[at - 1] = risk(at, f"Q{at:04}")
    page, told = accounts_page(ranked(*quiet)), accounts_text(ranked(*quiet), 100)
    listed = re.findall(r'<th scope="row">.*?(Q\d{4})', page)
    assert listed == [*(f"Q{rank:04}" for rank in range(1, LISTED + 1)), f"Q{at:04}"]
    assert "And 19 accounts more, none of them an alert" in page
    assert "and 500 accounts more; --json has all." in told
    assert "Accounts, by what their leaving" in page
    whole = accounts_page(ranked(*quiet[:LISTED]))
    assert "All accounts, by what their leaving" in whole
    assert "none of them an alert" not in whole
    assert "and 480 accounts more; --page and --json have all." in accounts_text(ranked(*quiet[:LISTED]), 100)


def test_paper_has_the_first_accounts_and_all_alerts() -> None:
    many = [risk(rank, f"Q{rank:04}", alert=Alert.HELD_OUT if rank == 80 else Alert.USUAL) for rank in range(1, 101)]
    page = accounts_page(ranked(*many))
    rows = re.findall(r'<tr( class="off-paper")?><th scope="row">.*?Q(\d{4})', page)
    assert [int(rank) for off, rank in rows if not off] == [*range(1, ON_PAPER + 1), 80]
    assert f"{100 - ON_PAPER - 1} more stand on the page" in page
    assert page.count('<details class="slice"') == OPENED_ON_PAPER
    assert "stand on the page" not in accounts_page(THREE)


def test_what_is_not_known_is_said_so() -> None:
    assert "not known" in account_text(THREE.risks[0], THREE, 100)


def test_held_out_accounts_stand_on_no_owners_list() -> None:
    told = owners_text(THREE, 100)
    assert "A-17" in told
    assert "A-3" not in told


def test_texts_of_others_are_texts() -> None:
    page = accounts_page(THREE)
    assert "B &amp; Sons &lt;b&gt;" in page
    assert "<b>" not in re.sub(r"<b>(\d|used|decision)", "", page).replace("</b>", "")


def test_where_nothing_can_be_told_nothing_is() -> None:
    trust = Trust(verdict=Verdict.NOT_ENOUGH, because="Nobody can tell yet: 3 decisions are too few.", chosen=CHAMPION)
    bare = replace(
        risk(1, "A-1"), revenue=None, residual=None, loss=None, renewal=None, causes=(), timeline=(), alert=Alert.UNTOLD
    )
    found = replace(ranked(bare), trust=trust)
    told = accounts_text(found, 100)
    assert "Nobody can tell yet whether it tells leavers from others." in told
    assert "expected loss" not in told.partition("Chance:")[0]
    assert "No owner is alerted." in told
    assert "nothing unusual" in told
    assert '<svg class="drawing-of"' in accounts_page(found)
    assert "Nothing is recorded of it lately." in account_text(bare, found, 100)


def test_no_accounts_are_no_ranking() -> None:
    empty = Ranked(agreement="a", title="", as_of=AS_OF, months=3, model="none", risks=(), order=Order.CHANCE, budget=5)
    assert "Nobody can be ranked" in accounts_text(empty, 90)
    assert "Nobody can be ranked" in accounts_page(empty)
    assert not losses_of(empty)


def test_programs_read_every_number() -> None:
    record = json.loads(json.dumps(ranked_record(THREE)))
    first = record["accounts"][0]
    assert first["chance"] == {"value": 0.33, "low": 0.2, "high": 0.49}
    assert record["base"] + sum(each["pull"] for each in first["causes"]) == pytest.approx(first["score"])
    assert first["loss"] == {"amount": "99000", "currency": "EUR"}
    assert record["trust"]["chosen"]["precision"]["value"] == 0.21


@pytest.mark.parametrize(
    "drawn", [losses_of(THREE), pulls_of(THREE.risks[0], THREE), timeline_of("A-17", THREE.risks[0].timeline, AS_OF)]
)
def test_pictures_stand_alone(drawn: str) -> None:
    assert "var(" not in standing_alone(drawn)


def test_a_pull_of_nothing_is_no_cause() -> None:
    quiet = replace(risk(1, "A-1"), causes=tuple(replace(each, pull=0.0) for each in CAUSES))
    assert words.in_short(quiet) == "nothing unusual"
