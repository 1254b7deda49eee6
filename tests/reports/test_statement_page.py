from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings

import truegreen.reports
from tests.reports import statements
from tests.reports.test_page import Elements
from truegreen.model.finding import error
from truegreen.model.statement import Statement
from truegreen.reports import statement_words as words
from truegreen.reports.statement_page import ISSUED, MOVES, NOT_ISSUED, statement_page
from truegreen.units.span import Span

TEMPLATES = Path(truegreen.reports.__file__).parent / "templates"
CLAUSES = {"late-credit": "kind: service-credit\nmeasure: on-time", "cap": "kind: liability-cap", "other": "not here"}


def text() -> str:
    return statement_page(statements.with_held(), CLAUSES, statements.issued())


@pytest.fixture(scope="module")
def page() -> Elements:
    return Elements(text())


def test_nothing_is_loaded_from_outside_and_nothing_runs(page: Elements) -> None:
    assert not re.findall(r"https?:|//[a-z]|url\(|@import|javascript:|<script|<img|<link|<iframe", text())
    for _, attributes in page.found:
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        assert all(attributes[name].startswith("#") for name in ("href", "src") if name in attributes)


def test_every_link_leads_somewhere_and_ids_are_unique(page: Elements) -> None:
    ids = [attributes["id"] for _, attributes in page.found if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {attributes["href"][1:] for _, attributes in page.found if "href" in attributes} <= set(ids)
    assert {each["aria-labelledby"] for _, each in page.found if "aria-labelledby" in each} <= set(ids)


def test_it_can_be_heard_and_walked(page: Elements) -> None:
    assert [len(page.named(tag)) for tag in ("main", "header", "footer", "nav", "h1")] == [1, 1, 1, 1, 1]
    assert len(page.named("caption")) == len(page.named("table"))
    assert all("scope" in attributes for attributes in page.named("th"))
    drawn = [each for each in page.named("svg") if "aria-hidden" not in each]
    assert drawn
    assert all((each["role"], bool(each["aria-label"])) == ("img", True) for each in drawn)
    headings = [int(tag[1]) for tag, _ in page.found if re.fullmatch(r"h[1-6]", tag)]
    assert all(deeper - each <= 1 for each, deeper in pairwise(headings))


def test_every_bar_opens_into_its_steps() -> None:
    full = statements.full()
    bars = re.findall(r"<details><summary>.*?</details>", text(), re.DOTALL)
    assert len(bars) == len(full.lines) + len(full.later)
    by_order = [line for each in words.sections(full.lines) for line in each.lines]
    for bar, line in zip(bars, [*by_order, *full.later], strict=True):
        assert words.amount(line.amount) in bar
        for each in words.explained(line):
            assert words.minus(each.step.sentence) in bar
            assert str(each.step.at) in bar
            assert each.step.clause in bar


@given(statements.any_statement())
@settings(max_examples=15, deadline=None)
def test_every_amount_is_shown_and_the_table_foots(statement: Statement) -> None:
    written = statement_page(statement, {})
    Elements(written)
    table = written[written.index('<table class="invoice">') :]
    amounts = re.findall(r'<td class="n">([^<]*)</td></tr>', table[: table.index("</table>")])
    expected = [
        *(
            amount
            for each in words.sections(statement.lines)
            for amount in (each.sum, *(one.amount for one in each.lines))
        ),
        statement.total if statement.total.amount >= 0 else -statement.total,
    ]
    assert amounts == [words.amount(each) for each in expected]


def test_what_a_cap_took_and_what_stands_elsewhere_is_said() -> None:
    written = text()
    assert "Cap (§12): −8,660.00 EUR → −4,713.43 EUR" in written
    assert 'class="uncapped"' in written
    assert "invoice of March 2025" in written
    assert "corrects December 2024" in written
    assert re.search(r"<dt>Retention</dt><dd class=\"n\">500.00 EUR</dd>", written)


def test_the_words_of_its_clauses_are_there_and_no_others() -> None:
    written = text()
    assert "kind: liability-cap" in written
    assert "measure: on-time" in written
    assert "not here" not in written


def test_both_parties_can_sign_what_it_rests_on() -> None:
    written = text()
    signed = written[written.index('id="signatures"') :]
    assert signed.count('<dd class="rule">') == 6
    assert all(each in signed for each in ("Northline", "Acme", "43,712.07 EUR", "a1" * 32, "b2" * 32, "c3" * 32))
    draft = statement_page(statements.full(), {})
    assert "not issued" in draft
    assert "a1" * 32 not in draft


def test_every_status_is_a_word_a_shape_and_a_tone() -> None:
    written, css = text(), (TEMPLATES / "page.css").read_text("utf-8")
    for mark in (*MOVES.values(), ISSUED, NOT_ISSUED):
        assert f'<symbol id="is-{mark.name}"' in written
        assert f".mark.{mark.tone} {{" in css
    shown = [
        mark for mark in (*MOVES.values(), ISSUED) if f'<use href="#is-{mark.name}"></use></svg>{mark.word}' in written
    ]
    assert len(shown) == 4
    assert written.count('<span class="mark') == written.count('<use href="#is-') - 1  # the other one is the brand


def test_what_others_wrote_is_escaped_and_cannot_turn_the_text_around() -> None:
    bad = '</style><script>alert("x")</script>\u202e'
    full = statements.full()
    line = replace(full.lines[0], id=bad, clause=bad, because=replace(full.lines[0].because, says=bad, clause=bad))
    finding = error(Span(bad, 1), "odd", bad, bad)
    odd = replace(full, title=bad, client=bad, provider=bad, agreement=bad, contract=bad, lines=(line, *full.lines[1:]),
                  findings=(finding,))  # fmt: skip
    issued = replace(statements.issued(), text=bad, inputs=bad, definitions={bad: bad})
    written = statement_page(odd, {line.term: bad}, issued)
    Elements(written)
    assert "<script" not in written
    assert "\u202e" not in written
    assert written.count("</style>") == 1


def test_an_empty_statement_is_a_page_too() -> None:
    none = replace(statements.full(), lines=(), later=(), findings=(), total=words.added([], "EUR"))
    written = statement_page(none, {})
    Elements(written)
    assert "Nothing is due" in written


def test_the_same_statement_is_the_same_page() -> None:
    assert text() == text()
    assert len(text().encode()) < 200_000
