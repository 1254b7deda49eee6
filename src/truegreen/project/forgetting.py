"""Forget a person, and keep the key by which people are known: what a project does about people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date

from truegreen.engine.duck import Duck
from truegreen.facts.forgetting import rows_naming, without
from truegreen.facts.pseudonyms import pseudonym
from truegreen.facts.store import State, Store
from truegreen.files.people import (
    FORGOTTEN,
    KEY_FILE,
    VARIABLE,
    Forgotten,
    by_another_key,
    forgotten_text,
    make_key,
    read_forgotten,
)
from truegreen.files.writing import replace as write
from truegreen.model.finding import Finding, error, has_errors
from truegreen.model.identity import Key, is_pseudonym
from truegreen.project.opened import Project
from truegreen.sources.people import names_people
from truegreen.units.span import Span


@dataclass(frozen=True, slots=True)
class Erasure:
    """A person who is forgotten.

    Attributes:
        pseudonym: who.
        rows: rows that named them, by table.
        before: whether they were forgotten already.
    """

    pseudonym: str
    rows: Mapping[str, int]
    before: bool


def with_key(project: Project, before: State) -> tuple[Project, list[Finding]]:
    """Give a project with the key that it needs; it is made where nothing was loaded by another one yet."""
    people = read_forgotten(project.folder, [])
    findings = _key_missing(project, before) or by_another_key(people, project.who.key)
    if findings or project.who.key or not any(map(names_people, project.mappings)):
        return project, findings
    key = make_key(project.folder, findings)
    return replace(project, who=replace(project.who, key=key)), findings


def _key_missing(project: Project, before: State) -> list[Finding]:
    if project.who.key or not before.key:
        return []
    says = "The key of people is gone, and the facts were loaded with it: nobody would be known again."
    remedy = f"Put {KEY_FILE} back, or give it in {VARIABLE}; if it is lost, delete .truegreen and load by a new one."
    return [error(Span(KEY_FILE), "people-key-missing", says, remedy)]


def forget(project: Project, person: str, on: date, *, is_dry: bool = False) -> tuple[Erasure | None, list[Finding]]:
    """Forget a person: empty them in every row, and write down that no later load brings them back.

    All of it happens, or nothing.

    Args:
        project: the project, opened.
        person: their id as the sources have it, or their pseudonym.
        on: the day it is.
        is_dry: whether only to look.

    Returns:
        What was or would be done, or None with findings.
    """
    store, key = Store(project.store), project.who.key
    state, findings = store.read(), list[Finding]()
    people = read_forgotten(project.folder, findings)
    if key is None:
        says, remedy = "There is no key of people, so nobody can be found.", f"Put {KEY_FILE} back, or run first."
        return None, [error(Span(KEY_FILE), "people-key-missing", says, remedy)]
    if state.key not in ("", key.mark):
        says = "The facts were loaded with another key of people than this one, so nobody can be found in them."
        return None, [error(Span(KEY_FILE), "people-key-differs", says, "Run first, and forget then.")]
    with closing(Duck(spill=project.store / "spill")) as duck:
        who = person.strip() if is_pseudonym(person.strip()) else pseudonym(duck, key, person)
        rows = {table: sum(months.values()) for table, months in rows_naming(duck, store, state, [who]).items()}
        erasure = Erasure(who, rows, any(each.pseudonym == who for each in people))
        if is_dry or has_errors(findings):
            return (None if findings else erasure), findings
        after = without(duck, store, state, [who])
        findings = _write_down(project, people, key, erasure, on)
        if not findings:
            store.commit(after)
    return (None if findings else erasure), findings


def _write_down(
    project: Project, people: Sequence[Forgotten], key: Key, erasure: Erasure, on: date
) -> list[Finding]:  # fmt: skip
    if erasure.before:
        return []
    entry = Forgotten(erasure.pseudonym, on, key.mark, Span(FORGOTTEN))
    try:
        write(project.folder / FORGOTTEN, forgotten_text([*people, entry]))
    except OSError as broken:
        says = f"The file cannot be written: {broken.strerror}."
        return [error(Span(FORGOTTEN), "cannot-write", says, "Make it one that you may write to; nothing was done.")]
    return []
