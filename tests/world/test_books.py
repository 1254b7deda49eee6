"""The books come from the draws; measured again from the files, by plain SQL, every count must be the same."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from itertools import pairwise

import duckdb
import pytest

from truegreen.world.books import Books
from truegreen.world.setting import CONTACT_TYPES, SEGMENTS, SITES

pytestmark = pytest.mark.slow

_CASE = """
    WITH c AS (
        SELECT ticket, account_no, contact_no, topic, site_code, opened_by = 'Customer' AS by_customer,
               created_utc::TIMESTAMP AS opened, due_utc::TIMESTAMP AS due, solved_utc::TIMESTAMP AS solved,
               reopen_count::INT AS reopened, handover_count::INT AS handed, escalated = 'Y' AS escalated, sla_met,
               labour_eur::DECIMAL(18, 2) + platform_eur::DECIMAL(18, 2) AS cost
        FROM cases),
    seen AS (SELECT max(opened) AS known_until FROM c),
    n AS (
        SELECT *, known_until, due IS NOT NULL AND (solved IS NOT NULL OR due < known_until) AS judged,
               coalesce(solved <= due, false) AS met,
               contact_no IS NOT NULL AND opened <= known_until - INTERVAL 7 DAY AS old_enough,
               coalesce(epoch(lead(opened) OVER same) - epoch(opened) <= 604800, false) AS same_matter,
               coalesce(epoch(lead(opened) OVER any_matter) - epoch(opened) <= 604800, false) AS any_matter
        FROM c, seen
        WINDOW same AS (PARTITION BY contact_no, topic ORDER BY opened),
               any_matter AS (PARTITION BY contact_no ORDER BY opened))
    SELECT strftime(timezone('Europe/London', timezone('UTC', {month})), '%Y-%m') AS month, site_code, topic, class,
           sum(({what})::DECIMAL(18, 2)) AS number
    FROM n JOIN (SELECT DISTINCT account_no, class FROM accounts) USING (account_no) WHERE {among} GROUP BY ALL"""
_OPENED = {
    "cases": ("1", "true"),
    "with_target": ("1", "judged"),
    "on_time": ("1", "judged AND met"),
    "customer_raised_with_target": ("1", "judged AND by_customer"),
    "customer_raised_on_time": ("1", "judged AND met AND by_customer"),
    "reported_on_time": ("1", "sla_met = 'Y'"),
    "old_enough": ("1", "old_enough"),
    "came_back": ("1", "old_enough AND same_matter"),
    "came_back_any_matter": ("1", "old_enough AND any_matter"),
    "reopened": ("1", "reopened > 0"),
    "escalated": ("1", "escalated"),
    "reassigned": ("1", "handed > 0"),
    "case_cost": ("cost", "true"),
}
_SOLVED = {
    "resolved": ("1", "solved IS NOT NULL"),
    "resolved_in_one_touch": ("1", "solved IS NOT NULL AND reopened = 0 AND handed = 0"),
    "resolved_reopened": ("1", "solved IS NOT NULL AND reopened > 0"),
    "resolved_cost": ("cost", "solved IS NOT NULL"),
}
_CALL = """
    SELECT strftime(queued::TIMESTAMP, '%Y-%m') AS month, c.site_code, topic, class, sum(({what})::DECIMAL(18, 2))
    FROM (SELECT *, date_diff('second', queued::TIMESTAMP, connected::TIMESTAMP) AS wait,
                 date_diff('second', queued::TIMESTAMP, dropped::TIMESTAMP) AS patience FROM calls) AS c
         LEFT JOIN (SELECT ticket, topic FROM cases) USING (ticket)
         LEFT JOIN (SELECT DISTINCT account_no, class FROM accounts) USING (account_no)
    WHERE {among} GROUP BY ALL"""
_OFFERED = {
    "offered": ("1", "true"),
    "answered": ("1", "connected IS NOT NULL"),
    "answered_in_20s": ("1", "wait <= 20"),
    "abandoned": ("1", "dropped IS NOT NULL"),
    "abandoned_in_5s": ("1", "patience < 5"),
    "wait_seconds": ("wait", "connected IS NOT NULL AND wait > 0"),
    "handle_seconds": ("talk_s::INT + hold_s::INT + acw_s::INT", "connected IS NOT NULL"),
}
_SURVEY = """
    SELECT strftime(strptime(coalesce(sent, case_solved), '%d/%m/%Y %H:%M'), '%Y-%m') AS month, site_code, topic, class,
           sum(({what})::DECIMAL(18, 2))
    FROM surveys JOIN (SELECT ticket, site_code, topic FROM cases) USING (ticket)
         JOIN (SELECT DISTINCT account_no, class FROM accounts) USING (account_no)
    WHERE question LIKE '{question}%' AND {among} GROUP BY ALL"""
_OVERALL = {
    "csat_eligible": ("1", "true"),
    "csat_invited": ("1", "sent IS NOT NULL"),
    "csat_answered": ("1", "answer IS NOT NULL"),
    "csat_satisfied": ("1", "answer IN ('4', '5')"),
}
_RECOMMEND = {
    "nps_invited": ("1", "sent IS NOT NULL"),
    "nps_answered": ("1", "answer IS NOT NULL"),
    "promoters": ("1", "answer::INT >= 9"),
    "detractors": ("1", "answer::INT <= 6"),
}
_EVALUATION = """
    SELECT strftime(strptime(reviewed, '%d.%m.%Y %H:%M'), '%Y-%m') AS month, e.site_code, topic, class,
           sum(({what})::DECIMAL(18, 2))
    FROM evaluations AS e JOIN (SELECT ticket, account_no, topic FROM cases) USING (ticket)
         JOIN (SELECT DISTINCT account_no, class FROM accounts) USING (account_no)
    WHERE status = 'Final' AND {among} GROUP BY ALL"""
_EVALUATED = {
    "evaluated": ("1", "true"),
    "without_customer_critical": ("1", "customer_error = 'N'"),
    "without_any_critical": ("1", "'Y' NOT IN (customer_error, business_error, compliance_error)"),
}
_QUERIES = {
    **{name: _CASE.format(what=what, among=among, month="opened") for name, (what, among) in _OPENED.items()},
    **{name: _CASE.format(what=what, among=among, month="solved") for name, (what, among) in _SOLVED.items()},
    **{name: _CALL.format(what=what, among=among) for name, (what, among) in _OFFERED.items()},
    **{name: _SURVEY.format(what=what, among=among, question="Overall") for name, (what, among) in _OVERALL.items()},
    **{name: _SURVEY.format(what=what, among=among, question="Would") for name, (what, among) in _RECOMMEND.items()},
    **{name: _EVALUATION.format(what=what, among=among) for name, (what, among) in _EVALUATED.items()},
}
_TOPICS = {each.code: each.name for each in CONTACT_TYPES}
_SITES = {each.code: each.name for each in SITES}
_CLASSES = dict(zip(("KEY", "CORE", "SMB"), SEGMENTS, strict=True))
Cells = dict[tuple[str, ...], Decimal]


def _booked(books: Books, figure: str) -> Cells:
    slices = ("month", "site", "contact_type", "segment")
    return {tuple(where[each] for each in slices): number for name, where, number in books.entries if name == figure}


@pytest.mark.parametrize("figure", _QUERIES)
def test_every_cell_is_as_booked(planted: Books, records: duckdb.DuckDBPyConnection, figure: str) -> None:
    measured = {
        (month, _SITES[site], _TOPICS.get(topic, ""), _CLASSES.get(segment, "")): number
        for month, site, topic, segment, number in records.execute(_QUERIES[figure]).fetchall()
    }
    assert len(measured) > 20
    assert measured == _booked(planted, figure)


def test_every_figure_is_measured_again(planted: Books) -> None:
    by_account = {"accounts", "accounts_lost", "recurring_revenue", "expansion", "expansion_of_new", "contraction"}
    assert {figure for figure, _, _ in planted.entries} == set(_QUERIES) | by_account | {"revenue_lost", "cost"}


def test_the_corrected_ledger_is_as_booked(planted: Books, records: duckdb.DuckDBPyConnection) -> None:
    last = records.execute(
        """SELECT period, opening_mrr::INT, upsell::INT, downsell::INT, lost FROM billing
           QUALIFY row_number() OVER (PARTITION BY account_no, period ORDER BY revision::INT DESC) = 1"""
    ).fetchall()
    first = records.execute("SELECT sum(opening_mrr::INT) FROM billing WHERE revision = '1'").fetchall()[0][0]
    assert planted.total("accounts") == sum(row[1] > 0 for row in last) < len(last)
    assert planted.total("recurring_revenue") == sum(row[1] for row in last) < first
    assert planted.total("expansion") == sum(row[2] for row in last)
    assert planted.total("expansion_of_new") == sum(row[2] for row in last if row[1] == 0) > 0
    assert planted.total("contraction") == sum(row[3] for row in last)
    assert planted.total("accounts_lost") == Counter(row[4] for row in last)["Y"] > 10
    assert planted.total("revenue_lost") == sum(row[1] for row in last if row[4] == "Y")


def test_costs_are_as_booked(planted: Books, records: duckdb.DuckDBPyConnection) -> None:
    booked = records.execute("SELECT cost_centre, service, sum(amount_eur::DECIMAL(18, 2)) FROM costs GROUP BY ALL")
    for site, service, amount in booked.fetchall():
        assert planted.total("cost", site=_SITES[site], service=service) == amount


def test_revenue_moves_from_month_to_month_as_booked(planted: Books) -> None:
    months = sorted({where["month"] for _, where, _ in planted.entries})
    for before, after in pairwise(months):
        gained = planted.total("expansion", month=before)
        lost = planted.total("contraction", month=before) + planted.total("revenue_lost", month=before)
        assert planted.total("recurring_revenue", month=after) == (
            planted.total("recurring_revenue", month=before) + gained - lost
        )


WHOLES = {
    "on_time": "with_target",
    "came_back": "came_back_any_matter",
    "came_back_any_matter": "old_enough",
    "resolved": "cases",
    "answered_in_20s": "answered",
    "csat_satisfied": "csat_answered",
    "csat_answered": "csat_invited",
    "csat_invited": "csat_eligible",
}


def test_parts_are_never_more_than_the_whole(planted: Books) -> None:
    for part, whole in WHOLES.items():
        assert planted.total(part) < planted.total(whole), part
    assert planted.total("answered") + planted.total("abandoned") == planted.total("offered")
