"""Silence said, drawn and recorded: an account's own rhythm in words, and names of others that do no harm."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from truegreen.model.finding import note
from truegreen.model.silence import Account, Entry, Event, Fallen, Gap, Learned, Opened, Point, Quiet, Silence, Slowed
from truegreen.reports import silence_words
from truegreen.reports.drawing import standing_alone
from truegreen.reports.silence_page import silence_page
from truegreen.reports.silence_pictures import all_of, line_of, line_of_slowed
from truegreen.reports.silence_record import opened_record, silence_record
from truegreen.reports.silence_text import opened_text, silence_text
from truegreen.units.money import Money
from truegreen.units.span import Span

UNTIL = date(2025, 6, 30)
HOSTILE = '"><script>alert(1)</script>\x1b[2J'
GAP = Gap(
    rhythm="order", whole=True, comings=41, first=date(2024, 9, 1), last=date(2025, 5, 30), until=UNTIL, every=6.2,
    steps=4, counted=31.0, surprise=8.29, there=0.012,
)  # fmt: skip
WHO = Account(id="Lindqvist", revenue=Money.parse("1200.00 EUR"), owner="p-1",
              renewal=date(2026, 1, 1))  # fmt: skip
ENTRY = Entry(
    number=1, account=WHO, gap=GAP, days=[GAP.first + timedelta(days=6 * place) for place in range(41)],
    others=[replace(GAP, rhythm="login", whole=False, every=1.4, last=date(2025, 6, 27), there=0.99)],
)  # fmt: skip
SILENCE = Silence(
    since=date(2023, 7, 1), until=UNTIL, kinds=["order", "login"], asked="", where={}, promise=0.1, entries=[ENTRY],
    wrong=0.012, judged=90, expected=3.4, young=[Account(id="New")], gone=[Account(id="Left", gone=date(2025, 5, 1))],
    never=2, learned=[Learned(rhythm="any", accounts=90, regularity=1.4, parameters={"r": 2.0})],
    quiet=[Quiet(kind="login", feed="x", first=date(2025, 3, 3), last=date(2025, 3, 7), came=0, usual=99, out=True,
                 known=False)],
    points=[
        Point(account="Lindqvist", rhythm="order", whole=True, every=6.2, days=31, counted=31.0, surprise=8.3,
              there=0.012, number=1),
        Point(account="Near", rhythm="order", whole=True, every=20.0, days=90, counted=64.0, surprise=3.2, there=0.4),
        Point(account="Slow", rhythm="order", whole=True, every=60.0, days=70, counted=50.0, surprise=1.2, there=0.97),
    ],
    findings=[note(Span("facts"), "engagement-low", "Login was low.", "Load it.")], run="r1", known_until="then",
)  # fmt: skip


SLOWED = Slowed(
    number=2, account=replace(WHO, id="Berg"), rhythm="order", days=120, until=UNTIL, came=2, due=9.3, p=0.00061,
    adjusted=0.04, came_on=[UNTIL - timedelta(days=each) for each in (30, 90, 130, 140, 155, 170, 600)],
)  # fmt: skip


def flat(text: str) -> str:
    return " ".join(text.split())


def test_an_entry_says_rhythm_gap_and_how_rare_it_is() -> None:
    said = flat(silence_text(SILENCE))
    assert "1 account fell below its own rhythm." in said
    assert "Orders every 6 days, regularly; nothing for 31 days, since 30 May 2025; one in 4,000 gaps" in said
    assert "The chance that it is still there is 1.2 %." in said
    assert "It logged in last on 27 June 2025 (every 1.4 days)." in said
    assert "renews on 1 January 2026" in said
    assert "90 accounts could be judged, each by its own rhythm of orders and logins." in said


def test_beside_the_list_stands_what_the_usual_rule_would_name() -> None:
    said = flat(silence_text(SILENCE))
    assert "The usual rule, 30 days without anything, would name 3 accounts; for 1 of them such a gap is" in said
    assert "about 3 of them fell silent; of about 2 nobody can yet say who they are" in said
    assert "NOT SURE ENOUGH FOR THE LIST Near: orders every 20 days, nothing for 90 days" in said
    assert "gone, not silent" in said
    assert "3 March 2025 to 7 March 2025: 0 logins where 99 would be usual; counts for nothing." in said


def test_days_that_do_not_count_are_said_where_they_matter() -> None:
    assert "(20 of them count)" in silence_words.silent(replace(GAP, counted=20.0))
    assert "count" not in silence_words.silent(replace(GAP, counted=30.0))


@pytest.mark.parametrize(
    ("steps", "words"), [(1, "at random"), (2, "fairly evenly"), (4, "regularly"), (12, "like clockwork")]
)
def test_regularity_is_a_word(steps: int, words: str) -> None:
    assert silence_words.rhythm(replace(GAP, steps=steps)) == f"orders every 6 days, {words}"


def test_one_kind_that_fell_silent_alone_says_so() -> None:
    alone = replace(ENTRY, gap=replace(GAP, whole=False, there=0.2))
    assert "The chance that it still orders is 20 %." in silence_words.entry(alone)


def test_an_account_that_slowed_down_is_said_beside_its_own_pace() -> None:
    told = replace(SILENCE, slowed=[SLOWED])
    said = flat(silence_text(told))
    assert "2 accounts fell below their own rhythm." in said
    assert "(of 2: 0.0)" in said
    assert (
        "2. Berg Orders still, but slowed down: 2 times in the last 120 days; by its own pace of the year before, and "
        "everybody's, about 9 would be usual. Of accounts that keep their pace, one in 1,600 would come so seldom."
    ) in said
    assert "once in the last" in silence_words.slowed(replace(SLOWED, came=1))
    assert "not once in the last" in silence_words.slowed(replace(SLOWED, came=0))
    assert "fewer than one in a million would come" in silence_words.slowed(replace(SLOWED, p=1e-9))
    assert silence_record(told)["slowed"][0]["came"] == 2
    page = silence_page(told)
    assert 'id="entry-2"' in page
    assert "Still there, but slowed down" in page
    opened = Opened(account=SLOWED.account, number=2, gaps=[GAP], events=[], quiet=[], until=UNTIL, query="",
                    slowed=SLOWED)  # fmt: skip
    assert "Orders still, but slowed down" in flat(opened_text(opened))
    assert opened_record(opened)["slowed"]["due"] == 9.3


def test_the_line_of_an_account_that_slowed_down_marks_the_last_days() -> None:
    tree = ElementTree.fromstring(standing_alone(line_of_slowed(SLOWED)))  # noqa: S314  our own drawing
    ticks = [float((each.get("d") or "M0 ").split()[0][1:]) for each in tree.iter() if each.get("class") == "curve"]
    (recent,) = [each for each in tree.iter() if each.get("class") == "bad-ground"]
    assert len(ticks) == 6  # what is older than 540 days is not drawn
    assert sum(each > float(recent.get("x", "0")) for each in ticks) == 2
    assert line_of_slowed(replace(SLOWED, came=0, came_on=[]))


def test_nobody_is_an_answer_and_so_is_not_knowing() -> None:
    empty = replace(SILENCE, entries=[], expected=0.2, points=[])
    assert "Nobody is shown to have fallen silent." in silence_text(empty)
    assert "Nobody can tell yet." in silence_text(replace(empty, judged=0))


def test_months_are_told_beside_the_accounts_own() -> None:
    fell = Fallen(account=WHO, month=date(2025, 5, 1), was=2, usual=41.2, months=12, p=1e-7, adjusted=1e-5)
    told = replace(SILENCE, entries=[], fallen=[fell], by_month=True, points=[])
    said = flat(silence_text(told))
    assert "2 in May 2025, where 41.2 would be usual by its own 12 months" in said
    assert silence_record(told)["fallen"][0]["usual"] == 41.2
    assert "Below their own months" in silence_page(told)


def test_the_line_of_an_account_shows_its_days_and_the_gap() -> None:
    drawn = standing_alone(line_of(ENTRY))
    tree = ElementTree.fromstring(drawn)  # noqa: S314  our own drawing
    ticks = [each for each in tree.iter() if each.get("class") == "curve"]
    (gap,) = [each for each in tree.iter() if each.get("class") == "bad-ground"]
    assert len(ticks) == 41
    assert float(gap.get("x", "0")) + float(gap.get("width", "0")) == pytest.approx(472)
    assert float(gap.get("width", "0")) == pytest.approx(464 * 31 / (UNTIL - GAP.first).days, abs=0.1)


def test_in_the_picture_of_all_a_longer_gap_stands_higher() -> None:
    tree = ElementTree.fromstring(standing_alone(all_of(SILENCE)))  # noqa: S314  our own drawing
    near, slow, silent = [each for each in tree.iter() if each.tag.endswith("circle")]
    assert float(near.get("cy", "0")) < float(slow.get("cy", "0")) < float(silent.get("cy", "0"))
    assert float(silent.get("cx", "0")) < float(near.get("cx", "0")) < float(slow.get("cx", "0"))


def test_names_of_others_are_text() -> None:
    bad = Account(id=HOSTILE, owner=HOSTILE)
    worst = replace(SILENCE, entries=[replace(ENTRY, account=bad)], slowed=[replace(SLOWED, account=bad)],
                    young=[bad], gone=[bad],
                    points=[replace(each, account=HOSTILE) for each in SILENCE.points])  # fmt: skip
    for drawn in (silence_page(worst), all_of(worst), line_of(worst.entries[0]), line_of_slowed(worst.slowed[0])):
        assert "<script" not in drawn
    assert "\x1b" not in silence_text(worst) + silence_page(worst)
    assert json.loads(json.dumps(silence_record(worst)))["entries"][0]["account"] == HOSTILE


def test_an_opened_account_shows_what_it_did_and_the_query() -> None:
    events = [Event(day=UNTIL - timedelta(days=40 + each), kind="order", reference=f"S{each}") for each in range(20)]
    opened = Opened(
        account=replace(WHO, gone=date(2025, 6, 2)), number=0, gaps=[GAP], events=events, quiet=SILENCE.quiet,
        until=UNTIL, query="SELECT 1", young=True,
    )  # fmt: skip
    said = opened_text(opened)
    assert "Lindqvist · not on the list · as of 30 June 2025" in said
    assert "gone, not silent" in said
    assert "and 5 more; --json has all" in said
    assert said.rstrip().endswith("SELECT 1")
    assert len(opened_record(opened)["events"]) == 20
