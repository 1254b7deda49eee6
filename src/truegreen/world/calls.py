"""One month's calls and chats: the one that opens a case, those given up before it, those that chase it, those lost."""

from __future__ import annotations

from truegreen.engine.duck import Duck
from truegreen.units.period import add_months
from truegreen.world.cases import END
from truegreen.world.draws import chosen, draw, seconds, whole
from truegreen.world.setting import FAST, MONTHS, SITES

QUICK, SHORT = 20, 5
_GIVES_UP, _CHASES, _LOST = 0.06, 0.12, 0.015
_OPENS, _GIVEN_UP, _CHASE, _STRAY = range(4)


def take_calls(duck: Duck, month: int, lost_from: int) -> None:
    """Make ``calls`` from ``cases``; a lost call has no case, so nobody knows whose it was or what about."""
    again = f"{draw('fast again')} < {FAST}"
    columns = "x, account, customer, anonymous, segment, contact_type, site, agent, channel, effort"
    duck.run(f"""
        CREATE OR REPLACE TEMP TABLE calls AS
        WITH made AS (
            SELECT {columns}, {_OPENS} AS kind, fast, true AS answered, false AS short,
                   {_waits("fast", "opens")} AS wait, opened - wait AS offered
            FROM cases WHERE channel < 2
            UNION ALL
            SELECT {columns}, {_GIVEN_UP}, false, false, {draw("short")} < 0.2 AS short,
                   CASE WHEN short THEN {whole("soon", SHORT)} ELSE {SHORT + 1} + {whole("patience", 200)} END,
                   opened - 900 + {whole("tried", 300)}
            FROM cases WHERE channel < 2 AND {draw("gives up")} < {_GIVES_UP}
            UNION ALL
            SELECT {columns}, {_CHASE}, {again}, true, false, {_waits(again, "chases")}, opened + 86400
            FROM cases WHERE channel < 2 AND solved > opened + 90000 AND opened + 90000 < {END}
                             AND {draw("chases")} < {_CHASES}
            UNION ALL
            SELECT * FROM ({_lost(month, lost_from)}) WHERE offered < {END - 7200})
        SELECT x * 4 + kind AS call, *, offered + wait AS turned,
               CASE WHEN NOT answered THEN 0 WHEN kind = {_CHASE} THEN 60 + effort // 6 ELSE effort END AS talked,
               CASE WHEN answered THEN effort // 10 ELSE 0 END AS held, CASE WHEN answered THEN 45 ELSE 0 END AS wrapped
        FROM made""")


def _waits(fast: str, purpose: str) -> str:
    quick, slow = whole(f"{purpose} at once", QUICK + 1), whole(f"{purpose} after a wait", 280)
    return f"CASE WHEN {fast} THEN {quick} ELSE {QUICK + 1} + {slow} END"


def _lost(month: int, lost_from: int) -> str:
    start = seconds(MONTHS[month])
    days = (seconds(add_months(MONTHS[month], 1)) - start) // 86400
    return f"""
        SELECT x, NULL, NULL, true, NULL, NULL, {chosen("lost where", [each.share for each in SITES])}, NULL, 0, 0,
               {_STRAY}, false, false, false, {QUICK + 5} + {whole("lost after", 200)},
               utc({start} + 86400 * {whole("lost on", days)} + 28800 + {whole("lost at", 39600)}) AS offered
        FROM (SELECT {lost_from} + unnest(range(n)) AS x
              FROM (SELECT CAST(count(*) * {_LOST} AS BIGINT) AS n FROM cases))"""
