"""Who opens a case in a month, where and about what; and who comes back.

A month's new matters are shared out among the accounts. After a case, its customer may come back: with the same matter
within seven days, with another one, or with the same one too late to count. Each person of an account brings at most
one new matter every second month, so nobody comes back by accident.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from truegreen.engine.duck import Duck
from truegreen.units.period import add_months
from truegreen.world.draws import chosen, draw, seconds, whole
from truegreen.world.setting import (
    CAME_BACK_DAYS,
    CONTACT_TYPES,
    KNOWN_UNTIL,
    MANILA,
    MONTHS,
    PORTO,
    ROTTERDAM,
    SITES,
)

END: Final = seconds(KNOWN_UNTIL)
DECIDED: Final = seconds(KNOWN_UNTIL - timedelta(days=CAME_BACK_DAYS))
WINDOW: Final = CAME_BACK_DAYS * 86400
CHAIN: Final = 3
SAME, OTHER, TOO_LATE = 1, 2, 3
_OTHER, _TOO_LATE, _AT_HOME, _ON_FOCUS = 0.03, 0.02, 0.65, 0.35
_COLUMNS: Final = "x, turn, account, person, segment, contact_type, site, leaving, opened"


def nobody_comes(duck: Duck) -> None:
    """Make an empty ``coming``: customers who are about to come back."""
    duck.empty("coming", [(each, "BOOLEAN" if each == "leaving" else "BIGINT") for each in _COLUMNS.split(", ")])


def open_cases(duck: Duck, month: int, numbered_from: int) -> None:
    """Make ``opened``, the cases opened in a month, from ``panel``, ``cells`` and those who come back (``coming``)."""
    end = seconds(add_months(MONTHS[month], 1))
    duck.run(f"CREATE OR REPLACE TEMP TABLE waiting AS {_new_matters(month, numbered_from)}")
    now_leaving = "account IN (SELECT account FROM panel WHERE leaving) AS leaving"
    duck.run(f"INSERT INTO waiting SELECT * REPLACE ({now_leaving}) FROM coming")
    duck.run("TRUNCATE coming")
    for turn in range(CHAIN):
        duck.run(f"CREATE OR REPLACE TEMP TABLE turn AS {_with_return(end)}")
        duck.run(f"{'CREATE OR REPLACE TEMP TABLE opened AS' if turn == 0 else 'INSERT INTO opened'} FROM turn")
        back = f"SELECT {_COLUMNS} FROM ({_RETURNS}) WHERE opened <= {END} AND local(opened)"
        duck.run(f"INSERT INTO coming {back} >= {end}")
        duck.run(f"CREATE OR REPLACE TEMP TABLE waiting AS {back} < {end}")


def _new_matters(month: int, numbered_from: int) -> str:
    start = seconds(MONTHS[month])
    days = (seconds(add_months(MONTHS[month], 1)) - start) // 86400
    manila = " ".join(f"WHEN {place} THEN {each.manila}" for place, each in enumerate(CONTACT_TYPES))
    day, weekday = whole("day", days), f"({MONTHS[month].weekday()} + day) % 7"
    stays = f"{weekday} < 5 OR {draw('weekend')} < 0.2"
    moved = f"CASE WHEN {stays} THEN day WHEN day + 2 < {days} THEN day + 2 ELSE day - 2 END"
    minute = f"28800 + CAST(floor(({draw('hour')} + {draw('minute')}) * 19800) AS INTEGER)"
    last = f"CASE WHEN x = {numbered_from} THEN {END} ELSE" if month == len(MONTHS) - 1 else "CASE WHEN true THEN"
    return f"""
        WITH matters AS (
            SELECT {numbered_from} + {CHAIN} * (first + k) AS x, account, 2 * k + {month % 2} AS person, segment, home,
                   focus, leaving
            FROM (SELECT *, unnest(range(n)) AS k FROM panel)),
        about AS (
            SELECT *, CASE WHEN {draw("on focus")} < {_ON_FOCUS} THEN focus
                      ELSE {chosen("contact type", [each.share for each in CONTACT_TYPES])} END AS contact_type,
                   {day} AS day
            FROM matters)
        SELECT x, 0 AS turn, account, person, segment, contact_type,
               CASE WHEN {draw("at home")} < {_AT_HOME} THEN home
                    WHEN {draw("site")} < CASE contact_type {manila} END THEN {MANILA}
                    WHEN {draw("desk")} < {SITES[ROTTERDAM].share} THEN {ROTTERDAM} ELSE {PORTO} END AS site,
               leaving, {last} least({END - 3600}, utc({start} + 86400 * ({moved}) + {minute})) END AS opened
        FROM about"""


def _with_return(end: int) -> str:
    """Draw whether and when each waiting case's customer comes back; not after the account has left."""
    edge = f"CASE WHEN {draw('last second')} < 0.02 THEN 0 ELSE {whole('later', 3600)} END"
    within = (
        f"CASE WHEN {draw('last second')} < 0.02 THEN {WINDOW} "
        f"ELSE {whole('after days', CAME_BACK_DAYS - 1)} * 86400 + 82800 + {whole('after', 7200)} END"
    )
    comes = draw("comes back")
    return f"""
        WITH drawn AS (
            SELECT w.*, c.p_late, c.p_fast, c.p_reopened,
                   CASE WHEN turn = {CHAIN - 1} THEN 0
                        WHEN {comes} < c.p_came_back THEN {SAME}
                        WHEN {comes} < c.p_came_back + {_OTHER} THEN {OTHER}
                        WHEN {comes} < c.p_came_back + {_OTHER + _TOO_LATE} THEN {TOO_LATE} ELSE 0 END AS would_come
            FROM waiting AS w JOIN cells AS c USING (site, contact_type, segment)),
        timed AS (
            SELECT *, opened + CASE WHEN would_come = {TOO_LATE} THEN {WINDOW + 1} + {edge} ELSE {within} END AS next
            FROM drawn)
        SELECT * EXCLUDE (would_come), CASE WHEN leaving AND local(next) >= {end} THEN 0 ELSE would_come END AS comes
        FROM timed"""


_RETURNS: Final = f"""
    SELECT x + 1 AS x, CASE WHEN comes = {OTHER} THEN {CHAIN - 1} ELSE turn + 1 END AS turn, account, person, segment,
           CASE WHEN comes = {OTHER} THEN (contact_type + 1 + {whole("other type", len(CONTACT_TYPES) - 1)})
                % {len(CONTACT_TYPES)} ELSE contact_type END AS contact_type,
           site, leaving, next AS opened
    FROM turn WHERE comes > 0"""
