"""The review pack says what its nouns hold and no more, the same in page, slides, workbook, PDF and record."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from tests.reports import samples, statements, warned
from tests.reports.reviews import governed, made, matter, nothing_found, review
from tests.reports.test_value_words import NONE, VALUED
from truegreen.model.entered import Entry, Kind
from truegreen.model.look import Logo, Look
from truegreen.model.review import Billed, Preset
from truegreen.model.statement import Category
from truegreen.reports.records import scorecard_record
from truegreen.reports.review.decisions import under_way
from truegreen.reports.review.library import NotInstalledError, library
from truegreen.reports.review.page import review_page, review_pdf
from truegreen.reports.review.parts import EVERYTHING, Block, Need, Pack, Table
from truegreen.reports.review.record import read_pack, review_record
from truegreen.reports.review.seen import seen_by, without
from truegreen.reports.review.sheets import review_sheets
from truegreen.reports.review.slides import review_slides
from truegreen.reports.review.text import review_text
from truegreen.reports.review.words import governing, pack
from truegreen.reports.statement_records import statement_record
from truegreen.units.period import parse_period

Presentation = pytest.importorskip("pptx").Presentation
PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde\x00\x00\x00\x0c"
    b"IDATx\x9cc\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef\x00\x00\x00\x00IEND\xaeB`\x82"
)


@pytest.fixture(scope="module")
def whole() -> Pack:
    return made()


@pytest.fixture(scope="module")
def slides(whole: Pack) -> bytes:
    return review_slides(whole)


def blocks(of: Pack) -> dict[str, Block]:
    return {block.id: block for section in of.sections for block in section.blocks}


def table(of: Pack, name: str) -> Table:
    return next(each for each in of.tables() if each.id == name)


def words(of: Pack) -> str:
    return json.dumps(review_record(of), ensure_ascii=False)


def opened(content: bytes, *, worked_out: bool = False) -> Any:
    from openpyxl import load_workbook

    return load_workbook(BytesIO(content), data_only=worked_out)


def charts(content: bytes) -> list[Any]:
    slides = Presentation(BytesIO(content)).slides
    return [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]


def test_the_first_page_says_the_hard_thing(whole: Pack) -> None:
    assert [each.id for each in whole.sections[0].blocks] == ["answer", "worst", "cost", "decide"]
    front = blocks(whole)
    assert front["answer"].title == (
        "Not in site 0, type 1, segment 1: the contract is met, customers most likely are not content, and accounts "
        "that pay 24,000 EUR a month had cases there"
    )
    assert "whatever they are for, take off" in front["answer"].sentences[0].words
    assert front["worst"].title == "What shows it in site 0, type 1, segment 1"
    said = " ".join(each.words for each in front["worst"].sentences)
    assert "The contract is met. On time: 100.0 %" in said
    assert "customers who answered were content (red line 70 %)" in said
    assert "pieces is wrong with a chance of" in said
    cost = " ".join(each.words for each in front["cost"].sentences)
    assert "2 accounts with 31 cases; these accounts pay 24,000.00 EUR a month." in cost
    assert "about 0.3 to give notice within three months: an expected loss of 99,000 EUR. It is modelled" in cost
    assert front["decide"].sentences[0].words == "Put up by the two sides and still open: More answers, or not?"
    assert "What is changed in site 0, type 1, segment 1" in front["decide"].sentences[1].words


def test_numbers_are_those_of_the_records(whole: Pack) -> None:
    card: Any = scorecard_record(samples.card())
    values = {each["measure"]["title"]: (each["reading"] or {}).get("value") or "" for each in card["rows"]}
    shown = {row[0].words: row[2].number for row in table(whole, "scorecard").rows}
    assert shown == values
    bill: Any = statement_record(statements.full())
    assert sum(Decimal(row[2].number) for row in table(whole, "lines").rows) == Decimal(bill["total"]["number"])
    more = statements.full().total - statements.february().total
    due = Decimal(bill["total"]["number"])
    assert blocks(whole)["due"].title == f"Acme owes {due:,} EUR for March 2025, {more} more than for February 2025"
    (chart,) = [each.chart for each in blocks(whole).values() if each.chart and each.chart.id == "waterfall"]
    assert [series.values[-1] for series in chart.series if series.name == "comes to"] == [float(due)]


def test_the_worst_stands_first_and_what_changed_is_named(whole: Pack) -> None:
    assert [row[7].words for row in table(whole, "scorecard").rows[:2]] == ["below minimum", "missed"]
    said = " ".join(each.words for each in blocks(whole)["scorecard"].sentences)
    assert "“Reopened [bold]” was met in February 2025 and missed now." in said
    assert "“Resolved on time” was missed in February 2025 and met now." in said


def test_where_nothing_is_shown_nothing_is_claimed() -> None:
    content = [replace(row, contract=row.contract.MET, outcome=row.outcome and row.outcome.CANNOT_TELL) for row in
               samples.card().rows]  # fmt: skip
    card = replace(samples.card(), rows=content)
    kept = replace(VALUED, saves=None, amounts=dict.fromkeys(VALUED.amounts, NONE))
    untold = replace(warned.ranked(warned.risk(1, "A-1")), trust=None)
    quiet = pack(
        review(truth=nothing_found(), through=nothing_found(), worst=None, card=card, card_before=card, cards=[card],
               whole=card, valued=kept, ranked=untold, statements=(), statements_before=(), unsettled="No run.")
    )  # fmt: skip
    front = blocks(quiet)
    assert front["answer"].title == "No green piece of work is shown to be red inside"
    assert "quiet" not in front
    assert front["worst"].title == "No watermelon is shown"
    assert "nobody can tell" in front["worst"].sentences[0].words
    assert [each.words for each in front["cost"].sentences] == ["Nothing that is measured says what is at stake."]
    assert "parted" not in front
    assert front["felt"].title.startswith("Nobody can tell yet of any of")
    assert front["saved"].title == "What trying to keep accounts protected is not measured: nobody was held out"
    assert front["due"].title == "No statement: no run"
    said = words(quiet)
    assert "Nothing hard" not in said
    assert "watermelon (" not in said
    assert "protected 5" not in said
    assert not re.search("What brings|What is changed in|Who owns the causes", said)


def test_a_miss_that_chance_may_explain_says_so() -> None:
    first, *rest = samples.card().rows
    assert first.reading
    lucky = replace(first, contract=first.contract.MISSED, reading=replace(first.reading, low=0.88, high=0.95))
    card = replace(samples.card(), rows=[lucky, *rest])
    said = words(pack(review(card=card)))
    assert "the interval holds the target, so chance may explain the miss" in said
    assert "Their 95 % intervals hold the target: Resolved on time" in said


def test_a_longer_time_counts_the_months_that_were_met() -> None:
    card = samples.card()
    missed = replace(card, rows=[replace(each, contract=each.contract.MISSED) for each in card.rows])
    quarter = pack(review(preset=Preset.QUARTERLY, cards=[missed, missed, card], period=parse_period("2025-Q1")))
    rows = {row[0].words: row[-1].words for row in table(quarter, "scorecard").rows}
    assert (rows["Resolved on time"], rows["Reopened [bold]"], rows["Effort"]) == ("1 of 3", "0 of 3", "0 of 2")
    assert quarter.name == "Quarterly business review"
    assert "Measures as they stood in March 2025, the last month." in words(quarter)


def test_decisions_and_actions_since_last_time(whole: Pack) -> None:
    assert [row[0].words for row in table(whole, "decisions").rows] == ["Pay for solved matters"]
    actions = {row[0].words: [cell.words for cell in row[1:]] for row in table(whole, "actions").rows}
    assert actions == {
        "Train Manila": ["João Reis", "2025-03-20", "late"],
        "Fix the forms": ["Ines Vogel", "no day", "Done"],
    }
    assert table(whole, "put-up").rows[0][2].words == "73 more are needed."
    assert table(whole, "waiting").rows[0][2].words == "Nobody answers"
    unkept = blocks(pack(review()))["decided"]
    assert unkept.title.startswith("No workspace keeps decisions")
    assert words(governing(pack(review()), governed())) == words(whole)


def test_what_is_under_way_about_the_hard_thing_stands_beside_it() -> None:
    same = matter("cause-6", "cause", "asked", "Why SITE 0, type 1 and Segment 1 disappoint", due=None)
    other = matter("cause-7", "cause", "asked", "Why site 0 is late")
    over = matter("cause-8", "cause", "closed", "Site 0, type 1, segment 1: over")
    made = governing(pack(review()), replace(governed(), matters=[same, other, over]))
    front = blocks(made)["worst"]
    named = replace(front, about=("site 0", "type 1", "segment 1"))
    again = replace(made, sections=[replace(made.sections[0], blocks=[named]), *made.sections[1:]])
    assert under_way(None, named.about, "Acme", "Northline") == ""
    told = governing(again, replace(governed(), matters=[same, other, over]))
    assert blocks(told)["worst"].sentences[-1].words == (
        "Under way: root-cause analysis “Why SITE 0, type 1 and Segment 1 disappoint” waits for Northline."
    )


def test_what_commercial_people_heard_stands_by_the_accounts_for_who_may_see_names() -> None:
    said = (
        Entry(account="B-7", kind=Kind.SALES_CONCERN, on=date(2025, 3, 11), severity=4),
        Entry(account="A-1", kind=Kind.PRAISE, on=date(2025, 3, 18)),
    )
    heard = governing(pack(review()), replace(governed(), heard=said))
    assert [[cell.words for cell in row] for row in table(heard, "heard").rows] == [
        ["A-1", "praise", "2025-03-18", "–"], ["B-7", "sales concern", "2025-03-11", "4"],
    ]  # fmt: skip
    assert "wrote down 2 signals: praise, sales concern" in blocks(heard)["heard"].title
    assert "heard" not in blocks(seen_by(heard, EVERYTHING - {Need.ACCOUNTS}))
    assert "heard" not in blocks(governing(pack(review()), governed()))


def test_a_reader_sees_only_what_they_may(whole: Pack) -> None:
    assert all(each in words(whole) for each in ("B-7", "A-1", "AM4", "Call account A-1", "credit of February"))
    unnamed = words(seen_by(whole, EVERYTHING - {Need.ACCOUNTS}))
    assert not re.search("B-7|A-1|AM4|Call account", unnamed)
    assert "account 2" in unnamed
    penniless = words(seen_by(whole, {Need.VALUE, Need.ACCOUNTS}))
    assert not re.search("late-credit|Acme owes|Statement lines|All credits|credit of February", penniless)
    assert not re.search("xpected loss|protected", words(seen_by(whole, {Need.MONEY})))
    assert seen_by(whole, {Need.MONEY}).hidden == ["what customers are worth", "named accounts"]
    assert "This copy leaves out what customers are worth, named accounts." in review_page(seen_by(whole, {Need.MONEY}))


def test_what_is_still_a_draft_is_left_out_wherever_it_stands(whole: Pack) -> None:
    assert words(without(whole, [])) == words(whole)
    held_back = without(whole, ["on-time", "reopen"])
    said = words(held_back)
    assert "Reopened [bold]" in words(whole)
    assert not re.search(r"Reopened|Resolved on time|93\.3 %|On time: 100", said)
    assert len(table(held_back, "scorecard").rows) == len(table(whole, "scorecard").rows) - 2
    assert "This copy leaves out measures that are drafts." in review_page(held_back)
    assert (
        blocks(held_back)["answer"].title == "What is hardest rests on measures that are drafts, and is left out here"
    )
    lines = {row[0].words: row[3].words for row in table(held_back, "lines").rows}
    assert "left out here: it rests on a draft" in lines.values()
    assert len(lines) == len(table(whole, "lines").rows)


def test_a_record_is_the_pack_again(whole: Pack, slides: bytes) -> None:
    record = json.loads(json.dumps(review_record(whole)))
    again = read_pack(record)
    assert review_record(again) == record
    assert review_page(again) == review_page(whole)
    assert review_slides(again) == slides


def test_slides_have_messages_notes_and_charts_with_the_same_numbers(whole: Pack, slides: bytes) -> None:
    deck = Presentation(BytesIO(slides))
    messages = [slide.shapes.title.text_frame.text.replace("\xa0", " ") for slide in deck.slides]
    written = [shape.text_frame.text.replace("\xa0", " ") for slide in deck.slides for shape in slide.shapes
               if shape.has_text_frame]  # fmt: skip
    for section in whole.sections[1:]:
        assert section.blocks[0].title in messages
        assert all(block.title in written for block in section.blocks)
    notes = [slide.notes_slide.notes_text_frame.text for slide in deck.slides if slide.has_notes_slide]
    assert "rests on: truth test, entry 1" in notes[0]
    assert "to see it again: truegreen truth --period 2025-03 --open 1" in notes[0]
    assert all(each.endswith(whole.made_of) for each in notes)
    for block in blocks(whole).values():
        assert all(any(each.words in note for note in notes) for each in block.sentences)
    drawn = [each.chart for each in blocks(whole).values() if each.chart]
    native = charts(slides)
    assert len(native) == len(drawn) > 2
    for chart, meant in zip(native, drawn, strict=True):
        series = [tuple(each.values) for plot in chart.plots for each in plot.series]
        assert series == [pytest.approx(tuple(each.values)) for each in meant.series]
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= (deck.slide_width or 0) + 12_700
            assert shape.top + shape.height <= (deck.slide_height or 0) + 12_700


def test_a_workbook_adds_up_by_itself(whole: Pack) -> None:
    content = review_sheets(whole)
    live, worked_out = (opened(content, worked_out=each)["Lines"] for each in (False, True))
    last = live.max_row
    assert str(live.cell(last, 3).value).startswith("=SUM(C5:C")
    total = statements.full().total.amount
    assert Decimal(str(worked_out.cell(last, 3).value)) == total
    assert sum(Decimal(str(live.cell(row, 3).value)) for row in range(5, last)) == total
    assert next(each.title for each in opened(content)) == "Review"


HOSTILE = "=cmd|' /C calc'!A0<script>alert(1)</script>\"><img src=x onerror=alert(1)>{{7*7}}\x1b[2J\u202e"


def hostile() -> Pack:
    """Give a pack in which all that somebody else may name is hostile."""
    card = samples.card()
    rows = [replace(each, measure=replace(each.measure, title=HOSTILE, clause=HOSTILE)) for each in card.rows]
    card = replace(card, rows=rows, title=HOSTILE)
    bill = replace(statements.full(), client=HOSTILE, lines=tuple(replace(each, title=HOSTILE) for each in
                                                                 statements.full().lines))  # fmt: skip
    matters = [replace(each, title=HOSTILE, says={"owner": HOSTILE, "decided": HOSTILE}) for each in governed().matters]
    return pack(
        review(card=card, cards=[card], whole=card, client=HOSTILE, provider="@SUM(A1)", title=HOSTILE,
               statements=[Billed(bill, False)],
               ranked=warned.ranked(warned.risk(1, HOSTILE, owner="+1"), warned.risk(2, "-2"))),
        replace(governed(), matters=matters, people={}),
    )  # fmt: skip


def test_a_total_is_worked_out_from_what_stands_before_it() -> None:
    bills = [Billed(statements.february(), True), Billed(statements.full(), False)]
    content = review_sheets(pack(review(statements=bills)))
    live, worked_out = (opened(content, worked_out=each)["Periods"] for each in (False, True))
    assert [str(live.cell(row, 5).value) for row in (5, 6, 7)] == ["=SUM(B5:D5)", "=SUM(B6:D6)", "=SUM(E5:E6)"]
    assert Decimal(str(worked_out.cell(6, 5).value)) == statements.full().total.amount
    assert live.cell(6, 5).number_format == '#,##0.00 "EUR"'
    assert (live.freeze_panes, live.page_setup.orientation) == ("B5", "landscape")


def test_what_others_name_is_inert_on_the_page() -> None:
    page = review_page(hostile())
    assert not re.search(r"<script|<img src=x|onerror=alert\(1\)>|\x1b|\u202e", page)
    assert "&lt;script&gt;alert(1)" in page
    assert "{{7*7}}" in page


def test_what_others_name_is_inert_in_slides() -> None:
    content = review_slides(hostile())
    with ZipFile(BytesIO(content)) as held:
        for name in held.namelist():
            if name.endswith(".rels"):
                assert b"hyperlink" not in held.read(name), name
            if name.endswith(".xlsx"):
                cells = [cell for sheet in opened(held.read(name)) for row in sheet for cell in row]
                assert [each.value for each in cells if each.data_type == "f"] == []
    assert "\x1b" not in json.dumps(
        [each.shapes.title.text_frame.text for each in Presentation(BytesIO(content)).slides]
    )


def test_what_others_name_is_inert_in_the_workbook() -> None:
    book = opened(review_sheets(hostile()))
    cells = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    assert all(str(each.value).startswith("=SUM(") for each in cells if each.data_type == "f")
    risky = [each for each in cells if each.data_type == "s" and str(each.value).startswith(("=", "+", "-", "@"))]
    assert len(risky) > 10
    assert all(each.quotePrefix for each in risky)
    assert not any(each.hyperlink for each in cells)


def test_files_hold_no_time_of_making(whole: Pack, slides: bytes) -> None:
    for content in (slides, review_sheets(whole)):
        with ZipFile(BytesIO(content)) as held:
            assert {each.date_time for each in held.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert b"dcterms:" not in held.read("docProps/core.xml").replace(b"xmlns:dcterms", b"")
    assert review_sheets(whole) == review_sheets(made())
    assert review_page(whole) == review_page(made())


@pytest.mark.slow
def test_a_pdf_is_tagged_named_and_the_same_each_time() -> None:
    content = review_pdf(hostile())
    assert content.startswith(b"%PDF-")
    assert content == review_pdf(hostile())
    for wanted in (b"/StructTreeRoot", b"/MarkInfo", b"/Lang", b"pdfuaid", b"/Outlines", b"/Alt", b"/TH", b"/Author"):
        assert wanted in content or wanted in _unpacked(content), wanted
    assert not re.search(rb"/JavaScript|/JS |/Launch|/URI|/CreationDate|/ModDate", content + _unpacked(content))


def _unpacked(content: bytes) -> bytes:
    """Give what the streams of a PDF hold."""
    import zlib

    held = [b""]
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            held.append(zlib.decompress(found[1]))
        except zlib.error:
            continue
    return b"\n".join(held)


def test_the_parties_colours_and_logos_are_shown(whole: Pack) -> None:
    look = Look(client_colour="#123456", provider_colour="#abcdef", client_logo=Logo("png", PIXEL))
    page = review_page(whole, look)
    assert "border-color:#123456" in page
    assert page.count("data:image/png;base64,") == 1
    deck = Presentation(BytesIO(review_slides(whole, look)))
    assert [shape.image.blob for shape in deck.slides[0].shapes if shape.shape_type == 13] == [PIXEL]


def test_a_drawn_logo_is_on_the_page_and_on_the_first_slide(whole: Pack) -> None:
    drawn = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><path fill="#123456" d="M0 0h2v1H0z"/></svg>'
    look = Look(provider_logo=Logo("svg+xml", drawn))
    assert review_page(whole, look).count("data:image/svg+xml;base64,") == 1
    (logo,) = [each for each in Presentation(BytesIO(review_slides(whole, look))).slides[0].shapes
               if each.shape_type == 13]  # fmt: skip
    assert logo.image.blob.startswith(b"\x89PNG")
    assert logo._element._nvXxPr.cNvPr.get("descr") == "Logo of Northline"
    assert logo.width == pytest.approx(2 * logo.height, rel=0.02)


def test_what_is_not_installed_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pptx", None)
    with pytest.raises(NotInstalledError, match=r"python-pptx, which is not installed; `pip install truegreen\[web\]`"):
        library("pptx")


def test_a_statement_that_crosses_nought_is_drawn_on_both_sides() -> None:
    lines = (*statements.full().lines, statements.by_hand("settlement", "-190000.00", Category.CREDIT))
    total = statements.full().total + lines[-1].amount
    crossing = replace(statements.full(), lines=lines, total=total)
    drawn = blocks(pack(review(statements=[Billed(crossing, False)])))["due"].chart
    assert drawn
    assert [each.name for each in drawn.series].count("takes off, beyond nought") == 1
    for place in range(len(drawn.categories)):
        held = [value for each in drawn.series[1:] if (value := each.values[place]) is not None]
        assert len(held) in (1, 2)
        assert len(held) == 1 or min(held) < 0 < max(held)


def test_text_for_the_terminal_keeps_its_width(whole: Pack) -> None:
    said = review_text(whole, 80)
    assert max(map(len, said.splitlines())) <= 80
    assert "Not in site 0, type 1, segment 1: the contract is met" in said
