"""The truth test for programs: every count, chance and place, with nothing rounded away."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from truegreen.model.truth import (
    Account,
    Affected,
    Belief,
    Cell,
    Count,
    Entry,
    League,
    Level,
    Listed,
    Opened,
    Standing,
    Truth,
)
from truegreen.reports import truth_words
from truegreen.reports.finding_record import Record, finding_record
from truegreen.reports.records import digits, money_record
from truegreen.units.period import Period


def truth_record(truth: Truth) -> Record:
    """Give a truth test: its lists, entries, cells, league tables and findings."""
    levels = truth_words.titles(truth.levels)
    return {
        "agreement": truth.agreement,
        "title": truth.title,
        "answer": truth_words.answer(truth),
        "period": period_record(truth.period),
        "by": list(truth.by),
        "where": dict(truth.where),
        "promise": truth.promise,
        "version": truth.version,
        "levels": [_level(each) for each in truth.levels],
        "lists": [_listed(each) for each in truth.listed],
        "entries": [_entry(each, levels) for each in truth.entries],
        "cells": [_cell(each) for each in truth.cells],
        "leagues": [_league(each) for each in truth.leagues],
        "findings": [finding_record(each) for each in truth.findings],
        "run": truth.run,
        "known_until": truth.known_until,
    }


def opened_record(opened: Opened, levels: Mapping[str, Level]) -> Record:
    """Give an opened entry: its accounts, and the query for its cases."""
    accounts = [_account(each) for each in opened.accounts]
    return {"entry": _entry(opened.entry, levels), "accounts": accounts, "query": opened.query}


def period_record(period: Period | None) -> Record | None:
    """Give a period by its name and days; None for all."""
    if period is None:
        return None
    return {"name": str(period), "start": period.start.isoformat(), "last": period.last.isoformat()}


def _level(level: Level) -> Record:
    return {
        "id": level.id,
        "title": level.title,
        "unit": level.unit,
        "better": level.better,
        "target": _digits(level.target),
        "line": _digits(level.line),
        "line_is": level.line_is,
        "contracted": list(level.contracted),
        "proxies": list(level.proxies),
        "cells": level.cells,
        "not_inferred": level.not_inferred,
        "asked": level.asked,
        "correlations": dict(level.told or {}),
    }


def _listed(listed: Listed) -> Record:
    return {
        "kind": str(listed.kind),
        "candidates": listed.candidates,
        "cells": listed.cells,
        "expected_wrong": listed.wrong,
        "doubter": listed.doubter,
        "answers_wanted": listed.wanted,
    }


def _entry(entry: Entry, levels: Mapping[str, Level]) -> Record:
    return {
        "number": entry.number,
        "kind": str(entry.kind),
        "level": entry.level,
        "members": {name: list(members) for name, members in entry.members.items()},
        "inside": entry.inside,
        "first": period_record(entry.first),
        "last": period_record(entry.last),
        "months_listed": entry.months[0],
        "months": entry.months[1],
        "still": entry.still,
        "says": truth_words.said(entry, levels[entry.level]),
        "contract": [_count(each) for each in entry.kept],
        "answers": _count(entry.answers),
        "bounds": [{"since": str(since), "value": f"{float(bound):g}"} for since, bound in entry.bounds],
        "proxies": [_count(each) for each in entry.proxies],
        "belief": _belief(entry.belief),
        "wrong": entry.wrong,
        "cells": list(entry.cells),
        "behind": _affected(entry.affected),
    }


def _cell(cell: Cell) -> Record:
    return {
        "level": cell.level,
        "members": dict(cell.members),
        "inside": cell.inside,
        "period": str(cell.period),
        "contract": str(cell.contract),
        "luck": cell.luck,
        "kept": [_count(each) for each in cell.kept],
        "answers": _count(cell.answers),
        "line": _digits(cell.line),
        "proxies": [_count(each) for each in cell.proxies],
        "belief": _belief(cell.belief),
        "kind": str(cell.kind),
    }


def _count(count: Count) -> Record:
    return {
        "measure": count.measure,
        "title": count.title,
        "hits": count.hits,
        "of": count.of,
        "unit": count.unit,
        "value": _digits(count.value),
        "target": _digits(count.target),
        "status": str(count.status),
        "spare": count.spare,
        "since": None if count.since is None else str(count.since),
        "elsewhere": _digits(count.elsewhere),
        "elsewhere_hits": count.elsewhere_hits,
        "elsewhere_of": count.elsewhere_of,
    }


def _belief(belief: Belief) -> Record:
    return {
        "value": belief.value,
        "low": belief.low,
        "high": belief.high,
        "red": belief.red,
        "content": belief.content,
    }


def _affected(affected: Affected | None) -> Record | None:
    if affected is None:
        return None
    return {
        "accounts": affected.accounts,
        "cases": affected.cases,
        "revenue": money_record(affected.revenue),
        "revenue_why": affected.revenue_why,
    }


def _account(account: Account) -> Record:
    return {
        "account": account.id,
        "revenue": money_record(account.revenue),
        "cases": account.cases,
        "answers": account.answers,
        "unhappy": account.unhappy,
        "renewal": None if account.renewal is None else account.renewal.isoformat(),
    }


def _league(league: League) -> Record:
    return {"level": league.level, "by": league.by, "rows": [_standing(each) for each in league.rows]}


def _standing(row: Standing) -> Record:
    return {
        "member": row.member,
        "answers": _count(row.answers),
        "expected": row.expected,
        "adjusted": row.adjusted,
        "low": row.low,
        "high": row.high,
        "distance": row.distance,
        "kept": [_count(each) for each in row.kept],
    }


def _digits(value: Fraction | None) -> str | None:
    return None if value is None else digits(value)
