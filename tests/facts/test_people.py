"""People are kept as keyed hashes alone, equal to Python's, and one of them can be forgotten for good."""

from __future__ import annotations

import hmac
import unicodedata
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.facts.staging import WHO, arrival, case, loaded
from truegreen.engine.duck import Duck
from truegreen.facts.forgetting import rows_naming, without
from truegreen.facts.pseudonyms import name_pseudonyms, pseudonym
from truegreen.facts.store import Store
from truegreen.facts.tables import TABLES
from truegreen.model.identity import Key, Who, is_pseudonym

assert WHO.key is not None
KEY = WHO.key
PEOPLE = {"agent_id": "Ana Prado", "customer_id": "ben@globex.example"}
LETTERS = st.text(st.characters(codec="utf-8", categories=("L", "N", "Zs", "Mn")), max_size=20)


def by_hand(key: Key, person: str) -> str:
    return "p-" + hmac.new(key.secret, person.encode(), "sha256").hexdigest()[:16]


@pytest.fixture(scope="module")
def duck() -> Duck:
    return Duck()


@given(secret=st.binary(min_size=32, max_size=32), person=st.from_regex(r"[a-z0-9@._-]{1,80}", fullmatch=True))
def test_a_pseudonym_is_what_the_hmac_module_says(duck: Duck, secret: bytes, person: str) -> None:
    assert pseudonym(duck, Key(secret), person) == by_hand(Key(secret), person)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(person=LETTERS)
def test_a_person_is_one_however_they_are_written(duck: Duck, person: str) -> None:
    once = pseudonym(duck, KEY, person)
    for other in (f"  {person}\t", unicodedata.normalize("NFD", person), unicodedata.normalize("NFC", person)):
        assert pseudonym(duck, KEY, other) == once


WRITINGS = [("ANA", "ana"), ("MÜLLER", "müller"), ("Mu\u0308ller", "müller"), ("a\u00a0", "a")]


@pytest.mark.parametrize(("one", "other"), WRITINGS)
def test_case_accents_and_blanks_around_make_no_other_person(duck: Duck, one: str, other: str) -> None:
    assert pseudonym(duck, KEY, one) == pseudonym(duck, KEY, other) == by_hand(KEY, other)


def test_blanks_are_nobody_and_another_key_makes_others(duck: Duck) -> None:
    assert pseudonym(duck, KEY, " \t\u00a0") == ""
    assert pseudonym(duck, KEY, "Ana") != pseudonym(duck, Key(bytes(32)), "Ana")
    assert is_pseudonym(pseudonym(duck, KEY, "Ana"))


def test_no_key_is_shown(duck: Duck) -> None:
    """A noun is printed and a statement fails without it, in any way of writing it."""
    with pytest.raises(duckdb.Error, match="nowhere") as broken:
        name_pseudonyms(duck, KEY, "nowhere", ["agent_id"], "made")
    for pad in (0, 0x36, 0x5C):
        start = bytes(byte ^ pad for byte in KEY.secret[1:5])
        written = (start.hex(), str(start)[2:-1], "".join(f"\\x{byte:02X}" for byte in start), start.decode())
        assert not any(each in f"{broken.value} {Who(KEY)!r}" for each in written)


def test_every_column_that_holds_a_person_is_marked() -> None:
    """What a table says of a column and what is done to it agree."""
    for table in TABLES.values():
        said = {column.name for column in table.columns if "seudonym" in column.says}
        assert said == set(table.people)


def test_only_pseudonyms_are_loaded(duck: Duck, tmp_path: Path) -> None:
    agents = [
        case("a", "2025-01-03", **PEOPLE),
        case("b", "2025-01-04", agent_id=" ana PRADO "),
        case("c", "2025-02-01"),
    ]
    state, findings = loaded(duck, tmp_path, arrival(duck, "f", case=agents))
    assert not findings
    assert held(duck, tmp_path, "case_id, agent_id, customer_id") == [
        ("a", by_hand(KEY, "ana prado"), by_hand(KEY, "ben@globex.example")),
        ("b", by_hand(KEY, "ana prado"), None),
        ("c", None, None),
    ]
    assert state.key == KEY.mark
    (row, *_) = held(duck, tmp_path, "*")
    assert "ana" not in str(row).lower()
    assert "globex" not in str(row)


def test_without_a_key_people_are_left_empty(duck: Duck, tmp_path: Path) -> None:
    loaded(duck, tmp_path, arrival(duck, "f", case=[case("a", "2025-01-03", **PEOPLE)]), who=Who())
    assert held(duck, tmp_path, "case_id, agent_id, customer_id") == [("a", None, None)]


def test_whoever_is_forgotten_stands_in_no_row_and_all_rows_stay(duck: Duck, tmp_path: Path) -> None:
    rows = [case(f"n{n}", f"2025-0{n % 3 + 1}-01", agent_id=f"agent {n % 2}", customer_id=f"u{n}") for n in range(9)]
    store, who = Store(tmp_path), pseudonym(duck, KEY, "AGENT 1")
    state, _ = loaded(duck, tmp_path, arrival(duck, "f", case=rows))
    before = held(duck, tmp_path, "case_id, customer_id, opened_at")
    assert rows_naming(duck, store, state, [who]) == {"case": {"2025-01": 1, "2025-02": 2, "2025-03": 1}}
    after = without(duck, store, state, [who])
    assert store.read() == state, "nothing is committed by looking"
    store.commit(after)
    assert store.read() == after
    assert held(duck, tmp_path, "case_id, customer_id, opened_at") == before
    agents = held(duck, tmp_path, "case_id, agent_id")
    assert {name: bool(agent) for name, agent in agents} == {f"n{n}": not n % 2 for n in range(9)}
    assert rows_naming(duck, store, after, [who]) == {}
    sources = [each.read_bytes() for each in tmp_path.rglob("*.parquet")]
    assert sources
    assert not any(who.encode() in each for each in sources)


def test_a_month_without_a_person_equals_one_that_was_loaded_so(duck: Duck, tmp_path: Path) -> None:
    rows = [case("a", "2025-01-01", agent_id="Ana"), case("b", "2025-01-02", agent_id="Ben")]
    who = pseudonym(duck, KEY, "Ana")
    state, _ = loaded(duck, tmp_path / "one", arrival(duck, "f", case=rows))
    erased = without(duck, Store(tmp_path / "one"), state, [who])
    reloaded, _ = loaded(
        duck, tmp_path / "two", arrival(duck, "f", case=rows), who=Who(KEY, forgotten=frozenset({who}))
    )  # fmt: skip
    digests = [{key: each.digest for key, each in one.partitions.items()} for one in (erased, reloaded)]
    assert digests[0] == digests[1]
    assert erased.forgotten == reloaded.forgotten == {who}


def test_a_load_forgets_in_the_rows_that_stay_as_well(duck: Duck, tmp_path: Path) -> None:
    loaded(duck, tmp_path, arrival(duck, "old", case=[case("a", "2025-01-01", agent_id="Ana")]))
    who = Who(KEY, forgotten=frozenset({pseudonym(duck, KEY, "Ana")}))
    loaded(duck, tmp_path, arrival(duck, "new", case=[case("b", "2025-03-01", agent_id="Ana")]), who=who)
    assert held(duck, tmp_path, "case_id, agent_id") == [("a", None), ("b", None)]


def held(duck: Duck, folder: Path, columns: str) -> list[tuple[object, ...]]:
    """Give columns of all cases that count."""
    store = Store(folder)
    files = ", ".join(f"'{path}'" for path in store.files(store.read().of("case").values()))
    return duck.rows(f"SELECT {columns} FROM read_parquet([{files}]) ORDER BY case_id")
