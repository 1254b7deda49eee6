"""The project's agreements, as they stand in the folder now: each read when asked for, and anew when it changed.

One whose files cannot be read, or are gone, stands as it was last read whole; ``problems`` says what is wrong with it.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from os import scandir
from pathlib import Path
from threading import Lock
from typing import Final, TypeAlias

from django.conf import settings

from truegreen.files.agreements import named, read_agreement
from truegreen.files.text import contents
from truegreen.model.agreement import Agreement, Versions
from truegreen.model.finding import Finding, Level, error
from truegreen.model.people import Person
from truegreen.units.span import Span
from truegreen.web.agreements.keeping import Kept, all_kept, keep, kept

_READS: Final = Lock()
_LOOK: Final = ContextVar[tuple["Agreements", ...]]("look", default=())
Seen: TypeAlias = tuple[str, int, int]
"""A file as it was seen: its name, when it was changed, and its size."""


@dataclass(frozen=True, slots=True)
class Agreements(Mapping[str, Versions]):
    """All agreements of the folder, by id; one that was never read whole is not there. None is read unasked.

    Attributes:
        folder: the project's.
        files: of each agreement: its own file first, then those that amend it.
        gone: those whose own file is not there any more; they are found by who asks for them, and named nowhere.
    """

    folder: Path
    files: Mapping[str, tuple[Seen, ...]]
    gone: frozenset[str] = frozenset()

    def __getitem__(self, name: str) -> Versions:
        """Give one as its files say, or as they last said where they cannot be read.

        Raises:
            KeyError: there is none of this id, or it was never read whole.
        """
        found = self.whole(name) or _read_kept(self.last_whole(name))
        if found is None:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        """Give the ids, read or not."""
        return (name for name in self.files if name not in self.gone)

    def __len__(self) -> int:
        """Say how many there are."""
        return len(self.files) - len(self.gone)

    def items(self) -> ItemsView[str, Versions]:
        """Give those that can be read; this reads them all."""
        return {name: found for name in self if (found := self.get(name)) is not None}.items()

    def whole(self, name: str) -> Versions | None:
        """Give one as its files say now; None where they cannot be read.

        Raises:
            KeyError: there is none of this id.
        """
        return _once_read(self.folder, name, self.files[name])[0]

    def problems(self, name: str) -> tuple[Finding, ...]:
        """Say why the files of an agreement cannot be read; nothing where they can, or there are none."""
        return _once_read(self.folder, name, self.files[name])[1] if name in self.files else ()

    def last_whole(self, name: str) -> Kept | None:
        """Give the text that an agreement had when it was last read whole."""
        return kept(self.folder, name)

    def stands_in(self, name: str) -> Path:
        """Give the folder with the text that counts: the project's, or where the last whole one is kept."""
        found = self.last_whole(name) if self.problems(name) else None
        return found.folder if found else self.folder


def agreements() -> Agreements:
    """Give all agreements by id."""
    looked = _LOOK.get()
    return looked[0] if looked else _look()


@contextmanager
def one_look() -> Iterator[None]:
    """Look at the folder once for all that is asked meanwhile: a page that writes nothing shows one state of it."""
    before = _LOOK.set((_look(),))
    try:
        yield
    finally:
        _LOOK.reset(before)


def _look() -> Agreements:
    folder: Path = settings.FOLDER
    return _sorted(folder, tuple(sorted(_seen(folder / "agreements"))))


def seated(person: Person) -> Iterator[Versions]:
    """Give the agreements that somebody sits for, and no other is read for it."""
    known = agreements()
    for name in sorted({*known, *known.gone}):
        if any(person.at(name)) and (found := known.get(name)) is not None:
            yield found


def agreement_on(name: str, day: date) -> Agreement | None:
    """Give an agreement as it stands on a day; None if there is none."""
    found = agreements().get(name)
    return found.on(day) if found else None


def _seen(folder: Path) -> Iterator[Seen]:
    """Look at files, of which there are hundreds for every page; one that is gone since they were listed is not there.

    A ``Path`` for each of them would take longer than the page.
    """
    with scandir(folder) if folder.is_dir() else nullcontext(()) as every:
        for each in every:
            try:
                stat = each.stat() if each.name.endswith((".yml", ".yaml")) else None
            except OSError:
                continue
            if stat:
                yield each.name, stat.st_mtime_ns, stat.st_size


@lru_cache(maxsize=4)
def _sorted(folder: Path, seen: tuple[Seen, ...]) -> Agreements:
    """Put files together by the agreement that they say they are, or amend; or that they were, where they say nothing.

    An agreement that none of them is any more is there as long as its text is kept.
    """
    own, amending, mute = dict[str, list[Seen]](), dict[str, list[Seen]](), dict[str, Seen]()
    for each in seen:
        what, name = named(contents(folder, folder / "agreements" / each[0], []) or b"")
        if what:
            {"agreement": own, "amends": amending}[what].setdefault(name, []).append(each)
        else:
            mute[each[0]] = each
    for name, before in all_kept(folder):
        own.setdefault(name, []).extend(mute[file] for file in before.files[:1] if file in mute)
        amending.setdefault(name, []).extend(mute[file] for file in before.files[1:] if file in mute)
    files = {name: (*each, *amending.get(name, ())) for name, each in sorted(own.items())}
    return Agreements(folder, files, frozenset(name for name, each in own.items() if not each))


def _once_read(folder: Path, name: str, seen: tuple[Seen, ...]) -> tuple[Versions | None, tuple[Finding, ...]]:
    """Read an agreement in one thread while the others wait: each would take as long as all of them one by one."""
    with _READS:
        return _read(folder, name, seen)


@lru_cache(maxsize=512)
def _read(folder: Path, name: str, seen: tuple[Seen, ...]) -> tuple[Versions | None, tuple[Finding, ...]]:
    """Read an agreement from its files, and keep its text; or say what is wrong with them."""
    findings: list[Finding] = []
    places = [f"agreements/{each}" for each, _, _ in seen]
    texts = [(text, at) for at in places if (text := contents(folder, folder / at, findings)) is not None]
    if not texts or named(texts[0][0]) != ("agreement", name):
        findings += _missing(folder, name, texts)
    if texts:
        found, said = read_agreement(*texts[0], texts[1:])
        findings += said
        if found and found.id == name and not any(each.level is Level.ERROR for each in findings):
            keep(folder, name, texts)
            return found, ()
    return None, tuple(each for each in dict.fromkeys(findings) if each.level is Level.ERROR)


def _missing(folder: Path, name: str, texts: list[tuple[bytes, str]]) -> Iterator[Finding]:
    """Say that the file of an agreement is not there any more, unless it is there and cannot be told."""
    before = kept(folder, name)
    place = f"agreements/{before.files[0]}" if before else "agreements"
    if place not in [at for _, at in texts]:
        says = f"The text of {name} is not there any more."
        yield error(Span(place), "cannot-open", says, f"Put {place} back, or end the seats of those who sit for it.")


@lru_cache(maxsize=64)
def _read_kept(of: Kept | None) -> Versions | None:
    return read_agreement(*of.texts[0], of.texts[1:])[0] if of else None
