"""How the cases of a month are worked on: first what is true of each (drawn), then the times that make it so."""

from __future__ import annotations

from truegreen.engine.duck import Duck
from truegreen.world.cases import END, SAME
from truegreen.world.draws import chosen, draw, whole
from truegreen.world.nature import Nature
from truegreen.world.setting import BY_CLIENT, BY_PROVIDER, MONTHS, SITES, TARGETED


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
            SELECT *, CASE priority WHEN 0 THEN 14400 WHEN 1 THEN 28800 WHEN 2 THEN 86400 ELSE 259200 END AS target,
                   targeted AND raised_by > 0 AND {draw("late")} < p_late AS late,
                   {draw("fast")} < p_fast AS fast
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
            SELECT *, solved <= {END} AS done,
                   solved <= {END} AND {draw("reopened")} < p_reopened AS reopened,
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
