"""The small grammar: what it means, what it refuses and where, and that nothing else gets through."""

from __future__ import annotations

from decimal import Decimal

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truegreen.model.finding import Finding
from truegreen.sources.expression import compiled, names_in
from truegreen.sources.typed import Typed
from truegreen.units.span import Span

AT = Span("sources/m.yml", 5, 10)
ROW = "(SELECT 'Closed' AS state, '5' AS labour, '2.5' AS parts, NULL::VARCHAR AS note, 'yes' AS met) AS t"


def value(text: str, wants: str = "") -> object:
    findings: list[Finding] = []
    made = compiled(text, AT, findings, wants=wants)
    assert made, findings
    ((found,),) = duckdb.execute(f"SELECT {made.sql} FROM {ROW}").fetchall()
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", Decimal(7)),
        ("(1 + 2) * 3", Decimal(9)),
        ("8 - 2 - 1", Decimal(5)),
        ("1 / 3", Decimal("0.3333")),
        ("-labour * -2", Decimal(10)),
        ("labour --2", Decimal(7)),
        ("labour / 0", None),
        ("labour + note", None),
        ("labour > 3 and parts < 3", True),
        ("labour = 1 or not met = 'no'", True),
        ("note = 'x'", None),
        ("blank(note) and not blank(state)", True),
        ("if(note <> 'x', 'other', 'x')", "other"),
        ("coalesce(note, state)", "Closed"),
        ("upper(trim(' it''s '))", "IT'S"),
        ("\"labour\" = '5'", True),
        ("IF(Labour + 0 >= 5, 1, 2)", Decimal(1)),
    ],
)
def test_meaning(text: str, expected: object) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("note <> 'x'", True), ("note = 'x'", False), ("not (note = 'x')", True), ("met", True), ("note = note", True)],
)
def test_in_a_condition_a_blank_is_simply_different(text: str, *, expected: bool) -> None:
    assert value(text, wants="boolean") is expected


@pytest.mark.parametrize(
    ("text", "position", "says"),
    [
        ("", 0, "A value is missing"),
        ("labour +", 8, "A value is missing"),
        ("(labour", 7, "“)” is missing"),
        ("labour parts", 7, "does not go on"),
        ("a; drop table t", 1, "cannot be read"),
        ("a || b", 2, "cannot be read"),
        ("'open", 0, "cannot be read"),
        ("1.23456", 0, "cannot be read"),
        ("sleep(5)", 0, "no function “sleep”"),
        ("lower(a, b)", 0, "takes 1"),
        ("if(a, b)", 0, "takes 3"),
        ("lower(1)", 0, "A number stands where text belongs"),
        ("1 + 'a'", 2, "Text stands where a number belongs"),
        ("1 and a", 2, "A number stands where yes or no belongs"),
        ("a < b", 2, "neither comes first"),
        ("seconds_between(1, a)", 0, "A number stands where a time belongs"),
        ("and", 0, "A value is missing"),
        ("(" * 40 + "a", 30, "levels deep"),
        ("a+" * 150 + "a", 200, "cannot be read"),
    ],
)
def test_refusals_say_where(text: str, position: int, says: str) -> None:
    findings: list[Finding] = []
    result = compiled(text, AT, findings)
    assert not result
    assert [(each.id, each.at) for each in findings] == [("unreadable-expression", Span(AT.file, 5, 10 + position))]
    assert says in findings[0].says
    assert findings[0].remedy


def test_a_column_that_is_not_there_is_named_with_the_nearest() -> None:
    findings: list[Finding] = []
    assert not compiled("labor + 1", AT, findings, {"labour": Typed("u0", "any")})
    assert findings[0].remedy == "Did you mean labour?"


def test_names() -> None:
    assert names_in("""if(a = 'b', "c d", lower(e.f)) and not blank(g)""") == {"a", "c d", "e.f", "g"}


PIECES = st.sampled_from(
    ["labour", "state", "note", '"met"', "1", "2.5", "'a'", "''", "+", "-", "*", "/", "=", "<>", "<", ">=", "and", "or",
     "not", "(", ")", ",", "blank(", "lower(", "coalesce(", "if(", "seconds_between(", ";", "--", "null"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=9).map(" ".join) | st.text(max_size=30))
def test_what_is_let_through_is_sound_sql(text: str) -> None:
    findings: list[Finding] = []
    columns = {
        name: Typed(name, "any", time=f"try_cast({name} AS TIMESTAMP)", columns=frozenset({name}))
        for name in ("labour", "state", "note", "met")
    }
    made = compiled(text, AT, findings, columns)
    assert bool(made) != bool(findings)
    if made:
        duckdb.execute(f"SELECT {made.sql} FROM {ROW}").fetchall()
