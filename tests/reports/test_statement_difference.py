from __future__ import annotations

import json
from functools import cache

import pytest

from tests.reports import statements
from truegreen.model.agreement import Side
from truegreen.reports.difference_text import (
    GAINS,
    back_test_record,
    back_test_text,
    differences_record,
    differences_text,
)
from truegreen.settlement.backtest import BackTest, back_test, throughout
from truegreen.settlement.difference import Difference, differences
from truegreen.units.period import parse_period

NEW = (
    statements.TEXT.replace("2.5 %", "3 %")
    .replace("share: 12 %", "share: 10 %")
    .replace("    clause: Schedule 3, §3\n", "")
)


@cache
def found() -> list[Difference]:
    return differences(statements.agreed(statements.TEXT).latest, statements.agreed(NEW).latest)


@cache
def compared(text: str = NEW) -> BackTest:
    old = statements.agreed(statements.TEXT)
    new = throughout(statements.agreed(text).latest, old)
    given = statements.givens(statements.TEXT, statements.GIVEN)
    result, findings = back_test(old, new, given, {}, parse_period("2025-02"), 2)
    assert result is not None, findings
    return result


def test_each_difference_is_said_under_its_clause_before_and_after() -> None:
    text = differences_text(found(), 140)
    assert text.index("terms.late-credit") < text.index("2.5 %") < text.index("3 %") < text.index("terms.cap")
    assert "agreements/acme.yml:" in text
    assert "3 differences." in text
    assert differences_text([]) == "Both say the same.\n"


def test_a_back_test_says_who_gains_in_all_by_clause_and_by_period() -> None:
    text = back_test_text(compared())
    places = [text.index(each) for each in ("In all, the provider gets", "By clause", "By period", "January 2025")]
    assert places == sorted(places)
    january = text[text.index("January 2025") :].splitlines()
    assert january[0].split() == ["January", "2025", "40,800.00", "40,600.00", "−200.00", "▼", "client"]
    assert january[1].split() == ["late-credit", "−1,000.00", "−1,200.00", "−200.00", "▼", "client"]
    assert back_test_text(compared(statements.TEXT)).count("neither") == 8


def test_the_amounts_by_clause_and_by_period_come_to_the_same() -> None:
    record = json.loads(json.dumps(back_test_record(compared())), parse_float=lambda text: 1 / 0)
    in_all = int(record["total"]["total"]["difference"]["number"].replace(".", ""))
    for each in (record["total"]["terms"], [one["total"] for one in record["periods"]]):
        cents = [round(float(one["difference"]["number"]) * 100) for one in each]
        assert sum(cents) == in_all
    assert record["total"]["total"]["better_for"] == "provider"


def test_records_of_differences_name_both_places() -> None:
    first = json.loads(json.dumps(differences_record(found())))[0]
    assert (first["group"], first["old"], first["new"]) == ("terms.late-credit", "2.5 %", "3 %")
    assert first["new_at"].startswith("agreements/acme.yml:")


@pytest.mark.parametrize("width", [70, 98, 140])
def test_no_line_is_longer_than_asked_for(width: int) -> None:
    for text in (differences_text(found(), width), back_test_text(compared(), width)):
        assert max(map(len, text.splitlines())) <= width


def test_a_side_is_a_word_and_a_shape_and_a_tone() -> None:
    marks = list(GAINS.values())
    assert set(GAINS) == {Side.CLIENT, Side.PROVIDER, None}
    assert len({each.word for each in marks}) == len({each.shape for each in marks}) == 3


def test_text_of_others_cannot_drive_the_terminal() -> None:
    odd = Difference("terms.x\x1b[2J", "p", "[red]w[/red]", "\u202eold", "", found()[0].old_at, found()[0].new_at)
    text = differences_text([odd])
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "[red]w[/red]" in text
