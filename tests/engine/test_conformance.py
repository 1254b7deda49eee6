"""An engine that answers as the embedded one does is safe; one that errs is named with the row that differs."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from tests.clocks.engines import OnPostgres, postgres
from truegreen.cli import main
from truegreen.engine.duck import Duck
from truegreen.engine.operations import COUNT, columns, operations
from truegreen.facts.nasty import ROWS, month_of, nasty
from truegreen.facts.tables import TABLES
from truegreen.metrics.catalogue import catalogue
from truegreen.model.certified import Answer, Certified, Checked
from truegreen.readings import conformance
from truegreen.reports.certified_text import certified_text


class Erring(Duck):
    """An engine that reads some words of a query otherwise than they are meant."""

    mark = "an engine that errs"

    def __init__(self, words: str, instead: str) -> None:
        super().__init__()
        self.words, self.instead = words, instead

    def into(self, duck: Duck, name: str, query: str) -> None:
        rows = self.connection.sql(query.replace(self.words, self.instead)).to_arrow_table()
        duck.put(name, rows)


@pytest.fixture
def duck() -> Iterator[Duck]:
    opened = Duck()
    yield opened
    opened.close()


def asked(engine: Duck, duck: Duck) -> dict[str, Answer]:
    """Give the answer to each operation."""
    found = [*conformance.operations_of(engine, duck)]
    engine.close()
    return {each.name: each.answer for each in found}


def test_an_engine_that_does_not_err_is_safe(duck: Duck) -> None:
    found = asked(Erring("no such word", ""), duck)
    assert set(found) == set(operations())
    assert set(found.values()) == {Answer.SAME}


@pytest.mark.parametrize(
    ("words", "instead", "wrong"),
    [
        ("FLOOR(", "ROUND(", "a float made whole, cut off first"),
        (" IGNORE NULLS", "", "the last that was known"),
        ("DATE_TRUNC('SECOND', ", "DATE_TRUNC('MINUTE', ", "the second in which a moment lies"),
        ("DATE_TRUNC('WEEK', ", "DATE_TRUNC('MONTH', ", "the Monday of a week"),
        ("'porto'", "'Porto'", "words are equal only as they are written"),
        ("UNION ALL", "UNION", "rows of two tables"),
        ("DECIMAL(19, 0)", "FLOAT", "squares beyond 64 bits"),
    ],
)
def test_what_errs_is_found(words: str, instead: str, wrong: str, duck: Duck) -> None:
    found = asked(Erring(words, instead), duck)
    assert found[wrong] is Answer.DIFFERENT
    assert Answer.SAME in found.values()


def test_what_is_refused_is_told_apart_from_what_differs(duck: Duck) -> None:
    found = asked(Erring("ROW_NUMBER()", "NO_SUCH_FUNCTION()"), duck)
    assert found["a row's number"] is Answer.REFUSED
    assert Answer.DIFFERENT not in found.values()


def test_nasty_rows_have_keys_of_their_own_and_all_that_must_be_there() -> None:
    for table in TABLES.values():
        made = nasty(table)
        assert {len(each) for each in (*made.values(), month_of(table, made))} == {ROWS}
        for column in table.columns:
            if column.required:
                assert all(each not in (None, "") for each in made[column.name]), (table.name, column.name)
    assert all(len(each) == COUNT for each in columns().values())


def test_the_sentence_never_says_more_than_was_found() -> None:
    same = Checked(kind="metric", name="m", answer=Answer.SAME)
    odd = Checked(kind="metric", name="n", answer=Answer.DIFFERENT, says="2 rows", ours="1", theirs="2")
    no = Checked(kind="operation", name="o", answer=Answer.REFUSED, says="no such function")

    def said(*every: Checked) -> str:
        return certified_text(Certified(engine="e 1", against="duckdb", rows=9, checked=every), 100)

    assert "e 1 is safe: all that it was asked" in said(same)
    assert "e 1 is safe for what it answers; one question is refused." in said(same, no)
    assert "e 1 is not safe: one question is answered otherwise" in said(same, odd, no)
    assert "1 of 2 ways of counting" in said(same, odd)


@pytest.mark.slow
def test_postgresql_is_certified_by_the_verb() -> None:
    with postgres() as server:
        assert isinstance(server, OnPostgres)
        url = f"postgresql://truegreen@/postgres?host={server.connection.info.host}"
        made = CliRunner().invoke(main, ["engine", "check", url, "--json"])
    assert made.exit_code == 0, made.output
    told = json.loads(made.stdout)
    assert told["is_safe"]
    named = [each["name"] for each in told["checked"] if each["kind"] == "metric"]
    for metric in catalogue().values():
        for name in metric.variants:
            assert any(each.startswith(f"{metric.name}.{name}") for each in named)
