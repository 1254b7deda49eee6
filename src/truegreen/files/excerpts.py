"""What the text of a clause says, cut from its files, so that an amount can show the words that it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import takewhile
from pathlib import Path

from truegreen.files.agreements import texts_of
from truegreen.files.amendments import Amendment
from truegreen.files.parsing import parse
from truegreen.files.reader import read
from truegreen.files.text import decode
from truegreen.model.agreement import Agreement
from truegreen.units.span import Span


def clause_texts(folder: Path, agreement: Agreement, day: date) -> dict[str, str]:
    """Give each clause's own lines of text, by its id, and below them those of amendments that have changed it since.

    Args:
        folder: where the agreement's files stand.
        agreement: as it stands on the day.
        day: until when amendments hold.

    Returns:
        Nothing of a clause whose file is no longer there.
    """
    own = {("terms", name): term.at for name, term in agreement.terms.items()}
    return {name: text for (_, name), text in part_texts(folder, agreement, day, own).items()}


def part_texts(
    folder: Path, agreement: Agreement, day: date, own: Mapping[tuple[str, str], Span]
) -> dict[tuple[str, str], str]:
    """Give the own lines of parts of an agreement, by group and id, with what amendments have changed in them since.

    Args:
        folder: where the agreement's files stand.
        agreement: as it stands on the day.
        day: until when amendments hold.
        own: where each part stands, by group and id, such as ``("measures", "on-time")``.
    """
    if not agreement.at.file or not (folder / agreement.at.file).is_file():
        return {}
    texts = {name: decode(text, name, []) or "" for text, name in texts_of(folder, folder / agreement.at.file, [])}
    lines = {name: text.splitlines() for name, text in texts.items()}
    parts = {key: [part] for key, at in own.items() if (part := _excerpt(lines, at))}
    for each in _amendments(texts, day):
        for path in (*each.set_, *each.remove):
            group, _, name = path.text.rpartition(".")[0].partition(".")
            key = (group, name.partition(".")[0])
            if key in parts and each.at.file != own[key].file:
                said = _excerpt(lines, path.at) if path in each.set_ else f"remove: [{path.text}]"
                parts[key].append(f"# from {each.effective} on, {path.at}\n{said}")
    return {key: "\n".join(each) for key, each in parts.items()}


def _amendments(texts: Mapping[str, str], day: date) -> list[Amendment]:
    """Give the amendments among some texts that hold on a day, in their order."""
    trees = [parse(text, name, []) for name, text in texts.items()]
    read_ones = [read(tree, Amendment, []) for tree in trees if tree is not None]
    held = [each for each in read_ones if each is not None and each.effective <= day]
    return sorted(held, key=lambda each: (each.effective, each.number))


def _excerpt(files: Mapping[str, Sequence[str]], at: Span) -> str:
    """Give the lines from a place up to the next one that is not indented more, without their common indent."""
    lines = files.get(at.file, [])[at.line - 1 :] if at.line else []
    if not lines:
        return ""
    indent = at.column - 1
    own = takewhile(lambda line: not line.strip() or len(line) - len(line.lstrip()) > indent, lines[1:])
    return "\n".join([lines[0][indent:], *(line[indent:] for line in own)]).rstrip()
