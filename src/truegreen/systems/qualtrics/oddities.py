"""What is odd in Qualtrics' exports, and what of them is left out."""

from __future__ import annotations

import json
from collections.abc import Iterator

from truegreen.files.text import shown
from truegreen.model.finding import Finding, error, note, warning
from truegreen.systems.define import Told
from truegreen.systems.qualtrics.statuses import is_strange, standing, why_left_out
from truegreen.units.calendar import is_zone
from truegreen.units.span import Span


def oddities(told: Told) -> Iterator[Finding]:
    """Say which responses and contacts are left out, and whether times are read in another zone than they are in."""
    yield from _responses(told)
    yield from _contacts(told)
    yield from _zone(told)


def of_answers(told: Told, answers: str, asked: str) -> Iterator[Finding]:
    """Say which questions are named and nowhere, that none is known, and which answers cannot be used.

    Args:
        told: what the export tells.
        answers: the relation of answers.
        asked: the relation of questions that count.
    """
    yield from _questions(told, asked)
    query = """SELECT count(*), arg_min(_file, _row), min(_row) FROM qualtrics_question_response AS a
        WHERE NOT EXISTS (SELECT 1 FROM qualtrics_survey_response AS r WHERE r.id = a.response_id)"""
    ((lost, file, row),) = told.ask(query)
    if lost:
        says = f"Answers of responses that are not in the export: {int(str(lost)):,}, first here; they were left out."
        remedy = "Export survey_response for the same time."
        yield note(Span(str(file), int(str(row))), "answers-without-response", says, remedy, int(str(lost)))
    query = f"""SELECT question, count(*), arg_min(answer, _row), arg_min(_file, _row), min(_row)
        FROM {answers} WHERE value IS NULL GROUP BY 1 ORDER BY 1"""
    for name, count, answer, where, at in told.ask(query):
        others = int(str(count)) - 1
        says = (
            f"{shown(str(answer))} in {name} is not a number{f', and neither are {others:,} more' if others else ''}."
        )
        remedy = "Export numeric values; or say under values of the question which number each answer is."
        yield error(Span(str(where), int(str(at))), "unreadable-value", says, remedy, others + 1)


def _questions(told: Told, asked: str) -> Iterator[Finding]:
    """Find questions that the mapping names and no file has, and exports in which nothing is known to be asked."""
    there = {*told.further.get("survey_response", ())}
    query = """SELECT data_export_tag, id, survey_id FROM qualtrics_question
        UNION SELECT NULL, question_id, NULL FROM qualtrics_question_response
        UNION SELECT NULL, question_id || '_' || sub_question_key, NULL FROM qualtrics_question_response
        UNION SELECT q.data_export_tag || '_' || a.sub_question_key, NULL, NULL
        FROM qualtrics_question AS q JOIN qualtrics_question_response AS a ON a.question_id = q.id"""
    for tag, number, survey in told.ask(query):
        there |= {f"{around}{name}" for around in ("", f"{survey}/") for name in (tag, number)}
    for name, question in told.questions.items():
        if name not in there:
            says = f"No file has a question “{name}”."
            yield error(question.at, "missing-column", says, "Write it as the export does.")
    query = f"SELECT count(*), min(_file), (SELECT count(*) FROM {asked}) FROM qualtrics_survey_response"
    ((responses, file, known),) = told.ask(query)
    if responses and not known:
        says = f"Nothing is known to be asked in {int(str(responses)):,} responses, so no answer is taken."
        remedy = "Say under questions what is asked, like Q2: {kind: csat, scale_min: 1, scale_max: 5}."
        yield warning(Span(str(file)), "no-question-known", says, remedy)


def _responses(told: Told) -> Iterator[Finding]:
    why = why_left_out("r")
    query = f"""SELECT {why}, count(*), min(_file) FROM qualtrics_survey_response AS r
        WHERE {why} IS NOT NULL GROUP BY 1 ORDER BY 1"""
    if left := [(str(name), int(str(count)), str(file)) for name, count, file in told.ask(query)]:
        listed = ", ".join(f"{name} ({count:,})" for name, count, _ in left)
        says = f"Responses that no customer gave were left out: {listed}."
        total = sum(count for _, count, _ in left)
        yield note(Span(min(file for *_, file in left)), "responses-left-out", says, "Nothing needs to be done.", total)
    query = f"""SELECT status, count(*), min(_file) FROM qualtrics_survey_response AS r
        WHERE {is_strange("r")} GROUP BY 1 ORDER BY 2 DESC, 1"""
    if strange := [(shown(str(status)), int(str(count)), str(file)) for status, count, file in told.ask(query)]:
        listed = ", ".join(f"{status} ({count:,})" for status, count, _ in strange[:6])
        says = f"Responses have a status that nobody knows, and count: {listed}."
        remedy = "Export with the language set to English, or with numeric values; previews may be among them."
        at, total = Span(min(file for *_, file in strange)), sum(count for _, count, _ in strange)
        yield warning(at, "unknown-response-status", says, remedy, total)


def _contacts(told: Told) -> Iterator[Finding]:
    query = f"""SELECT {standing("c")}, count(*), min(_file)
        FROM qualtrics_distribution_contact AS c GROUP BY 1 ORDER BY 1"""
    found = {str(name): (int(str(count)), str(file)) for name, count, file in told.ask(query)}
    parts = {
        "failed": "not reached", "skipped": "spared by a rule", "declined": "opted out or blocked",
        "ahead": "not asked yet",
    }  # fmt: skip
    missed = {words: found[name] for name, words in parts.items() if name in found}
    if missed:
        listed = ", ".join(f"{words} ({count:,})" for words, (count, _) in missed.items())
        says = f"Of {sum(count for count, _ in found.values()):,} contacts some were not asked: {listed}."
        remedy = "Those not reached or spared count as eligible; the others do not count."
        at = Span(min(file for _, file in missed.values()))
        yield note(at, "contacts-not-asked", says, remedy, sum(count for count, _ in missed.values()))


def _zone(told: Told) -> Iterator[Finding]:
    for row in told.skipped.get("survey_response", ()):
        for text in row.values():
            zone = _told_zone(text)
            if zone and zone != told.zone and {zone, told.zone} != {"Z", "UTC"}:
                ((file,),) = told.ask("SELECT min(_file) FROM qualtrics_survey_response")
                says = f"The export says that its times are in {zone}, and they are read as {told.zone}."
                remedy = (
                    f"Write zone: {zone} into the mapping." if is_zone(zone) else "Write its zone into the mapping."
                )
                yield warning(Span(str(file or "")), "zone-of-export", says, remedy)
                return


def _told_zone(text: str) -> str:
    """Give the zone that a third header's cell names; blank if it names none.

    >>> _told_zone('{"ImportId":"startDate","timeZone":"America/Denver"}'), _told_zone('{"ImportId":"status"}')
    ('America/Denver', '')
    """
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    return str(read.get("timeZone", "")) if isinstance(read, dict) else ""
