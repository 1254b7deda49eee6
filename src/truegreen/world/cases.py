"""One month's cases: first what is true of each (drawn), then the times that make it so.

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
from truegreen.world.nature import Nature
from truegreen.world.setting import CAME_BACK_DAYS, CONTACT_TYPES, KNOWN_UNTIL, MONTHS, SITES

END: Final = seconds(KNOWN_UNTIL)
DECIDED: Final = seconds(KNOWN_UNTIL - timedelta(days=CAME_BACK_DAYS))
WINDOW: Final = CAME_BACK_DAYS * 86400
CHAIN: Final = 3
SAME, OTHER, TOO_LATE = 1, 2, 3
_OTHER, _TOO_LATE, _AT_HOME, _ON_FOCUS = 0.03, 0.02, 0.65, 0.35
TARGETED, BY_PROVIDER, BY_CLIENT = 0.97, 0.08, 0.04
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
                    WHEN {draw("site")} < CASE contact_type {manila} END THEN 1
                    WHEN {draw("desk")} < {SITES[2].share} THEN 2 ELSE 0 END AS site,
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
            SELECT w.*, c.* EXCLUDE (site, contact_type, segment),
                   CASE WHEN turn = {CHAIN - 1} THEN 0
                        WHEN {comes} < c.came_back THEN {SAME}
                        WHEN {comes} < c.came_back + {_OTHER} THEN {OTHER}
                        WHEN {comes} < c.came_back + {_OTHER + _TOO_LATE} THEN {TOO_LATE} ELSE 0 END AS would_come
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


def work_cases(duck: Duck, month: int, agents: int, nature: Nature) -> None:
    """Make ``cases``: everything that is true of the month's cases, and every time in it, from ``opened``."""
    longer = nature.peak if MONTHS[month].month >= 11 else 1.0
    starts, counts = _agents(agents)
    rate = " ".join(f"WHEN {place} THEN {site.rate}" for place, site in enumerate(SITES))
    duck.run(f"""
        CREATE OR REPLACE TEMP TABLE cases AS
        WITH asked AS (
            SELECT *, account * 1000000 + person AS customer, comes = {SAME} AS back,
                   turn = 0 AND comes = 0 AND {draw("anonymous")} < 0.01 AS anonymous,
                   CASE WHEN opened = {END} THEN 2 ELSE {chosen("channel", (0.62, 0.18, 0.20))} END AS channel,
                   {chosen("priority", (0.05, 0.20, 0.55, 0.20))} AS priority,
                   {chosen("raised by", (BY_PROVIDER, BY_CLIENT, 1 - BY_PROVIDER - BY_CLIENT))} AS raised_by,
                   {draw("targeted")} < {TARGETED} AS targeted,
                   CASE site {starts} END + {whole("agent", f"CASE site {counts} END")} AS agent
            FROM opened),
        promised AS (
            SELECT * EXCLUDE (late, fast, reopened), reopened AS may_reopen,
                   CASE priority WHEN 0 THEN 14400 WHEN 1 THEN 28800 WHEN 2 THEN 86400 ELSE 259200 END AS target,
                   targeted AND raised_by > 0 AND {draw("late")} < late AS late, {draw("fast")} < fast AS fast
            FROM asked),
        solved AS (
            SELECT *, opened + CASE
                   WHEN NOT targeted THEN 3600 + {whole("untargeted", 172800)}
                   WHEN {draw("edge")} < 0.02 THEN CASE WHEN late THEN target + 1 ELSE target END
                   WHEN late THEN target + 1 + {whole("overdue", "target")}
                   ELSE 120 + CAST(floor((target - 120) * ({draw("spent")} + {draw("more spent")}) / 2) AS INTEGER)
                   END AS solved
            FROM promised),
        judged AS (
            SELECT * EXCLUDE (may_reopen), solved <= {END} AS done,
                   solved <= {END} AND {draw("reopened")} < may_reopen AS reopened,
                   solved <= {END} OR opened + target < {END} AS overdue_or_done
            FROM solved),
        lived AS (
            SELECT *, targeted AND overdue_or_done AS due, back OR reopened AS failed,
                   CASE WHEN reopened THEN opened + (solved - opened) // 2 ELSE solved END AS first_solved,
                   opened + (solved - opened) * 3 // 5 AS reopened_at,
                   {draw("waits")} < 0.25 AS waits,
                   solved + 86400 * (1 + {whole("closed", 4)}) AS closed
            FROM judged),
        felt AS (
            SELECT *, {draw("satisfied")} < CASE WHEN failed THEN {nature.failed} ELSE {nature.content} END
                      - CASE WHEN late THEN {nature.late} ELSE 0 END AS satisfied,
                   CASE WHEN {draw("handed over")} < 0.03 THEN 2 WHEN {draw("handed over")} < 0.15 THEN 1 ELSE 0 END
                   AS handed_over,
                   {draw("escalated")} < CASE WHEN failed THEN 0.10 ELSE 0.02 END AS escalated,
                   done AND (NOT late OR {draw("excused")} < 0.5) AS reported,
                   CASE WHEN channel < 2 THEN opened
                        ELSE opened + least(first_solved - opened, 60 + {whole("answered", 7200)}) END AS replied,
                   opened + (first_solved - opened) // 5 AS waits_from,
                   opened + (first_solved - opened) // 5 * (2 + {whole("waits long", 3)}) AS waits_to,
                   CAST((240 + {whole("effort", 1200)} + CASE WHEN reopened THEN 600 ELSE 0 END) * {longer} AS INTEGER)
                   AS effort
            FROM lived)
        SELECT *, effort * CASE site {rate} END // 3600 AS labour,
               CASE channel WHEN 0 THEN 55 WHEN 1 THEN 35 ELSE 25 END AS platform
        FROM felt ORDER BY x""")


def _agents(agents: int) -> tuple[str, str]:
    """Give, as branches by site, the first agent's number and how many there are."""
    counts = [max(4, round(agents * site.share)) for site in SITES]
    starts = " ".join(f"WHEN {place} THEN {sum(counts[:place])}" for place in range(len(SITES)))
    return starts, " ".join(f"WHEN {place} THEN {count}" for place, count in enumerate(counts))
