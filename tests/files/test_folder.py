"""A project folder: agreements, worked examples, settings, the starter and the editors' schema."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from tests.files.texts import whole
from truegreen.checks import check
from truegreen.files.agreements import read_agreements
from truegreen.files.cases import read_cases
from truegreen.files.schema import agreement_schema
from truegreen.files.settings import read_settings
from truegreen.files.start import start
from truegreen.model.finding import Finding
from truegreen.model.reading import Contract

SLICES = ("provider", "site", "contact_type")
VALIDATOR = Draft202012Validator(agreement_schema())


def short(findings: Sequence[Finding]) -> list[str]:
    return [f"{each.at} {each.id}" for each in findings]


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / "agreements" / f"{name}.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def test_an_agreement_with_an_error_is_left_out_and_the_others_are_not(tmp_path: Path) -> None:
    agreements, findings = read_agreements(write(tmp_path, care=whole(), claims=whole("agreement: claims\nends: x\n")))
    assert list(agreements) == ["care"]
    assert short(findings) == ["agreements/claims.yml:2:7 not-a-date"]


def test_a_broken_amendment_leaves_out_its_agreement(tmp_path: Path) -> None:
    amendment = "amends: care\neffective: 2025-02-01\nset: {measures.on-tyme.target: 80 %}\n"
    agreements, findings = read_agreements(
        write(tmp_path, care=whole(), first=amendment, claims=whole("agreement: claims\n"))
    )
    assert list(agreements) == ["claims"]
    assert short(findings) == ["agreements/first.yml:3:7 unknown-path"]


def test_a_file_that_cannot_be_read_might_amend_any_agreement(tmp_path: Path) -> None:
    agreements, findings = read_agreements(write(tmp_path, care=whole(), first="amends: care: x\n"))
    assert agreements == {}
    assert short(findings) == ["agreements/first.yml:1:13 syntax"]


def test_what_is_no_file_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "agreements" / "care.yml").mkdir(parents=True)
    assert short(read_agreements(tmp_path)[1]) == ["agreements/care.yml cannot-open"]


def test_no_agreement_is_a_finding(tmp_path: Path) -> None:
    assert short(read_agreements(tmp_path)[1]) == ["agreements no-agreement"]


def test_worked_examples_are_read_with_their_places(tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "care.yml").write_text(
        "- {case: A, agreement: care, period: 2025-01, given: {on-time: 8/10}, status: {on-time: met}}\n"
        "- {case: B, agreement: care, given: {on-time: {count: x}}, status: {on-time: green}}\n"
    )
    (tmp_path / "cases" / "more.yml").write_text("case: A\n")
    cases, findings = read_cases(tmp_path)
    assert [(each.case, each.given, each.status, str(each.at)) for each in cases] == [
        ("A", {"on-time": "8/10"}, {"on-time": Contract.MET}, "cases/care.yml:1:3")
    ]
    assert sorted(short(findings)) == [
        "cases/care.yml:2:3 missing-key",
        "cases/care.yml:2:38 missing-key",
        "cases/care.yml:2:55 not-a-whole-number",
        "cases/care.yml:2:78 not-a-choice",
        "cases/more.yml:1:1 wrong-shape",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('currency = "EUR"\ntime_zone = "Europe/London"\n', []),
        ('\ufeffcurrency = "EUR"\r\ntime_zone = "UTC"\r\nslices = ["site"]\r\n', []),
        ('currency = "EUR"\ntime_zone = "Europe/Londen"\n', ["2:1 unknown-zone"]),
        ('currency = "EUR"\ntime_zone = "Europe"\n', ["2:1 unknown-zone"]),
        ('currency = "EUR"\ntime_zone = "UTC"\nslices = ["site", "sight"]\n', ["3:1 unknown-slice"]),
        ('currency = "EUR"\ntime_zone = "UTC"\n\ncurency = 1\n', ["4:1 unknown-key"]),
        ('currency = "EUR"\n[time_zone]\nname = "UTC"\n', ["2:2 wrong-shape"]),
        ("currency = EUR\n", ["1:12 syntax"]),
        ('currency = "EUR\n', ["1:16 syntax"]),
        ("", ["1:1 missing-key", "1:1 missing-key"]),
        ("a = " + "[" * 3000, ["syntax"]),
        ("a = 0x" + "f" * 9000, ["syntax"]),
    ],
)
def test_settings(tmp_path: Path, text: str, found: list[str]) -> None:
    (tmp_path / "truegreen.toml").write_text(text, "utf-8", newline="")
    settings, findings = read_settings(tmp_path, SLICES)
    assert [each.replace("truegreen.toml", "").lstrip(": ") for each in short(findings)] == found
    assert (settings is None) == bool(found)


def test_a_folder_without_settings_says_what_to_run(tmp_path: Path) -> None:
    settings, findings = read_settings(tmp_path, SLICES)
    assert settings is None
    assert short(findings) == ["truegreen.toml no-settings"]
    assert "truegreen init" in findings[0].remedy


def test_the_starter_project_is_sound(tmp_path: Path) -> None:
    written, findings = start(tmp_path / "new")
    assert findings == []
    assert {"truegreen.toml", "care.yml", "cases.csv", "README.md", "schema.json"} <= {each.name for each in written}
    agreements, findings = read_agreements(tmp_path / "new")
    assert findings == []
    assert [check(version) for _, version in agreements["care"].each] == [[], []]
    cases, findings = read_cases(tmp_path / "new")
    assert findings == []
    assert {status for each in cases for status in each.status.values()} == set(Contract)
    assert read_settings(tmp_path / "new", SLICES)[1] == []


def test_the_starter_is_never_written_over_anything(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    written, findings = start(tmp_path)
    assert (written, [each.id for each in findings]) == ([], ["folder-not-empty"])
    assert [each.name for each in tmp_path.iterdir()] == ["notes.txt"]
    assert [each.id for each in start(tmp_path / "notes.txt")[1]] == ["folder-not-empty"]
    assert [each.id for each in start(tmp_path / "notes.txt" / "new")[1]] == ["cannot-write"]


def as_editors_see(value: object) -> object:
    """Turn dates back into text: the YAML of editors has none."""
    if isinstance(value, dict):
        return {str(key): as_editors_see(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_editors_see(each) for each in value]
    return str(value) if isinstance(value, date) else value


def faults(text: str) -> list[str]:
    """List what an editor would mark; as in an editor, scalars may be text or what YAML makes of them."""
    as_text = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 — it makes text of everything
    marked = [error.message for error in VALIDATOR.iter_errors(as_text)]
    assert bool(marked) == any(True for _ in VALIDATOR.iter_errors(as_editors_see(yaml.safe_load(text))))
    return marked


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(agreement_schema())


def test_the_schema_accepts_what_the_reader_accepts(tmp_path: Path) -> None:
    start(tmp_path / "new")
    assert faults((tmp_path / "new" / "agreements" / "care.yml").read_text("utf-8")) == []
    assert faults(whole()) == []
    assert faults("amends: care\neffective: 2025-02-01\nset: {measures.on-time.target: 80 %}\nremove: [title]\n") == []
    folder = Path(__file__).parent.parent / "checks"
    for path in folder.glob("*.yml"):
        assert faults(whole(yaml.safe_load(path.read_text("utf-8"))["sound"])) == [], path


@pytest.mark.parametrize(
    "fragment",
    [
        "titel: Care\n",
        "starts: soon\n",
        "services: care\n",
        "measures: {on-time: {metric: on_time.by_target, target: high}}\n",
        "measures: {on-time: {metric: on_time.by_target, target: {2025-01-01: high}}}\n",
        "measures: {on-time: {metric: on_time.by_target, role: critical}}\n",
        "measures: {on-time: {}}\n",
        "terms: {late: {measure: on-time}}\n",
        "terms: {late: {kind: service-credits}}\n",
        "terms: {late: {kind: bonus, measure: on-time}}\n",
        "amends: care\n",
    ],
)
def test_the_schema_marks_what_the_reader_refuses(fragment: str) -> None:
    assert faults(whole(fragment))


def test_reading_an_agreement_loads_nothing_slow() -> None:
    slow = "{'ibis', 'duckdb', 'pyarrow', 'numpy', 'scipy', 'pandas', 'jinja2', 'rich'}"
    ours = "import sys, truegreen.files.agreements, truegreen.files.start, truegreen.checks as c"
    program = f"{ours}; c.checks(); print({slow} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", program], text=True).strip() == "set()"
