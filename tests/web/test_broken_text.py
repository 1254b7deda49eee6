"""A broken agreement takes nothing from anybody: it stands as it was last read whole, and says what is wrong."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from django.utils import timezone

from tests.web.people import AGREEMENT
from tests.web.small import SAID, SMALL, small_agreement
from tests.web.test_doors import path_of
from tests.web.test_matters import raised
from tests.web.visiting import at, visitor
from truegreen.web.agreements import room
from truegreen.web.agreements.keeping import TOP
from truegreen.web.doors import doors
from truegreen.web.work.doing import Doing, kinds

MANAGER: Final = "client-vendor-manager"
BROKEN: Final = "cannot be read as it stands now"
OWN: Final = f"{AGREEMENT}.yml"
AMENDED: Final = f"{AGREEMENT}-amendment-1.yml"


def _changed(name: str, change: Callable[[str], str]) -> Callable[[Path], None]:
    def does(folder: Path) -> None:
        (folder / name).write_text(change((folder / name).read_text("utf-8")), "utf-8")

    return does


def _not_utf_8(folder: Path) -> None:
    (folder / OWN).write_bytes((folder / OWN).read_text("utf-8").replace("Acme", "Açmé").encode("latin-1"))


def _utf_16(folder: Path) -> None:
    (folder / OWN).write_bytes((folder / OWN).read_text("utf-8").encode("utf-16"))


def _twice(folder: Path) -> None:
    shutil.copy(folder / OWN, folder / "a-copy.yml")


def _all_gone(folder: Path) -> None:
    for each in folder.glob("*.y*ml"):
        each.unlink()


def _a_folder(folder: Path) -> None:
    (folder / OWN).unlink()
    (folder / OWN).mkdir()


def _a_link_to_nothing(folder: Path) -> None:
    (folder / OWN).unlink()
    (folder / OWN).symlink_to("nowhere.yml")


def _large(folder: Path) -> None:
    with (folder / OWN).open("a", encoding="utf-8") as file:
        file.write("# more\n" * 1_500_000)


WAYS: Final[dict[str, tuple[Callable[[Path], None], str]]] = {
    "yaml error": (_changed(OWN, lambda text: text + "\nterms: [\n"), f"agreements/{OWN}:"),
    "unknown field": (_changed(OWN, lambda text: text + "\nmesures: {}\n"), "mesures"),
    "nothing in it": (_changed(OWN, lambda text: ""), "The file says nothing."),
    "gone": (lambda folder: (folder / OWN).unlink(), "is not there any more"),
    "all gone": (_all_gone, "is not there any more"),
    "twice": (_twice, "a-copy.yml"),
    "an amendment of what is not there": (
        _changed(AMENDED, lambda text: text + "\nremove: [terms.no-such-clause]\n"), f"agreements/{AMENDED}:",
    ),
    "not utf-8": (_not_utf_8, "This is not UTF-8 text."),
    "utf-16": (_utf_16, "This is not UTF-8 text."),
    "ten megabytes": (_large, "The file is larger than 5 MB."),
    "a folder": (_a_folder, "cannot be opened"),
    "a link to nothing": (_a_link_to_nothing, "is not there any more"),
}  # fmt: skip


@pytest.fixture
def texts(workspace: Path) -> Iterator[Path]:
    """Give the folder of agreements, read whole once; what a test breaks is mended after it."""
    folder, before = workspace / "agreements", workspace / "agreements-before"
    shutil.copytree(folder, before)
    restarted()
    visitor(MANAGER).get(at("agreement"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
        before.rename(folder)


def restarted() -> None:
    """Forget what was read, as another process would not know it."""
    for each in (room._sorted, room._read, room._read_kept):
        each.cache_clear()


def answers(who: str, names: tuple[str, ...] = ()) -> dict[str, int]:
    """Give the status of pages of the agreement; of every one, if none is named."""
    browser = visitor(who)
    asked = [each for each in doors() if "<str:agreement>" in each.path and "GET" in each.methods]
    asked = [each for each in asked if not names or each.name in names]
    return {each.name: browser.get(path_of(each, AGREEMENT)).status_code for each in asked}


@pytest.mark.parametrize("way", WAYS)
def test_a_broken_text_stands_as_it_was_and_its_page_says_what_is_wrong(way: str, texts: Path) -> None:
    breaks, says = WAYS[way]
    some = () if way in ("yaml error", "gone") else ("green", "agreement", "statement", "open", "pilots", "runs")
    before = answers(MANAGER, some)
    breaks(texts)
    restarted()
    assert answers(MANAGER, some) == before
    page = visitor("read-only").get(at("agreement")).content.decode()
    assert BROKEN in page
    assert says in page
    assert 'id="terms-' in page
    assert BROKEN in visitor(MANAGER).get(at("governance")).content.decode()
    assert visitor("elsewhere").get(at("agreement")).status_code == 404
    assert AGREEMENT in visitor(MANAGER).get("/").content.decode()


@pytest.mark.parametrize("way", ["yaml error", "gone", "twice", "utf-16"])
def test_mending_it_heals_everything_by_itself(way: str, texts: Path) -> None:
    kept = {path.name: path.read_bytes() for path in texts.iterdir() if path.is_file()}
    WAYS[way][0](texts)
    assert BROKEN in visitor(MANAGER).get(at("agreement")).content.decode()
    for each in texts.iterdir():
        each.unlink()
    for name, text in kept.items():
        (texts / name).write_bytes(text)
    page = visitor(MANAGER).get(at("agreement")).content.decode()
    assert BROKEN not in page
    assert "What is wrong with its text" not in page


def test_other_agreements_go_on(texts: Path) -> None:
    with small_agreement(texts.parent, MANAGER):
        for breaks, _ in WAYS.values():
            if breaks is _all_gone:
                continue
            before = {path.name: path.read_bytes() for path in texts.iterdir() if path.is_file()}
            breaks(texts)
            page = visitor(MANAGER).get(at("agreement", SMALL))
            assert page.status_code == 200
            assert BROKEN not in page.content.decode()
            for name in (OWN, "a-copy.yml"):
                shutil.rmtree(texts / name) if (texts / name).is_dir() else (texts / name).unlink(missing_ok=True)
            for name, text in before.items():
                (texts / name).write_bytes(text)


def test_no_change_is_asked_for_of_a_text_that_cannot_be_read(texts: Path) -> None:
    with small_agreement(texts.parent, MANAGER):
        visitor(MANAGER).get(at("agreement", SMALL))
        (texts / "small.yml").write_text("agreement: small\nterms: [\n", "utf-8")
        answer = visitor(MANAGER).post(at("open/change", SMALL), SAID)
        assert answer.status_code == 422
        assert "agreements/small.yml" in answer.content.decode() or "could not" in answer.content.decode()


def test_a_text_that_was_never_read_whole_is_said_to_who_sits_there_and_to_nobody_else(texts: Path) -> None:
    WAYS["yaml error"][0](texts)
    shutil.rmtree(texts.parent / TOP)
    restarted()
    page = visitor(MANAGER).get(at("governance"))
    assert page.status_code == 503
    assert f"agreements/{OWN}:" in page.content.decode()
    assert visitor("elsewhere").get(at("governance")).status_code == 404
    assert visitor(MANAGER).get("/").status_code == 200
    assert visitor("owner").get("/people").status_code in (200, 404)


def test_what_is_open_goes_on_where_the_text_is_gone(texts: Path) -> None:
    place = raised()
    WAYS["gone"][0](texts)
    restarted()
    assert visitor("provider-lead").get(place).status_code == 200
    kinds()["time"].do(Doing({}, "clock", lambda what, done, of: None))
    said = {"seen": "1", "answer": "We do", "by_day": (timezone.localdate() + timedelta(days=7)).isoformat()}
    assert visitor("provider-lead").post(f"{place}/answer", said).status_code == 302


def test_the_owner_and_programs_are_answered_too(texts: Path) -> None:
    for way in ("yaml error", "gone", "all gone"):
        WAYS[way][0](texts)
        for each in doors():
            if "<str:agreement>" not in each.path and "GET" in each.methods:
                assert visitor("owner").get(path_of(each, AGREEMENT)).status_code < 500
        assert visitor(MANAGER).get(f"/api/v1/agreements/{AGREEMENT}").status_code == 200
