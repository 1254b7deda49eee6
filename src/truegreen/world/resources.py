"""What a month took: money, people and volumes, by site and service."""

from __future__ import annotations

from typing import Final

from truegreen.engine.duck import Duck
from truegreen.world.draws import coded, draw, whole
from truegreen.world.exports import SERVICE
from truegreen.world.setting import MONTHS, SITES

_SITE: Final = coded("site", [each.code for each in SITES])
_CASES_A_HEAD: Final = 55

COSTS: Final = f"""
    SELECT *, unnest(['Labour', 'Platform', 'Management']) AS kind,
           unnest([labour, platform, round(labour * DECIMAL '0.08', 2)])::DECIMAL(18, 2) AS amount_eur
    FROM (SELECT site, {SERVICE} AS service, (sum(labour) * DECIMAL '0.01')::DECIMAL(18, 2) AS labour,
                 (sum(platform) * DECIMAL '0.01')::DECIMAL(18, 2) AS platform
          FROM cases GROUP BY ALL ORDER BY ALL)"""


def book_costs(duck: Duck, month: int) -> None:
    """Make ``costs`` from the month's cases and enter them."""
    duck.run(f"CREATE OR REPLACE TEMP TABLE costs AS {COSTS}")
    sites = (("provider", [each.provider for each in SITES]), ("site", [each.name for each in SITES]))
    named = ", ".join(f"{coded('site', names)} AS {column}" for column, names in sites)
    duck.run(f"""
        INSERT INTO books BY NAME
        SELECT 'cost' AS figure, '{MONTHS[month]:%Y-%m}' AS month, {named}, service, sum(amount_eur) AS number
        FROM costs GROUP BY ALL""")


def cost_rows(month: int) -> str:
    """Give the month's costs as the finance system exports them."""
    return f"SELECT '{MONTHS[month]:%d/%m/%Y}' AS period, {_SITE} AS cost_centre, service, kind, amount_eur FROM costs"


def staffing_rows(month: int) -> str:
    """Give the month's people, scheduled and productive hours, by site and service."""
    number = f"{month * 100} + row_number() OVER (ORDER BY site, service)"
    return f"""
        SELECT '{MONTHS[month]:%d/%m/%Y}' AS period, {_SITE} AS site_code, service, heads,
               {whole("joined", "heads / 12 + 1")} AS joined, {whole("went", "heads / 12 + 1")} AS went,
               heads * 150 AS paid_hours, heads * 132 AS rostered_hours, heads * 101 AS working_hours
        FROM (SELECT *, {number} AS x FROM (
            SELECT site, {SERVICE} AS service, CAST(ceil(count(*) / {_CASES_A_HEAD}) AS INTEGER) AS heads
            FROM cases GROUP BY ALL))
        ORDER BY site, service"""


def volume_rows(month: int) -> str:
    """Give each day's forecast and actual volume by service; forecasts are locked a month before."""
    before = MONTHS[max(month - 1, 0)]
    return f"""
        SELECT service, strftime(day, '%Y-%m-%d') AS day, '{before:%Y-%m-%d} 12:00' AS locked,
               CAST(round(came * (0.9 + 0.22 * {draw("forecast")})) AS INTEGER) AS expected, came
        FROM (SELECT {SERVICE} AS service, CAST(clock(local(opened)) AS DATE) AS day, count(*) AS came,
                     min(x) AS x FROM cases GROUP BY ALL)
        ORDER BY service, day"""
