"""What truth, validity, audit and alignment do where a project lacks something: they answer, and never fall over."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.calling import call, ran_starter, starter

VERBS = ("truth", "validity", "audit", "alignment")


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ran_starter(tmp_path_factory.mktemp("green") / "starter")


@pytest.fixture(scope="module")
def unasked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the starter project without its surveys, with a run."""
    folder = starter(tmp_path_factory.mktemp("green") / "unasked")
    mapping = folder / "sources" / "cases.yml"
    mapping.write_text(mapping.read_text("utf-8").partition("  feedback:")[0], "utf-8")
    assert call("run", folder).exit_code == 0
    return folder


@pytest.mark.parametrize("verb", VERBS)
def test_without_surveys_every_verb_answers(unasked: Path, verb: str) -> None:
    said = call(verb, unasked)
    assert (said.exit_code, said.stderr) == (0, "")
    assert json.loads(call(verb, unasked, "--json").stdout)["agreement"] == "care"


def test_validity_says_what_is_missing(unasked: Path, started: Path) -> None:
    said = " ".join(call("validity", unasked).output.split())
    assert "Nobody can tell yet of any of the 2 figures that money hangs on. No link of a figure" in said
    assert "Nobody can tell of “Satisfied customers”, because the records hold no surveys." in said
    assert "map account_id" in " ".join(call("validity", started).output.split())
    opened = call("validity", started, "--open", "on-time")
    assert opened.exit_code == 2
    assert "“on-time” is held against no outcome, so that there is nothing to open." in opened.output


@pytest.mark.parametrize("verb", VERBS)
def test_records_say_what_pages_say_first(started: Path, verb: str) -> None:
    record = json.loads(call(verb, started, "--json").stdout)
    assert {"agreement", "title", "answer", "findings", "run", "known_until"} <= record.keys()
    assert record["answer"].endswith(".")


@pytest.mark.parametrize("verb", VERBS)
def test_an_answer_names_the_verbs_to_ask_next(started: Path, verb: str) -> None:
    said = " ".join(call(verb, started).stdout.split("See also")[-1].split())
    assert [other for other in VERBS if f"truegreen {other}:" in said] == [other for other in VERBS if other != verb]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the starter project with names that try to be more than names, with a run."""
    folder = starter(tmp_path_factory.mktemp("green") / "hostile")
    agreement, records = folder / "agreements" / "care.yml", folder / "data" / "cases.csv"
    text = agreement.read_text("utf-8")
    for plain, hostile in (
        ("Customer care for Acme", "'</title><script>alert(1)</script> {{ x }}'"),
        ("title: Resolved on time", "title: 'Resolved <b>on</b> \"time\" <img onerror=alert(2)>'"),
        ("title: Satisfied customers", f"title: '🚚 & </text></svg><script>{'x' * 200}</script>'"),
    ):
        assert plain in text
        text = text.replace(plain, hostile)
    agreement.write_text(text, "utf-8")
    records.write_text(records.read_text("utf-8").replace("Leeds", '"\u202e<svg onload=alert(3)>"'), "utf-8")
    assert call("run", folder).exit_code == 0
    return folder


@pytest.mark.parametrize("verb", VERBS)
def test_pages_stay_inert(hostile: Path, tmp_path: Path, verb: str) -> None:
    page = tmp_path / "page.html"
    said = call(verb, hostile, "--page", page, "--json")
    assert said.exit_code == 0
    text = page.read_text("utf-8")
    for each in ("<script", "<img", "<svg onload", "\u202e", "url(", "@import"):
        assert each not in text
    assert text.count("<h1>") == text.count("<main") == text.count("</svg>") / text.count("<svg") == 1
    assert "See also" in text
    assert ("What to know" in text) == bool(json.loads(said.stdout)["findings"])


def test_an_audit_prints_without_its_queries(started: Path, tmp_path: Path) -> None:
    page = tmp_path / "audit.html"
    assert call("audit", started, "--page", page).exit_code == 0
    text = page.read_text("utf-8")
    assert text.count('<details class="rows">') == text.count("<details") > 0
    (printed,) = re.findall(r"@media print \{(.*)", text, re.DOTALL)
    assert re.search(r"\.rows:not\(\[open\]\)[^{}]*\{ display: none; \}", printed)


def test_an_answer_has_no_empty_sentence(started: Path) -> None:
    assert "\n\n\n" not in call("truth", started).stdout


def test_a_misnamed_audit_is_named(started: Path) -> None:
    said = call("audit", started, "surveys")
    assert said.exit_code == 2
    assert "“surveys” is no audit; choose one of clock, survey, definition." in said.output
