"""A stranger adds a system by adding one file, a mapping and a fixture, exactly as the page says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from tests.docs.blocks import all_blocks
from tests.docs.strangers import install, python

HERE = Path(__file__).parents[2]
PAGE = HERE / "docs" / "adding-a-system.md"
READ = """
import json
from pathlib import Path
from tests.systems.reading import facts_in
rows, findings = facts_in(Path("."))
print(json.dumps({"rows": rows, "findings": [each.id for each in findings]}))
"""


@pytest.fixture
def stranger(tmp_path: Path) -> Path:
    """Install a stranger's package as a folder on the path, with its mapping and its fixture."""
    for block in all_blocks(PAGE):
        if "." in block.file:
            (tmp_path / block.file).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / block.file).write_text(block.text, "utf-8")
    (name,) = [line for block in all_blocks(PAGE) if block.language == "toml" for line in block.text.splitlines()[1:]]
    install(tmp_path, "truegreen.systems", name)
    return tmp_path


def test_its_fixture_becomes_what_it_should(stranger: Path) -> None:
    said = python(stranger, "-c", READ)
    assert said.returncode == 0, said.stderr
    made = json.loads(said.stdout)
    should = yaml.load((stranger / "expected.yml").read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    assert made["findings"] == []
    assert made["rows"] == {name: sorted(rows, key=str) for name, rows in should.items()}


@pytest.mark.slow
def test_a_project_reads_it(stranger: Path) -> None:
    main = ("-c", "from truegreen.cli import main; main()")
    project = stranger / "project"
    assert python(stranger, *main, "init", str(project)).returncode == 0
    for path in (project / "sources").iterdir():
        path.unlink()
    (project / "sources" / "desk.yml").write_text((stranger / "mapping.yml").read_text("utf-8"), "utf-8")
    (stranger / "exports").rename(project / "exports")
    said = python(stranger, *main, "run", str(project))
    assert said.returncode == 0, said.stderr + said.stdout
    told = json.loads(python(stranger, *main, "clock", "7", str(project), "--json").stdout)
    assert [each["kind"] for each in told["steps"]] == [
        "opened",
        "working",
        "waiting_on_customer",
        "working",
        "resolved",
    ]


def test_a_system_that_says_too_little_is_an_error(stranger: Path) -> None:
    text = (stranger / "deskpro.py").read_text("utf-8").replace('TITLE = "deskpro", "Deskpro"', '_ = "deskpro", ""')
    (stranger / "deskpro.py").write_text(text, "utf-8")
    said = python(stranger, "-c", "from truegreen.systems.catalogue import system; system('deskpro')")
    assert "system file deskpro has no TITLE" in said.stderr
