"""``truegreen allocate`` on the starter project: what was found is saved, shown again, and put beside another plan."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.calling import call, ran_starter
from truegreen.files.found_plans import place_of

PLAN = """\
plan: {name}
currency: EUR
starts: 2025-03-01
records: 2
cells: [contact_type]
sites:
  Leeds:
    {{supplier: North, country: GB, per_hour: {leeds} EUR, handle: {{order: 9 min, invoice: 9 min, delivery: 8 min}}}}
  Lisbon:
    {{supplier: North, country: PT, per_hour: 20 EUR, handle: {{order: 11 min, invoice: 13 min, delivery: 8 min}}}}
types:
  order: {{worth: 30 EUR}}
  invoice: {{worth: 12 EUR}}
  delivery: {{worth: 5 EUR}}
futures:
  as expected: {{chance: 80 %}}
  {future}
"""


def write(folder: Path, name: str, leeds: int, future: str) -> None:
    (folder / "plans").mkdir(exist_ok=True)
    text = PLAN.format(name=name, leeds=leeds, future=future)
    (folder / "plans" / f"{name}.yml").write_text(text, "utf-8")


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the starter project with two plans, one of which was saved."""
    folder = ran_starter(tmp_path_factory.mktemp("found") / "project")
    write(folder, "one", 24, "a busy year: {chance: 20 %, demand: {all: 12 %}}")
    write(folder, "other", 12, "dear Leeds: {chance: 20 %, prices: {GB: 80 %}}")
    done = call("allocate", folder, "--plan", "one", "--save", "spring", "--points", 0)
    assert done.exit_code == 0, done.output
    assert "show it with --plan found/spring" in done.stderr
    return folder


def test_a_saved_plan_is_shown_as_it_was_found(saved: Path) -> None:
    again = call("allocate", saved, "--plan", "found/spring", "--json")
    anew = call("allocate", saved, "--plan", "one", "--points", 0, "--json")
    assert again.exit_code == anew.exit_code == 0
    kept, found = json.loads(again.stdout), json.loads(anew.stdout)
    assert kept["cells"] == found["cells"]
    assert kept["bill"] == found["bill"]
    assert kept["findings"] == found["findings"]


def test_two_plans_are_put_side_by_side(saved: Path, tmp_path: Path) -> None:
    page = tmp_path / "against.html"
    done = call("allocate", saved, "--plan", "other", "--against", "found/spring", "--points", 0, "--page", page)
    assert done.exit_code == 0, done.output
    assert "other against spring" in done.stdout
    for future in (
        "as expected, 80 % (told by both)",
        "dear Leeds, 20 % (told by other)",
        "a busy year, 20 % (told by",
    ):
        assert future in done.stdout
    assert "SHA-256" in done.stdout
    assert "Which plan is better?" in page.read_text("utf-8")


def test_what_a_plan_comes_to_in_its_own_futures_is_what_was_solved(saved: Path) -> None:
    """What is reckoned from the saved shares alone agrees with what the plan itself was told."""
    done = call("allocate", saved, "--plan", "found/spring", "--against", "other", "--points", 0, "--json")
    own = json.loads(call("allocate", saved, "--plan", "found/spring", "--json").stdout)["futures"]
    outcomes = {each["future"]: each["one"] for each in json.loads(done.stdout)["outcomes"]}
    for name, cost in zip(own["names"], own["costs"][0], strict=True):
        assert outcomes[name] == pytest.approx(cost, abs=0.01)


def test_a_plan_whose_text_has_changed_since_says_so(saved: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(saved, tmp_path / "copy"))
    write(folder, "one", 25, "a busy year: {chance: 20 %}")
    findings = json.loads(call("allocate", folder, "--plan", "found/spring", "--json").stdout)["findings"]
    (told,) = (each for each in findings if each["id"] == "plan-saved-earlier")
    assert "its file in plans changed since" in told["says"]


def test_an_edited_plan_is_refused(saved: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(saved, tmp_path / "copy"))
    path = folder / place_of("spring")
    path.write_text(path.read_text("utf-8").replace("Lisbon", "Leeds", 1), "utf-8")
    done = call("allocate", folder, "--plan", "found/spring")
    assert done.exit_code == 1
    assert "frozen-edited" in done.stderr


@pytest.mark.parametrize(("words", "said"), [
    (("--plan", "found/sprin"), "There is no saved plan “sprin”"),
    (("--plan", "found/spring", "--save", "again"), "saved already"),
    (("--plan", "one", "--against", "found/none"), "There is no saved plan “none”"),
])  # fmt: skip
def test_what_cannot_be_meant_is_refused(saved: Path, words: tuple[str, ...], said: str) -> None:
    done = call("allocate", saved, *words, "--points", 0)
    assert done.exit_code == 2
    assert said in done.stderr


def test_a_name_that_is_taken_stays(saved: Path) -> None:
    before = (saved / place_of("spring")).read_bytes()
    done = call("allocate", saved, "--plan", "other", "--save", "spring", "--points", 0)
    assert done.exit_code == 1
    assert "already-frozen" in done.stderr
    assert (saved / place_of("spring")).read_bytes() == before


def test_a_picture_is_drawn(saved: Path, tmp_path: Path) -> None:
    call("allocate", saved, "--plan", "found/spring", "--picture", tmp_path / "plan.svg")
    assert "Which site has most of each" in (tmp_path / "plan.svg").read_text("utf-8")
