"""Restate: hold what comes out now against what was issued, name the steps that moved, and correct in an open period.

Nothing issued is changed. What the client owes more or less than it was invoiced and corrected for a settled period
becomes a line of its own on the next statement; once that is issued, the settled period is right again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import groupby, pairwise
from typing import TypeAlias

from truegreen.files.settled import place_of
from truegreen.model.agreement import Versions
from truegreen.model.finding import Finding, error, warning
from truegreen.model.given import Givens
from truegreen.model.issued import Issued, Moved
from truegreen.model.statement import Line, Statement
from truegreen.model.step import Step, steps_of
from truegreen.primitives.calendar import following
from truegreen.settlement.digests import ARITHMETIC, definitions, given_in, inputs_digest, text_digest
from truegreen.settlement.graph import alike
from truegreen.units.money import Money
from truegreen.units.period import Period
from truegreen.units.span import Span
from truegreen.units.value import Value

Key: TypeAlias = tuple[str, date]
Pair: TypeAlias = tuple[Step | None, Step | None]


def standing(issued: Sequence[Issued], given: Givens) -> dict[Period, Statement]:
    """Give the issued statements of periods for which something was given once and nothing is any more.

    They stand as issued, for ``settle`` to take as they are: nobody can compute them again.
    """
    return {
        each.statement.period: each.statement
        for each in issued
        if each.given and not given_in(given, each.statement.period)
    }


def restate(
    versions: Versions, given: Givens, statements: Sequence[Statement], issued: Sequence[Issued]
) -> tuple[list[Moved], list[Finding]]:
    """Give the lines of issued periods that come out otherwise now, oldest first, and what is to be said of them.

    Args:
        versions: the agreement through time.
        given: what is given now.
        statements: the periods as they come out now, from the first to the last one looked at.
        issued: what was issued of this agreement and contract.
    """
    now = {each.period.start: each for each in statements}
    until = statements[-1].period.start
    looked_at = [each for each in issued if each.statement.period.start <= until]
    posted = [line for each in issued for line in each.statement.lines if line.corrects]
    moved: list[Moved] = []
    findings: list[Finding] = []
    for each in sorted(looked_at, key=lambda each: each.statement.period):
        again = now.get(each.statement.period.start)
        if again is not None and again.currency != each.statement.currency:
            says = f"{each.statement.period} was settled in {each.statement.currency}, and is in {again.currency} now."
            remedy = "Change the currency from an open period on; no correction can turn one into another."
            findings.append(error(each.at, "settled-currency-differs", says, remedy))
        elif found := list(_moved(each, again, posted)):
            why = _changed(versions, given, each)
            moved += [replace(one, why=why) for one in found]
    findings += [*missing(versions, looked_at), *differs(moved), *_announced(looked_at, now)]
    return moved, findings


def missing(versions: Versions, issued: Sequence[Issued]) -> Iterator[Finding]:
    """Find periods without an issued statement between such that have one: they were issued, and are gone."""
    for before, after in pairwise(sorted(issued, key=lambda each: each.statement.period)):
        period = following(versions, before.statement.period)
        if period.start < after.statement.period.start:
            one = before.statement
            at = Span(place_of(one.agreement, one.contract, str(period)).as_posix())
            says = f"There is no issued statement of {period}, though those before and after it are there."
            yield error(at, "settled-missing", says, "Restore its file; periods are issued without a gap.")


def differs(moved: Iterable[Moved]) -> Iterator[Finding]:
    """Say of each settled period what comes out otherwise now."""
    for at, lines in groupby(moved, key=lambda each: each.at):
        each = list(lines)
        first, others = each[0], len(each) - 1
        more = f" and {others} other line{'s' * (others > 1)}" if others else ""
        changed = f"changed since: {', '.join(first.why)}" if first.why else "nothing that decides it has changed since"
        says = f"{first.period} comes out otherwise than it was settled, in {first.id}{more} ({changed})."
        due = sum((one.difference for one in each[1:]), first.difference)
        remedy = (
            f"Accept corrections of {due} on the invoice of an open period (`settle --true-up`), or undo the change."
        )
        yield error(at, "settled-differs", says, remedy)


def correction_id(period: Period, line: str) -> str:
    """Give the id of the line that corrects a line of a settled period."""
    return f"correction.{period}.{line}"


def corrections(moved: Sequence[Moved], period: Period) -> tuple[Line, ...]:
    """Give the lines by which an open period corrects settled ones."""
    return tuple(_correction(each, period) for each in moved)


def with_corrections(statement: Statement, lines: Sequence[Line]) -> Statement:
    """Give an open period's statement with corrections; its total changes by just what they come to."""
    total = sum((each.amount for each in lines), statement.total)
    return replace(statement, lines=(*statement.lines, *lines), total=total)


def _correction(moved: Moved, period: Period) -> Line:
    line = moved.line
    nothing = Step("no such line", Value.of(moved.difference - moved.difference), (), line.clause, line.at)
    since = [Step(f"corrected on the invoice of {each.due}", Value.of(each.amount)) for each in moved.corrected]
    given = (moved.now.because if moved.now else nothing, moved.settled.because if moved.settled else nothing, *since)
    words = f"{{0}} now, less {{1}} as settled for {moved.period}"
    words += "".join(f", less {{{place + 2}}} corrected since" for place in range(len(since)))
    because = Step(words, Value.of(moved.difference), given, line.clause, line.at, "" if since else "difference")
    return replace(
        line,
        id=correction_id(moved.period, moved.id),
        due=period,
        amount=moved.difference,
        because=because,
        changes=(),
        corrects=moved.period,
    )


def moved_steps(settled: Step | None, now: Step | None) -> tuple[Pair, ...]:
    """Name the steps in which two explanations differ, causes first, each with its counterpart where there is one.

    Counterparts are steps of the same words; or else of words that differ in numbers only.
    """
    last = [each for each in (settled, now) if each is not None]
    numbers = alike(steps_of(*last))
    olds, news = ({numbers[id(each)]: each for each in (steps_of(one) if one else ())} for one in (settled, now))
    gone = [each for number, each in olds.items() if number not in news]
    come = [each for number, each in news.items() if number not in olds]
    paired: dict[int, Step] = {}
    for words in (_words, _words_without_numbers):
        for new in come:
            old = next((each for each in gone if id(new) not in paired and words(each) == words(new)), None)
            if old is not None:
                paired[id(new)] = old
                gone = [each for each in gone if each is not old]
    return (*((paired.get(id(each)), each) for each in come), *((each, None) for each in gone))


def _words(step: Step) -> str:
    return step.says


def _words_without_numbers(step: Step) -> str:
    return re.sub(r"[0-9][0-9.,]*", "", step.says)


def _moved(issued: Issued, again: Statement | None, posted: Sequence[Line]) -> Iterator[Moved]:
    """Compare an issued invoice, as it was corrected since, with what it would be now, line by line."""
    period = issued.statement.period
    nothing = Money(Decimal(0), issued.statement.currency)
    settled, now = _by_key(issued.statement.lines), _by_key(again.lines if again else ())
    corrected: dict[Key, tuple[Line, ...]] = {}
    for each in posted:
        if each.corrects == period:
            key = each.id.removeprefix(correction_id(period, "")), each.arose.start
            corrected[key] = (*corrected.get(key, ()), each)
    for key in {**settled, **now, **corrected}:
        old, new, since = settled.get(key), now.get(key), corrected.get(key, ())
        difference = (new.amount if new else nothing) - sum((each.amount for each in (old, *since) if each), nothing)
        if difference.amount:
            steps = moved_steps(old.because if old else None, new.because if new else None)
            yield Moved(
                id=key[0], period=period, settled=old, now=new, corrected=since, difference=difference, steps=steps,
                why=(), at=issued.at,
            )  # fmt: skip


def _by_key(lines: Iterable[Line]) -> Mapping[Key, Line]:
    """Give lines by their id and the first day of the work, without corrections of other periods."""
    return {(each.id, each.arose.start): each for each in lines if each.corrects is None}


def _changed(versions: Versions, given: Givens, issued: Issued) -> tuple[str, ...]:
    """Name what has changed since a statement was issued, of what decides it."""
    period = issued.statement.period
    now = definitions(versions, period)
    both = sorted({*now, *issued.definitions} - {ARITHMETIC})
    kinds = [kind for kind in both if now.get(kind) != issued.definitions.get(kind)]
    return (
        *(["the agreement's text"] if text_digest(versions, period) != issued.text else []),
        *([f"the definition of {', '.join(kinds)}"] if kinds else []),
        *(["the arithmetic of all clauses"] if now[ARITHMETIC] != issued.definitions.get(ARITHMETIC) else []),
        *(["what is given"] if inputs_digest(versions, given, period) != issued.inputs else []),
    )


def _announced(issued: Sequence[Issued], now: Mapping[date, Statement]) -> Iterator[Finding]:
    """Find amounts that an issued statement announced for a later invoice, which will be others there."""
    done = {each.statement.period.start for each in issued}
    for each in issued:
        again = now.get(each.statement.period.start)
        settled, later = _by_key(each.statement.later), _by_key(again.later if again else ())
        for key in {**settled, **later}:
            lines = settled.get(key), later.get(key)
            old, new = (line.amount if line else "nothing" for line in lines)
            is_open = not any(line.due and line.due.start in done for line in lines if line)
            if is_open and old != new:
                says = (
                    f"{key[0]} of {each.statement.period} was announced at {old} for a later invoice; now it is {new}."
                )
                remedy = "Tell the other party; the later invoice shows the new amount."
                yield warning(each.at, "announced-differs", says, remedy)
