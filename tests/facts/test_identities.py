"""Accounts and providers are called as a table says, where it is sure enough; every other row is counted."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from tests.facts.staging import Rows, arrival, case, loaded
from truegreen.engine.duck import Duck
from truegreen.facts.identifying import identified
from truegreen.facts.loading import Arrival
from truegreen.facts.store import Store
from truegreen.facts.tables import CASE
from truegreen.model.identity import Identity, Kind, Who
from truegreen.readings.unmatched import looked_up


@pytest.fixture(scope="module")
def duck() -> Iterator[Duck]:
    duck = Duck()
    yield duck
    duck.close()


def says(given: str, means: str, source: str = "", confidence: str = "1", kind: Kind = Kind.ACCOUNT) -> Identity:
    return Identity(kind, given, source, means, Decimal(confidence), "Jo")


def called(duck: Duck, *identities: Identity, names: tuple[str, ...], source: str = "crm") -> list[str]:
    """Give what accounts are called once they are loaded, in their order."""
    _, relation = arrival(
        duck, "f", case=[case(str(n), "2025-01-01", account_id=x) for n, x in enumerate(names)]
    ).staged[0]
    with identified(duck, CASE, relation, source, Who(identities=identities)) as found:
        return [name for (name,) in duck.rows(f"SELECT account_id FROM {found.relation} ORDER BY _row")]


def test_a_name_becomes_what_it_means_and_others_stay(duck: Duck) -> None:
    assert called(duck, says("A-1", "Globex"), names=("A-1", "A-2", "Globex")) == ["Globex", "A-2", "Globex"]


def test_the_exact_name_comes_before_one_in_other_letters(duck: Duck) -> None:
    identities = (says("001A", "Globex"), says("001a", "Initech"))
    assert called(duck, *identities, names=("001A", "001a")) == ["Globex", "Initech"]
    identities = (says("xa", "Globex"), says("XA", "Initech", source="crm"))
    assert called(duck, *identities, names=("xa", "XA"), source="crm") == ["Globex", "Initech"]


def test_case_and_blanks_do_not_matter_unless_they_tell_two_apart(duck: Duck) -> None:
    assert called(duck, says("Globex Ltd", "G"), names=(" GLOBEX LTD", "globex ltd ")) == ["G", "G"]
    two = (says("xa", "Globex"), says("Xa", "Initech"))
    assert called(duck, *two, names=("XA", "xa")) == ["XA", "Globex"]


def test_what_is_said_of_the_source_comes_first(duck: Duck) -> None:
    identities = (says("7", "Globex"), says("7", "Initech", source="billing"))
    assert called(duck, *identities, names=("7",), source="billing") == ["Initech"]
    assert called(duck, *identities, names=("7",), source="crm") == ["Globex"]
    assert called(duck, says("7", "Initech", source="billing"), names=("7",), source="crm") == ["7"]


@pytest.mark.parametrize(("confidence", "name"), [("0.79", "A-1"), ("0.8", "Globex"), ("1", "Globex")])
def test_only_what_is_sure_enough_is_used(duck: Duck, confidence: str, name: str) -> None:
    assert called(duck, says("A-1", "Globex", confidence=confidence), names=("A-1",)) == [name]


def test_a_provider_is_looked_up_among_providers(duck: Duck, tmp_path: Path) -> None:
    identities = (says("north", "Northline", kind=Kind.PROVIDER), says("north", "Globex"))
    rows = [case("a", "2025-01-01", provider="NORTH", account_id="north")]
    loaded(duck, tmp_path, arrival(duck, "f", case=rows), who=Who(identities=identities))
    store = Store(tmp_path)
    (file,) = store.files(store.read().of("case").values())
    assert duck.row(f"SELECT provider, account_id FROM '{file}'") == ("Northline", "Globex")


def test_every_row_is_counted_once_and_told_by_table(duck: Duck, tmp_path: Path) -> None:
    identities = (says("A-1", "Globex"), says("A-2", "Initech", confidence="0.5"))
    names = ["A-1", "A-1", "a-2", "Globex", "other", "other", "other", None]
    rows = [case(str(n), f"2025-0{n % 3 + 1}-01", account_id=name) for n, name in enumerate(names)]
    who = Who(identities=identities)
    halves = [_by(arrival(duck, f"f{n}", case=rows[n::2]), "crm") for n in (0, 1)]
    state, _ = loaded(duck, tmp_path, *halves, who=who)
    counts = [source.identities["case"] for source in state.sources.values()]
    total = {
        name: sum(each.get(name, 0) for each in counts)
        for name in ("account matched", "account doubtful", "account unknown")
    }
    assert total == {"account matched": 2, "account doubtful": 1, "account unknown": 3}
    begins = "1 of 8 rows of case name an account that identities/ matches with less confidence than 0.8"
    told = {each.id: (str(each.at), each.count, each.says) for each in looked_up(state, who.least)}
    assert told == {
        "unmatched-identity": (
            "facts/case", 3, "3 of 8 rows of case name an account that identities/ does not know; 2 were matched."
        ),
        "doubtful-identity": (
            "facts/case", 1,
            f"{begins}; 2 were matched.",
        ),
    }  # fmt: skip


def test_with_account_records_it_is_they_that_say_who_is_there(duck: Duck, tmp_path: Path) -> None:
    rows: dict[str, Rows] = {
        "case": [case("a", "2025-01-01", account_id="other")],
        "account": [{"account_id": "other"}],
    }
    state, _ = loaded(duck, tmp_path, arrival(duck, "f", **rows), who=Who(identities=(says("A-1", "Globex"),)))
    assert list(looked_up(state, Decimal("0.8"))) == []


def test_nothing_is_told_where_nothing_was_looked_up(duck: Duck, tmp_path: Path) -> None:
    state, _ = loaded(duck, tmp_path, arrival(duck, "f", case=[case("a", "2025-01-01", account_id="x", provider="y")]))
    assert list(looked_up(state, Decimal("0.8"))) == []


def _by(one: Arrival, mapping: str) -> Arrival:
    return Arrival(one.inputs, one.staged, mapping=mapping)
