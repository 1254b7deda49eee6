"""JSON documents as interfaces give them: a list, an envelope around one, or pages of either one after another.

The list that is meant becomes JSON lines, and those are read as any others are. A file is never held in memory, only
one record of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from truegreen.files.nearest import did_you_mean
from truegreen.files.text import shown
from truegreen.model.finding import note, warning
from truegreen.sources.document_parts import DOCUMENTS, Listed, Survey, chosen, parts, survey, whole
from truegreen.sources.intake import Intake, Rows
from truegreen.sources.json_events import Event, events
from truegreen.sources.json_lines import read_json_lines
from truegreen.sources.json_writing import as_text
from truegreen.sources.limits import LARGEST, BrokenError, TooLargeError
from truegreen.sources.rows import records
from truegreen.sources.text import Plain


def read_documents(intake: Intake, text: Plain) -> Rows | None:
    """Put the records of a text on the connection; None if it cannot be read."""
    found = as_lines(intake, text, intake.mapping.records)
    if not found:
        return None
    lines, *_ = found
    return read_json_lines(intake, Plain(lines, text.lines)) if lines.stat().st_size else _no_rows(intake)


def as_lines(intake: Intake, text: Plain, records: str = "") -> tuple[Path, str, tuple[str, ...]] | None:
    """Give the records of a JSON text as JSON lines, and the name of the list that held them, such as ``tickets``.

    Numbers with a point are texts in the lines, so that no digit is lost; a line's number is the record's place in the
    list. A text that is JSON lines already stays where it is.

    Args:
        intake: where lines are written and findings added; which list is meant also follows from what it reads.
        text: the text in UTF-8, out of its wrapping.
        records: the list that is meant, by its dotted name; ``.`` where each document is a record.

    Returns:
        The lines, the name, which is blank where the list stands at the top or each document is a record, and the
        names of the lists of objects beside it; None if the text cannot be read.
    """
    asked = {part for name in intake.mapping.reads for part in (name, name.partition(".")[0])}
    with text.path.open("rb") as opened:
        if records in ("", DOCUMENTS) and not text.long and _is_lines(opened.readline(LARGEST), asked):
            return text.path, "", ()
        seen = Survey()
        try:
            opened.seek(0)
            survey(events(opened), asked, seen)
        except BrokenError as wrong:
            says = f"{wrong.says}{intake.quoted(wrong.around)}." if wrong.around else wrong.says
            intake.refuse(wrong.name, says, wrong.remedy, wrong.line)
            return None
        except TooLargeError:
            _refuse_size(intake, seen.last, seen.lists.get(seen.last, Listed()).things)
            return None
        name = _which(intake, seen, records, asked)
        if name is None:
            return None
        opened.seek(0)
        lines = _lines(intake, opened, name)
    beside = tuple(each for each in _alike(seen, name) if each != name) if name != DOCUMENTS and not records else ()
    return (lines, "" if name == DOCUMENTS else name, beside) if lines else None


def _is_lines(first: bytes, asked: set[str]) -> bool:
    """Say from its first line whether a text is JSON lines: the line is a whole record."""
    try:
        seen = survey(events(BytesIO(first)), asked, Survey())
    except (BrokenError, TooLargeError):
        return False
    return seen.documents == 1 and chosen(seen, asked) == DOCUMENTS


def _which(intake: Intake, seen: Survey, wanted: str, asked: set[str]) -> str | None:
    """Give the name of the list that is meant; None if there is no such list."""
    if wanted == DOCUMENTS:
        return wanted
    name = wanted if wanted and wanted in seen.lists else chosen(seen, asked)
    if name is None or (wanted and name != wanted):
        says = f"The file has no list {shown(wanted)}." if wanted else "The file holds no list of objects."
        remedy = did_you_mean(wanted, filter(None, seen.lists)) if any(seen.lists) else "Look at what was exported."
        intake.refuse("no-list", says, remedy)
        return None
    if name == DOCUMENTS:
        return name
    alike = _alike(seen, name)
    if not wanted and len(alike) > 1:
        listed = ", ".join(f"{each} ({count:,})" for each, count in list(alike.items())[:5])
        says, remedy = f"The file has lists {listed}; {name} was read.", f"Write records: {name} if that is right."
        intake.findings.append(note(intake.at(), "several-lists", says, remedy))
    if seen.documents > seen.lists[name].times:
        says = f"Of {seen.documents:,} documents in the file, {seen.lists[name].times:,} have the list {shown(name)}."
        remedy = "Look at the others; one may be an error that was saved instead of a page."
        intake.findings.append(warning(intake.at(), "document-without-list", says, remedy))
    return name


def _alike(seen: Survey, name: str) -> dict[str, int]:
    """Count the objects in each list of objects that stands as deep as one."""
    deep = name.count(".")
    return {each: of.objects for each, of in seen.lists.items() if of.objects and each.count(".") == deep}


def _lines(intake: Intake, opened: BinaryIO, name: str) -> Path | None:
    """Write what stands in a list as lines; None if one thing is too large."""
    target, number, twice = intake.new_file(), 0, list[int]()
    things = (thing for kind, each, thing in parts(events(opened)) if kind == "thing" and each == name)
    with target.open("w", encoding="utf-8", errors="replace", newline="\n") as written:
        try:
            for number, thing in enumerate(_documents(opened) if name == DOCUMENTS else things, 1):
                text, is_odd = as_text(thing)
                twice += [number] if is_odd else []
                written.write(f"{text}\n" if text != "null" else "\n")
        except TooLargeError:
            _refuse_size(intake, name, number)
            return None
        except BrokenError as wrong:
            intake.refuse(wrong.name, wrong.says, wrong.remedy, number)
            return None
    if twice:
        says = f"A name stands twice in one object; its first value counts. Records like this: {len(twice):,}."
        remedy = "Ask the sender which of the two is right."
        intake.findings.append(warning(intake.at(twice[0]), "name-twice", says, remedy, len(twice)))
    return target


def _documents(opened: BinaryIO) -> Iterator[Iterator[Event]]:
    stream = events(opened)
    for first in stream:
        yield whole(chain([first], stream))


def _refuse_size(intake: Intake, name: str, number: int) -> None:
    where = (f"Record {number:,}" + f" of {shown(name)}" * (name not in ("", DOCUMENTS))) if number else "A text"
    says = f"{where} is larger than {LARGEST / 1_000_000} million bytes."
    intake.refuse("record-too-large", says, "Leave its longest text or its attachments out of the export.", number)


def _no_rows(intake: Intake) -> Rows:
    """Give the rows of a list in which nothing stands."""
    columns = [*(f"NULL::VARCHAR AS u{number}" for number in range(len(intake.mapping.reads))), "0::UTINYINT AS _odd"]
    intake.rows(f"CREATE OR REPLACE TEMP TABLE {intake.table} AS SELECT {', '.join(columns)} LIMIT 0")
    return records(intake, "rowid + 1", intake.mapping.reads)
