"""Accounts in the browser: the list with its filters, one account whatever its name, and nothing of those unknown."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from tests.web.shelving import risk, shelf
from tests.web.visiting import at, visitor

ODD = "Ω Ltd / <b>north</b>?#%"


def said(place: str, who: str = "client-commercial") -> str:
    answer = visitor(who).get(at(place))
    assert answer.status_code == 200, place
    return answer.content.decode()


def place(account: str) -> str:
    return f"accounts/{quote(account)}"


def test_the_list_is_filtered_sorted_and_in_its_address(workspace: Path) -> None:
    likelier = {"value": 0.9, "low": 0.8, "high": 0.95}
    risks = (
        risk("A-1", 1), risk("A-2", 2, owner="p-two", segment="Small"), risk("A-3", 3, chance=likelier, renewal=None),
    )  # fmt: skip
    with shelf(workspace, *risks):
        whole = said("accounts")
        assert whole.index(">A-1<") < whole.index(">A-2<") < whole.index(">A-3<")
        by_chance = said("accounts?sort=chance")
        assert by_chance.index(">A-3<") < by_chance.index(">A-1<")
        assert "?owner=p-one&amp;sort=renewal" in said("accounts?owner=p-one")
        assert ">A-1<" not in said("accounts?owner=p-two")
        assert ">A-2<" in said("accounts?owner=p-two&segment=Small&page=99")
        assert "No account is like that" in said("accounts?segment=Huge&sort=nonsense&page=-1")


def test_fifty_are_on_a_page(workspace: Path) -> None:
    with shelf(workspace, *(risk(f"A-{each:03}", each) for each in range(1, 103))):
        first, last = said("accounts"), said("accounts?page=3")
        assert (first.count('href="/a/acme-care/accounts/'), last.count('href="/a/acme-care/accounts/')) == (50, 2)
        assert "Page 3 of 3" in last
        assert "A-102" in last


def test_an_account_whatever_its_name(workspace: Path) -> None:
    with shelf(workspace, risk(ODD, 1), risk("A-2", 2, alert="beyond the budget", why="five others are greater")):
        page = said(place(ODD))
        assert "It adds up." in page
        assert '<svg class="pulls">' in page
        assert "<b>north" not in page
        assert "Ω Ltd / &lt;b&gt;north" in page
        assert f'href="/a/acme-care/{place(ODD).replace("%3F", "%3F")}"' in said("accounts")
        assert "five others are greater" in said(place("A-2"))


def test_whom_nobody_knows_there_is_no_page(workspace: Path) -> None:
    with shelf(workspace, risk("A-1", 1), heard={"A-gone": []}):
        assert visitor("client-commercial").get(at("accounts/A-9")).status_code == 404
        assert visitor("client-commercial").get(at("accounts/A-1", "another")).status_code == 404
        assert "It is not ranked" in said("accounts/A-gone")
        no = visitor("provider-finance").get(at("accounts/A-1"))
        assert no.status_code == 403
        assert "you may not see named accounts" in no.content.decode()


def test_what_a_run_heard_is_told_with_what_came_of_it(workspace: Path) -> None:
    told = {"on": "2025-03-01", "kind": "praise", "severity": None, "by": "", "came": "stayed through the window",
            "days": None}  # fmt: skip
    with shelf(workspace, risk("A-1", 1), heard={"A-1": [told]}):
        assert "1 Mar 2025: praise" in said("accounts/A-1")
        assert "(stayed through the window)" in said("accounts/A-1")
        assert "not yet in a run" not in said("accounts/A-1")
