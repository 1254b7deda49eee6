"""A guess as the text of a mapping, with what was seen beside each line, for a person to correct."""

from __future__ import annotations

import glob
import json
import re
from collections.abc import Iterator
from typing import Final

from truegreen.facts.tables import TABLES, Column
from truegreen.sources.guess import Guess
from truegreen.sources.mapping import Format
from truegreen.sources.reading import ISO
from truegreen.sources.seen import Seen
from truegreen.sources.synonyms import plain_name

_WORDS: Final = ("yes", "no", "true", "false", "null", "on", "off", "y", "n")
_PLAIN: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*( [A-Za-z0-9_]+)*")


def draft(guess: Guess) -> str:
    """Write a mapping as a guess has it."""
    return "\n".join([*_head(guess), *_facts(guess), *_rest(guess)]) + "\n"


def _head(guess: Guess) -> Iterator[str]:
    yield f"# Drafted from {guess.rows:,} rows of {_flat(guess.path.name)}. Read every line before you trust it."
    for finding in guess.findings:
        yield f"# {finding.level}: {_flat(finding.says)} {_flat(finding.remedy)}"
    yield f"source: {_quoted(plain_name(guess.path.name.partition('.')[0]) or 'source')}"
    path = guess.path.name if guess.path.is_absolute() else guess.path.as_posix()
    yield f"files: [{_in_quotes(glob.escape(path))}]  # relative to the project folder"
    if guess.format:
        yield f"format: {guess.format}" + (f"  # cells are divided by {guess.sign!r}" if guess.sign else "")
    if guess.format is not Format.PARQUET:
        yield "zone: UTC  # of times that say none; write the zone of the clock that they were read from"
    if missing := sorted({text for column in guess.columns for text in column.missing}):
        yield f"missing: [{', '.join(map(_in_quotes, missing))}]  # seen where values belong"


def _facts(guess: Guess) -> Iterator[str]:
    table = TABLES[guess.table or "case"]
    columns = {each.name: each for each in guess.columns}
    matches = dict(guess.matches)
    yield "facts:"
    yield f"  {table.name}:  # {table.grain}"
    key = columns.get(matches.get(table.key[0], ""))
    if key and not key.is_key:
        yield f"    # {_flat(key.name)} stands in several rows; of these only the last counts, so say which that is."
        keep = f"keep: {{last: {_quoted(guess.last or '…')}, per: [{_quoted(key.name)}]}}"
        yield f"    {keep if guess.last else f'# {keep}'}"
    yield "    columns:" if matches else "    columns: {}"
    for column in table.columns:
        if column.name in matches:
            yield f"      {column.name}: {_origin(columns[matches[column.name]], column)}"
        elif column.required and column.one_of:
            yield f"      {column.name}: {{constant: {column.one_of[0]}}}  # one of {', '.join(column.one_of)}"
        elif column.required:
            yield f"      # {column.name}: needed ({column.says.lower()}), and no column looks like it"


def _origin(seen: Seen, column: Column) -> str:
    options, kind = [], column.kind
    if kind in ("time", "date") and seen.formats not in ((), (ISO,)):
        options.append(_formats(seen.formats))
    if kind in ("integer", "decimal") and seen.number:
        options.append(f"number: {_in_quotes(seen.number)}")
    origin = _quoted(seen.name)
    written = f"{{column: {origin}, {', '.join(options)}}}" if options else origin
    return f"{written}  # {_said(seen, is_shown=not column.person)}"


def _rest(guess: Guess) -> Iterator[str]:
    """Name what is not mapped, and what is good to know about it."""
    mapped = {name for _, name in guess.matches}
    others = [each for each in guess.columns if each.name not in mapped]
    if others:
        yield "# Not mapped:"
    for each in others:
        yield f"#   {_flat(each.name)}: {_said(each)}"


def _said(seen: Seen, *, is_shown: bool = True) -> str:
    """Say what a column holds; an example is left out where it would name a person, for mappings are kept."""
    is_shown = is_shown and "@" not in seen.example
    example = f"such as {_flat(seen.example)}" if is_shown else "not shown here"
    parts = [seen.kind, example if seen.example else "empty"]
    parts += ["different in every row"] if seen.is_key and seen.filled > 1 else []
    parts += ["always the same"] if seen.is_constant else []
    parts += [seen.order] if seen.order else []
    parts += (
        [f"settles {', '.join(map(_flat, seen.decides))}: is it written before the outcome?"] if seen.decides else []
    )
    return "; ".join(parts)


def _formats(formats: tuple[str, ...]) -> str:
    written = [_in_quotes(each) for each in formats]
    return "format: " + (written[0] if len(written) == 1 else f"[{', '.join(written)}]")


def _quoted(text: str) -> str:
    """Write a text as it is if YAML takes it so, else in quotes."""
    return text if _PLAIN.fullmatch(text) and text.lower() not in _WORDS else _in_quotes(text)


def _in_quotes(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _flat(text: str) -> str:
    """Put text into a comment: one line, and not long."""
    return "".join(each if each.isprintable() else " " for each in text)[:80].strip()
