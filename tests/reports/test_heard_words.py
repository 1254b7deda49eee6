"""What is said of signals: counts that add up, and nothing where nothing can be looked at."""

from __future__ import annotations

from datetime import date

from truegreen.model.entered import Kind
from truegreen.model.heard import Heard, Teller, Worth
from truegreen.reports import heard_words as words
from truegreen.reports.heard_page import heard_page
from truegreen.reports.heard_text import heard_text
from truegreen.stats.estimate import Estimate

NOTHING = Heard(days=91, first=date.min, last=date.min, accounts=0, losses=0, few="no month is over")


def share(value: float) -> Estimate:
    return Estimate(value=value, error=0.05, low=value - 0.1, high=value + 0.1, count=57, effective=50, smallest=0.14,
                    method="hand")  # fmt: skip


def test_windows_that_are_not_over_are_told_so_that_counts_add_up() -> None:
    one = Worth(kind=Kind.COMPETITOR_NAMED, signals=68, accounts=65, open=11, hits=31, false_alarms=26, base=0.032,
                precision=share(0.54), losses=83, heard=38, by_chance=0.012, because="too few")  # fmt: skip
    said = " ".join(words.sentences(one))
    assert "heard 68 times of 65 accounts. The windows of 57 are over: 31 of 57 (54 %) were followed by notice" in said
    assert "Of 83 accounts that gave notice 38 (46 %) had been heard before; by chance 1.2 % of them would" in said


def test_where_nobody_gave_notice_that_is_said_and_no_statistics() -> None:
    one = Worth(kind=Kind.COMPLAINT, signals=1, accounts=1, open=0, hits=0, false_alarms=1, base=0.0,
                precision=share(0.1), losses=0, heard=0, because="hit: no spread")  # fmt: skip
    found = Heard(days=91, first=date(2024, 1, 1), last=date(2025, 12, 31), accounts=1, losses=0, kinds=(one,))
    said = heard_text(found, 200)
    assert "The one kind of warnings that was heard cannot be said to foretell who leaves, as yet." in said
    assert "1 account from 2024-01-01 to 2025-12-31; nobody gave notice. A signal counts for 91 days" in said
    assert "How many times as often cannot be said: nobody gave notice." in said
    assert "Of all accounts on any day" not in said


def test_a_person_is_not_praised_beyond_what_followed() -> None:
    one = Teller(by="p-1", warnings=45, hits=12, share=0.21, low=0.14, high=0.30)
    assert words.teller(one) == "p-1: 12 of 45 warnings were followed by notice; most likely 21 % are (14–30 %)"


def test_where_no_month_is_covered_no_day_is_invented() -> None:
    for said in (heard_text(NOTHING, 90), heard_page(NOTHING)):
        assert "0001" not in said
        assert "No whole month of any account can be looked at." in said
    assert words.LEGEND[:20] not in heard_text(NOTHING, 90)
