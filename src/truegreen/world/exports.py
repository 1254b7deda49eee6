"""The files of the world, as the systems of the two parties would export them: their names, codes, zones and habits."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from truegreen.engine import sql
from truegreen.engine.duck import PARQUET, Duck
from truegreen.world.cases import END
from truegreen.world.draws import coded, draw, whole
from truegreen.world.setting import CONTACT_TYPES, HOUSE, IN_HOUSE, SITES

FORMS: Final = {"csv": ("csv.gz", "FORMAT csv, HEADER, COMPRESSION gzip"), "parquet": ("parquet", PARQUET)}


def write(duck: Duck, query: str, folder: Path, name: str, form: str) -> None:
    """Write a query's rows as one file of the form, in the query's order."""
    ending, options = FORMS[form]
    duck.run(f"COPY ({query}) TO {sql.text(str(folder / f'{name}.{ending}'))} ({options})")


def until_end(time: str, shown: str = "") -> str:
    """Give SQL for a time, blank if the records end before it."""
    return f"CASE WHEN {time} <= {END} THEN {shown or f'clock({time})'} END"


SERVICE: Final = (
    f"CASE WHEN site = {[each.provider for each in SITES].index(HOUSE)} AND contact_type IS NOT NULL "
    f"THEN {sql.text(IN_HOUSE)} ELSE {coded('contact_type', [each.service for each in CONTACT_TYPES])} END"
)
_SITE: Final = coded("site", [each.code for each in SITES])
_DESK: Final = f"{_SITE} || '-' || (agent % 4 + 1)"
_ASKS: Final = "CASE WHEN anonymous THEN NULL ELSE customer END"


def _minute(time: str) -> str:
    return f"strftime(clock({time}), '%d/%m/%Y %H:%M')"


def _euro(cents: str) -> str:
    return f"CAST({cents} * DECIMAL '0.01' AS DECIMAL(12, 2))"


def _flag(condition: str) -> str:
    return f"CASE WHEN {condition} THEN 'Y' ELSE 'N' END"


CASES: Final = f"""
    SELECT x AS ticket, clock(opened) AS created_utc, {until_end("replied")} AS first_reply_utc,
           CASE WHEN targeted THEN clock(opened + target) END AS due_utc, {until_end("solved")} AS solved_utc,
           {until_end("closed")} AS closed_utc, account + 1 AS account_no, {_ASKS} AS contact_no,
           {coded("contact_type", [each.code for each in CONTACT_TYPES])} AS topic,
           {coded("channel", ("Telephone", "Web chat", "E-mail"))} AS origin, {_SITE} AS site_code, {_DESK} AS desk,
           agent + 1 AS agent_no, {coded("account % 4", ("EN", "ES", "PT", "?"))} AS lang,
           {coded("priority", ("1-Critical", "2-High", "3-Normal", "4-Low"))} AS prio,
           CASE WHEN reopened THEN 1 ELSE 0 END AS reopen_count, handed_over AS handover_count,
           {_flag("escalated")} AS escalated, {coded("raised_by", ("Agent", "Acme desk", "Customer"))} AS opened_by,
           CASE WHEN done THEN {_flag("reported")} END AS sla_met,
           CASE WHEN waits AND waits_to <= {END} THEN waits_to - waits_from ELSE 0 END AS pause_s, effort AS effort_s,
           {_euro("labour")} AS labour_eur, {_euro("platform")} AS platform_eur
    FROM cases"""

_STEPS: Final = (
    ("Opened", "opened"),
    ("Assigned", "opened + least(60, (first_solved - opened) // 10)"),
    ("Waiting for customer", "CASE WHEN waits THEN waits_from END"),
    ("Customer answered", "CASE WHEN waits THEN waits_to END"),
    ("Solved", "CASE WHEN reopened THEN first_solved END"),
    ("Reopened", "CASE WHEN reopened THEN reopened_at END"),
    ("Solved", "solved"),
    ("Closed", "closed"),
)
EVENTS: Final = f"""
    SELECT ticket, step, action, clock(moment) AS at_utc, desk, agent_no
    FROM (SELECT x AS ticket, {_DESK} AS desk, agent + 1 AS agent_no,
                 unnest({list(range(1, len(_STEPS) + 1))}) AS step, unnest({[name for name, _ in _STEPS]}) AS action,
                 unnest([{", ".join(moment for _, moment in _STEPS)}]) AS moment
          FROM cases)
    WHERE moment <= {END} ORDER BY ticket, step"""

CALLS: Final = f"""
    SELECT call AS contact_id, CASE WHEN account IS NOT NULL THEN x END AS ticket, account + 1 AS account_no,
           {_ASKS} AS contact_no, {_SITE} AS site_code, {_DESK} AS desk,
           CASE WHEN answered THEN agent + 1 END AS agent_no,
           {coded("channel", ("VOICE", "CHAT"))} AS media, clock(local(offered)) AS queued,
           CASE WHEN answered THEN clock(local(turned)) END AS connected,
           CASE WHEN NOT answered THEN clock(local(turned)) END AS dropped,
           {until_end("turned + talked + held", "clock(local(turned + talked + held))")} AS finished,
           talked AS talk_s, held AS hold_s, wrapped AS acw_s,
           CASE WHEN NOT answered OR {draw("hangs up")} < 0.6 THEN 'CUST' ELSE 'AGENT' END AS hangup,
           {_flag(f"answered AND {draw('transferred')} < 0.08")} AS transferred
    FROM calls ORDER BY call"""

SURVEYED: Final = f"""
    WITH eligible AS (
        SELECT *, local(solved) AS solved_local,
               solved_local // 86400 * 86400 + 122400 + {whole("invited at", 28800)} AS invite,
               300 + {whole("answers after", 36000)} AS thinks
        FROM cases WHERE done AND {draw("eligible")} < 0.40),
    invited AS (
        SELECT *, {draw("invited")} < 0.5 AND utc(invite) <= {END} AS invited, utc(invite + thinks) <= {END} AS in_time,
               {draw("answers")} < CASE WHEN satisfied THEN 0.38 ELSE 0.34 END AS answers
        FROM eligible)
    SELECT *, invited AND answers AND in_time AS answered, CASE WHEN invited THEN invite ELSE solved_local END AS asked,
           invited AND {draw("asked to recommend")} < 0.4 AS recommend,
           CASE WHEN {draw("recommends")} < CASE WHEN satisfied THEN 0.50 ELSE 0.05 END THEN 1
                WHEN {draw("recommends")} < CASE WHEN satisfied THEN 0.88 ELSE 0.30 END THEN 0 ELSE -1 END AS promoter
    FROM invited"""
_QUESTIONS: Final = ("Overall satisfaction (1-5)", "Would you recommend us? (0-10)")
_CSAT: Final = f"CASE WHEN satisfied THEN 4 + {whole('stars', 2)} ELSE 1 + {whole('few stars', 3)} END"
_NPS: Final = (
    f"CASE promoter WHEN 1 THEN 9 + {whole('high', 2)} WHEN 0 THEN 7 + {whole('middle', 2)} ELSE {whole('low', 7)} END"
)
SURVEYS: Final = f"""
    SELECT x || '-' || question AS survey_no, {coded("question - 1", _QUESTIONS)} AS question, x AS ticket,
           account + 1 AS account_no, {_minute("solved_local")} AS case_solved,
           CASE WHEN invited THEN {_minute("invite")} END AS sent,
           CASE WHEN answered THEN {_minute("invite + thinks")} END AS returned,
           CASE WHEN answered THEN CASE question WHEN 1 THEN {_CSAT} ELSE {_NPS} END END AS answer
    FROM (SELECT *, unnest(CASE WHEN recommend THEN [1, 2] ELSE [1] END) AS question FROM surveyed)
    ORDER BY ticket, question"""

CHECKED: Final = f"""
    WITH evaluated AS (
        SELECT *, local(solved) // 86400 * 86400 + 86400 * (1 + {whole("checked", 5)}) + 32400
                  + {whole("checked at", 28800)} AS checked,
               {draw("customer critical")} < 0.05 AS spoils, {draw("business critical")} < 0.03 AS costs,
               {draw("compliance critical")} < 0.01 AS breaks, {draw("final")} < 0.95 AS final
        FROM cases WHERE done AND {draw("evaluated")} < 0.02)
    FROM evaluated WHERE utc(checked) <= {END}"""
EVALUATIONS: Final = f"""
    SELECT 'Q' || x AS form_no, x AS ticket, 'QA' || {whole("evaluator", 9)} AS reviewer, {_SITE} AS site_code,
           {_DESK} AS desk, agent + 1 AS agent_no, strftime(clock(checked), '%d.%m.%Y %H:%M') AS reviewed,
           100 - 30 * (spoils::INT + costs::INT + breaks::INT) - {whole("score", 10)} AS points,
           {_flag("spoils")} AS customer_error, {_flag("costs")} AS business_error,
           {_flag("breaks")} AS compliance_error, {_flag(f"{draw('calibrated')} < 0.2")} AS calibrated,
           {coded("final::INT", ("Draft", "Final"))} AS status
    FROM checked ORDER BY x"""
