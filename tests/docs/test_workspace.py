"""The page of the workspace: its commands print what it shows, its variables are those that are read."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

from tests.cli.calling import call, process
from tests.docs.blocks import DOCS, HOME, blocks
from tests.docs.walking import commands, compare

PAGE = (DOCS / "workspace.md").read_text("utf-8")
BEGIN = """
import django; django.setup()
from truegreen.model.people import Post
from truegreen.web.upkeep.starting import first_owner, prepare
prepare()
first_owner("owner@example.org", "Owner", Post.VENDOR_MANAGER)
"""


@pytest.mark.slow
def test_it_goes_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(shutil.copytree(HOME / "examples" / "acme", tmp_path / "acme"))
    django = {"TRUEGREEN_FOLDER": str(folder), "DJANGO_SETTINGS_MODULE": "truegreen.web.settings"}
    subprocess.run([sys.executable, "-c", BEGIN], env={**os.environ, **django}, check=True)
    monkeypatch.chdir(folder)
    walked = 0
    for block in blocks("workspace.md", "console"):
        for command, shown in commands(block):
            said = process(*shlex.split(command)[1:])
            compare(shown, said.stdout + said.stderr, command)
            walked += 1
    assert walked == 5


def test_every_variable_that_is_read_is_on_the_page_and_no_other() -> None:
    texts = [path.read_text("utf-8") for path in (HOME / "src" / "truegreen" / "web").rglob("*.py")]
    read = {name for text in texts for name in re.findall(r'"(TRUEGREEN_[A-Z_]+)"', text)}
    told = set(re.findall(r"^\| `(TRUEGREEN_\w+)`", PAGE, re.MULTILINE))
    assert read - {"TRUEGREEN_FOLDER"} == told


def test_every_option_and_address_is_there() -> None:
    for verb in ("backup", "restore", "verify"):
        said = call("workspace", verb, "--help").output
        for option in re.findall(r"^  (--[a-z-]+)", said, re.MULTILINE):
            assert option == "--help" or f"`{option}" in PAGE or f" {option}" in PAGE, (verb, option)
    assert all(f"| `/{each}` |" in PAGE for each in ("health", "ready", "metrics"))


def test_the_service_calls_what_there_is() -> None:
    unit = ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(blocks("workspace.md", "ini")[0])
    said = call("serve", "--help").output
    for each in ("web", "worker"):
        words = unit["Service"]["ExecStart"].replace("%i", each).split()
        assert all(word in said for word in words if word.startswith("--")), words


@pytest.mark.slow
@pytest.mark.parametrize("program", ["nginx", "systemd-analyze"])
def test_what_its_reader_reads(program: str, tmp_path: Path) -> None:
    if not shutil.which(program):
        pytest.skip(f"{program} is not installed")
    if program == "systemd-analyze":
        unit = tmp_path / "truegreen@.service"
        unit.write_text(
            blocks("workspace.md", "ini")[0].replace("/opt/truegreen/bin/truegreen", sys.executable), "utf-8"
        )
        done = subprocess.run([program, "verify", unit], check=False, capture_output=True, text=True)
    else:
        text = re.sub(r" +ssl_cert.*\n", "", blocks("workspace.md", "nginx")[0]).replace("443 ssl", "8443")
        (tmp_path / "nginx.conf").write_text(f"events {{}}\nhttp {{\n{text}}}\n", "utf-8")
        done = subprocess.run(
            [program, "-t", "-c", tmp_path / "nginx.conf"], check=False, capture_output=True, text=True
        )
    assert done.returncode == 0, done.stderr
