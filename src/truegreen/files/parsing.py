"""YAML text to a tree of nodes; no value is converted, and nothing but plain YAML is let in.

Anchors, aliases, tags, merge keys and second documents are refused: an agreement says each thing once, where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, takewhile
from pathlib import Path
from typing import Final

import yaml

from truegreen.files.nodes import Mapping, Node, Scalar, Sequence
from truegreen.files.syntax import in_plain_words
from truegreen.files.text import contents, decode, leading_tabs, shown, unseen
from truegreen.model.finding import Finding, error
from truegreen.units.span import Span

DEEPEST: Final = 50
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load(folder: Path, path: Path, findings: list[Finding]) -> Node | None:
    """Read a file of a project folder; its places are relative to the folder."""
    content = contents(folder, path, findings)
    return None if content is None else parse(content, path.relative_to(folder).as_posix(), findings)


def parse(content: bytes | str, file: str, findings: list[Finding]) -> Node | None:
    """Give the tree of a text, or None where it cannot be read; what is wrong is added to the findings."""
    text = decode(content, file, findings)
    if text is None:
        return None
    try:
        return _Reading(file, yaml.parse(text, Loader=_LOADER), findings).tree()
    except yaml.MarkedYAMLError as broken:
        findings.extend(leading_tabs(text, file) or [in_plain_words(broken, file)])
    except (yaml.YAMLError, ValueError, OverflowError):  # PyYAML without its C part overflows on "\UFFFFFFFF".
        says = "The text holds a character that YAML cannot read."
        findings.append(error(Span(file), "syntax", says, "Write escapes like \\u20ac, or the character itself."))
    except _TooDeepError as deep:
        says = f"Something stands more than {DEEPEST} levels deep here."
        findings.append(error(deep.at, "too-deep", says, "Write it flatter; no agreement needs a tenth of that."))
    return None


class _TooDeepError(Exception):
    def __init__(self, at: Span) -> None:
        self.at = at


@dataclass(frozen=True, slots=True)
class _Reading:
    """A text being read, event by event."""

    file: str
    events: Iterator[yaml.Event]
    findings: list[Finding]

    def tree(self) -> Node | None:
        """Give the first document's node."""
        root = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    remedy = "Put it into a file of its own, without the ---."
                    self._refuse(self._at(event), "second-document", "A second document begins here.", remedy)
                    break
                root = self._node(next(self.events), 1)
        if root is not None and root != Scalar(""):
            return root
        self._refuse(Span(self.file), "empty-file", "The file says nothing.", "Write something into it, or delete it.")
        return None

    def _node(self, event: yaml.Event, depth: int, named: Span | None = None) -> Node:
        """Give the node that an event begins; a list or mapping with a name stands where its name stands."""
        at = self._at(event)
        if depth > DEEPEST:
            raise _TooDeepError(at)
        self._refuse_extras(event, at)
        if isinstance(event, yaml.SequenceStartEvent):
            items = tuple(self._node(each, depth + 1) for each in self._until(yaml.SequenceEndEvent))
            return Sequence(items, named or at)
        if isinstance(event, yaml.MappingStartEvent):
            return Mapping(dict(self._entries(depth)), named or at)
        text = event.value if isinstance(event, yaml.ScalarEvent) else ""  # An alias was refused above.
        self.findings.extend(replace(each, at=at) for each in islice(unseen(text, at), 1))
        return Scalar(text, at)

    def _entries(self, depth: int) -> Iterator[tuple[Scalar, Node]]:
        seen: dict[str, Span] = {}
        for event in self._until(yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self.events), depth + 1, key.at)
            if not isinstance(key, Scalar) or not key.text:
                says, remedy = "A name is missing here, or is not text.", "Write a name before the colon."
                self._refuse(key.at, "odd-key", says, remedy)
            elif key.text == "<<":
                says, remedy = "A merge key copies other lines to here.", "Write the lines out where they hold."
                self._refuse(key.at, "merge-key", says, remedy)
            elif key.text in seen:
                says = f"{shown(key.text)} is written twice here; the first is on line {seen[key.text].line}."
                self._refuse(key.at, "duplicate-key", says, "Keep one of the two.")
            else:
                seen[key.text] = key.at
                yield key, value

    def _until(self, end: type[yaml.Event]) -> Iterator[yaml.Event]:
        return takewhile(lambda event: not isinstance(event, end), self.events)

    def _refuse_extras(self, event: yaml.Event, at: Span) -> None:
        """Refuse what would make a text say things that it does not show."""
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            says = f"*{anchor} stands for text somewhere else."
            self._refuse(at, "alias", says, "Write the text out, or quote the star.")
        elif anchor:
            says = f"&{anchor} gives this text a second name."
            self._refuse(at, "anchor", says, "Take it away, or quote the ampersand.")
        if tag:
            says = f"The tag {shown(tag)} asks to read this in its own way."
            self._refuse(at, "tag", says, "Take it away, or quote the text.")

    def _refuse(self, at: Span, name: str, says: str, remedy: str) -> None:
        self.findings.append(error(at, name, says, remedy))

    def _at(self, event: yaml.Event) -> Span:
        mark = event.start_mark
        return Span(self.file, mark.line + 1, mark.column + 1) if mark else Span(self.file)
