"""What is shown is made part by part: each input alone makes the right parts anew, and none goes stale."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings

from tests.cli.calling import call, ran_starter
from tests.web.small import small_agreement
from truegreen.project.opened import open_project
from truegreen.project.run import run
from truegreen.web.shown import filling
from truegreen.web.shown.filling import fill
from truegreen.web.shown.listing import ALL, Listed, listed
from truegreen.web.shown.manifest import latest_manifest, manifest_of
from truegreen.web.shown.marking import mark_now
from truegreen.web.shown.shelf import Kept, latest_mark
from truegreen.web.shown.showing import Showing
from truegreen.web.shown.telling import EndedError

_TEMPORARY = re.compile(rb"contacts_[0-9a-f]{12}")
"""A table's name in a query, made from the place of the project's folder."""
EVERY = {each.name for each in listed()}
TEXT = {"agreement", "audit", "pilots", "review", "scorecard", "staff", "statement", "truth", "validity"}
VALUED = {"allocate", "segment", "suppliers", "tco", "value"}
PILOT = """\
pilot: call-back
agreement: care
title: Call back within an hour
owner: Ines Vogel
unit: case
metric: on_time.by_target
starts: 2025-03-03
weeks: 8
arms: {called: 50 %, as before: 50 %}
control: as before
"""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a project with a run and a shelf, made once; tests copy it."""
    folder = ran_starter(tmp_path_factory.mktemp("filled") / "project")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "FOLDER", folder)
        fill(folder)
    return folder


@pytest.fixture
def project(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = Path(shutil.copytree(filled, tmp_path / "project"))
    monkeypatch.setattr(settings, "FOLDER", folder)
    return folder


def made(folder: Path) -> set[str]:
    """Fill, and name the parts that were made and not kept."""
    names = set[str]()

    def noting(each: Listed) -> Listed:
        def fills(of: Showing) -> Iterator[Kept]:
            names.add(each.name)
            yield from each.fill(of)

        return Listed(each.name, each.title, fills, each.decided_by)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(filling, "listed", lambda: tuple(map(noting, listed())))
        fill(folder)
    return names


def shown(folder: Path) -> dict[str, bytes]:
    """Give every page and record that is shown."""
    top = folder / ".truegreen" / "shown" / latest_mark(folder)
    return {path.relative_to(top).as_posix(): _TEMPORARY.sub(b"contacts", path.read_bytes())
            for path in top.rglob("*") if path.suffix in (".json", ".parts") and path.parent != top}  # fmt: skip


def from_scratch(folder: Path) -> dict[str, bytes]:
    """Give the same, made with nothing to keep."""
    shutil.rmtree(folder / ".truegreen" / "shown")
    fill(folder)
    return shown(folder)


def appended(place: str, text: str = "\n# another line\n") -> Callable[[Path], None]:
    def does(folder: Path) -> None:
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((path.read_text("utf-8") if path.exists() else "") + text, "utf-8")

    return does


def replaced(place: str, old: str, new: str) -> Callable[[Path], None]:
    def does(folder: Path) -> None:
        text = (folder / place).read_text("utf-8")
        assert old in text
        (folder / place).write_text(text.replace(old, new, 1), "utf-8")

    return does


def issued(folder: Path) -> None:
    assert call("settle", folder, "--period", "2025-01", "--issue").exit_code == 0


def ran_again(folder: Path) -> None:
    appended(
        "data/cases.csv",
        "A9001,C04,order,phone,Lisbon,Customer,10/03/2025 08:05,11/03/2025 08:05,10/03/2025 08:40,,,\n",
    )(folder)
    found, _ = run(open_project(folder), datetime(2026, 1, 1), lambda what, done, of: None)
    assert found


def test_every_part_says_what_decides_it() -> None:
    for each in listed():
        assert each.decided_by != ALL, f"{each.name} is made anew for everything"
        assert set(each.decided_by) <= set(ALL)
        assert each.title != each.name or each.name in ("value", "pilots")


CHANGES: dict[str, tuple[Callable[[Path], None], set[str]]] = {
    "nothing": (lambda folder: None, set()),
    "a note in the agreement's text": (appended("agreements/care.yml"), TEXT),
    "its title": (
        replaced("agreements/care.yml", "title: Customer care for Acme", "title: Care"),
        TEXT | VALUED | {"accounts", "backtest"},
    ),
    "what it charges": (replaced("agreements/care.yml", "4200.00", "4300.00"), TEXT | VALUED),
    "a day on which nobody works": (
        replaced("agreements/care.yml", "2025-12-26 Boxing Day", "2025-12-26 Boxing Day, 2025-12-29 Bridge"),
        TEXT | {"silence"},
    ),
    "an amendment": (
        appended("agreements/care-amendment-1.yml", "amends: care\nnumber: 1\neffective: 2025-02-01\nclause: One\n"
                 "set:\n  measures.on-time.weight: 0.4\n"),
        TEXT,
    ),
    "how checks are heeded": (
        appended("agreements/care.yml", "checks:\n  credits-only: {level: note, because: It is known}\n"), TEXT,
    ),
    "settings": (appended("truegreen.toml"), EVERY - {"nothing"}),
    "a worked example": (appended("cases/care.yml"), {"agreement"}),
    "how records are mapped": (appended("sources/cases.yml"), set()),
    "a figure given": (
        appended("figures/care.csv", "period,claims\n2025-01,3\n"), VALUED | {"audit", "review", "statement"},
    ),
    "a statement issued": (issued, {"audit", "review", "statement"}),
    "a pilot drafted": (
        appended("pilots/call-back.yml", PILOT), VALUED | {"accounts", "backtest", "heard", "pilots", "review"},
    ),
    "an alert told": (
        appended("alerts/2025-02.csv", "as_of,account,rank,arm\n2025-02-28,C04,1,alert\n"),
        VALUED | {"pilots", "review"},
    ),
    "a plan begun": (appended("plans/next.yml", "plan: next\n"), (VALUED - {"value"}) | {"staff"}),
    "a result saved": (appended("plans/found/spring.json", "{}"), set()),
    "a signal heard": (
        appended("heard/2025-03.csv", "account,kind,on,severity,by\nC04,sales_concern,2025-03-03,3,ines\n"), set(),
    ),
    "another run": (ran_again, EVERY - {"agreement"}),
}  # fmt: skip
"""What somebody may change, and the parts that say something else because of it."""


@pytest.mark.slow
@pytest.mark.parametrize("what", CHANGES)
def test_a_change_makes_the_right_parts_anew_and_leaves_none_stale(
    what: str, project: Path
) -> None:  # fmt: skip
    change, parts = CHANGES[what]
    before = latest_mark(project)
    change(project)
    assert made(project) == parts
    assert (latest_mark(project) == before) == (what in ("nothing", "a result saved"))
    assert shown(project) == from_scratch(project)


@pytest.mark.slow
def test_a_filling_that_was_ended_leaves_what_was_shown_and_is_gone_on_with(
    project: Path
) -> None:  # fmt: skip
    before, kept = latest_mark(project), shown(project)
    appended("agreements/care.yml")(project)

    def ends(what: str, done: int, of: int) -> None:
        if "statements" in what:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fill(project, ends)
    assert (latest_mark(project), shown(project)) == (before, kept)
    assert made(project) == {"statement", "truth", "validity"}
    assert shown(project) == from_scratch(project)


@pytest.mark.slow
def test_who_is_told_can_end_it(project: Path) -> None:
    appended("agreements/care.yml")(project)

    def lost(what: str, done: int, of: int) -> None:
        raise RuntimeError("it is somebody else's by now")

    with pytest.raises(EndedError):
        fill(project, lost)


@pytest.mark.slow
def test_two_fillings_at_once_end_well(project: Path) -> None:
    appended("agreements/care.yml")(project)
    is_within = list[str]()

    def another(what: str, done: int, of: int) -> None:
        if "statements" in what and not is_within:
            is_within.append(what)
            fill(project)

    assert fill(project, another) == latest_mark(project) == mark_now(project)
    assert is_within
    assert shown(project) == from_scratch(project)


@pytest.mark.slow
def test_what_fails_hides_no_other_and_is_tried_again(
    project: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:  # fmt: skip
    appended("agreements/care.yml")(project)
    is_broken = True

    def breaks(each: Listed) -> Listed:
        def fails(of: Showing) -> Iterator[Kept]:
            for place, kept in enumerate(each.fill(of)):
                if each.name == "truth" and is_broken and place:
                    raise ZeroDivisionError("a secret of somebody")
                yield kept

        return Listed(each.name, each.title, fails, each.decided_by)

    monkeypatch.setattr(filling, "listed", lambda: tuple(map(breaks, listed())))
    mark = fill(project)
    assert latest_mark(project) == mark
    assert manifest_of(project, mark).failed == ["care: truth"]
    assert latest_manifest(project).parts["care"]["truth"].problem == "ZeroDivisionError"
    assert "truth of care could not be made ready" in caplog.text
    assert "care/truth.json" not in shown(project)
    assert "care/statement/2025-02.json" in shown(project)
    is_broken = False
    monkeypatch.setattr(filling, "listed", listed)
    assert made(project) == {"truth"}
    assert shown(project) == from_scratch(project)


@pytest.mark.slow
@pytest.mark.parametrize("is_put_back", [True, False])
def test_what_was_made_while_its_text_was_changed_is_not_shown(is_put_back: bool, project: Path) -> None:
    appended("agreements/care.yml")(project)
    place, before = project / "agreements" / "care.yml", latest_mark(project)
    text = place.read_text("utf-8")

    def changes(what: str, done: int, of: int) -> None:
        if "statements" in what and place.read_text("utf-8") == text:
            place.write_text(f"{text}# meanwhile\n", "utf-8")
        elif is_put_back and "whether green is true" in what:
            place.write_text(text, "utf-8")

    fill(project, changes)
    if is_put_back:
        fill(project)
    else:
        assert latest_mark(project) == before
        fill(project)
    assert latest_mark(project) == mark_now(project)
    assert shown(project) == from_scratch(project)


@pytest.mark.slow
def test_a_broken_agreement_keeps_what_was_shown_of_it_and_others_are_filled(project: Path) -> None:
    (project / "figures").mkdir()
    with small_agreement(project):
        fill(project)
        before = shown(project)
        appended("agreements/care.yml", "\nterms: [\n")(project)
        replaced("agreements/small.yml", "monthly: 1000.00", "monthly: 2000.00")(project)
        assert fill(project) == latest_mark(project) == mark_now(project)
        after = shown(project)
        assert {name: each for name, each in after.items() if name.startswith("care/")} == {
            name: each for name, each in before.items() if name.startswith("care/")
        }
        assert after["small/agreement/checks.json"] != before["small/agreement/checks.json"]
        text = (project / "agreements" / "care.yml").read_text("utf-8")
        (project / "agreements" / "care.yml").write_text(text.replace("\nterms: [\n", ""), "utf-8")
        assert made(project) == set()


@pytest.mark.slow
def test_a_text_that_its_examples_do_not_bear_out_is_not_shown(project: Path) -> None:
    before = shown(project)
    replaced("agreements/care.yml", "2025-01-01: 80 %", "2025-01-01: 81 %")(project)
    assert fill(project) == latest_mark(project)
    assert shown(project) == before
    assert latest_manifest(project).wrong["care"].startswith("cases/care.yml:")


@pytest.mark.slow
def test_what_is_wrong_with_settings_is_said_and_what_was_shown_stays(project: Path) -> None:
    before = latest_mark(project)
    appended("truegreen.toml", "\ncurency = 1\n")(project)
    with pytest.raises(ValueError, match=r"truegreen\.toml"):
        fill(project)
    assert latest_mark(project) == before


@pytest.mark.slow
def test_parts_that_are_kept_are_the_same_files(project: Path) -> None:
    def places() -> dict[str, int]:
        top = project / ".truegreen" / "shown" / latest_mark(project) / "care"
        return {path.name: path.stat().st_ino for path in top.glob("*.json")}

    before = places()
    appended("agreements/care.yml")(project)
    fill(project)
    after = places()
    assert after["accounts.json"] == before["accounts.json"]
    assert after["truth.json"] != before["truth.json"]
    assert json.loads((project / ".truegreen/shown" / latest_mark(project) / "parts.json").read_text("utf-8"))
