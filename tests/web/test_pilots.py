"""Pilots in the browser: a draft registered as it was read, one that may end concluded once, none of another's."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from tests.cli.calling import call
from tests.web.shelving import risk, shelf
from tests.web.visiting import at, visitor
from truegreen.web.models import EntryRow
from truegreen.web.shown.pilots import pilot_of
from truegreen.web.shown.shelf import Kept

TEXT = """\
pilot: chat
hypothesis: Accounts with a <b>chat bot</b> call less often.
owner: Ines Vogel
unit: account
arms: {as-before: 50 %, bot: 50 %}
column: calls
better: lower
starts: 2025-03-03
weeks: 8
margin: 1
looks: 2
"""
ENDS = Kept("pilot/chat", {"says": "Established: better, beyond chance.", "ends": True})


def written(folder: Path, text: str = TEXT) -> str:
    (folder / "pilots" / "data").mkdir(parents=True, exist_ok=True)
    (folder / "pilots" / "chat.yml").write_text(text, "utf-8")
    found = pilot_of("acme-care", "chat")
    return found.digest if found else ""


def ran(*words: object) -> None:
    said = call("pilot", *words)
    assert said.exit_code == 0, said.output


def running(folder: Path) -> None:
    """Register, assign, and write figures in which the treated call less often."""
    written(folder)
    ran("register", "chat", folder, "--on", "2025-03-01")
    units = folder / "pilots" / "data" / "units.csv"
    units.write_text("unit\n" + "".join(f"A{each:03d}\n" for each in range(60)), "utf-8")
    ran("assign", "chat", folder, "--on", "2025-03-01", "--units", units)
    chance, lines = np.random.default_rng(4), ["unit,arm,calls"]
    with (folder / "pilots" / "assigned" / "chat.csv").open(encoding="utf-8") as file:
        lines += [
            f"{row['unit']},{row['arm']},{int(chance.poisson(8)) - 3 * (row['arm'] == 'bot')}"
            for row in csv.DictReader(file)
        ]
    (folder / "pilots" / "data" / "chat.csv").write_text("\n".join(lines) + "\n", "utf-8")


def test_a_draft_is_registered_as_it_was_read(workspace: Path) -> None:
    with shelf(workspace, risk("A-1", 1)):
        digest, browser = written(workspace), visitor("client-vendor-manager")
        page = browser.get(at("pilots/chat")).content.decode()
        assert digest in page
        assert "<b>chat" not in page
        seen = {"digest": digest, "once": "r1"}
        later = written(workspace, TEXT.replace("margin: 1", "margin: 9"))
        stale = browser.post(at("pilots/chat/register"), seen)
        assert stale.status_code == 422
        assert "Its text is another by now" in stale.content.decode()
        for _ in range(2):
            assert browser.post(at("pilots/chat/register"), {"digest": later, "once": "r2"}).status_code == 302
        kept = json.loads((workspace / "pilots" / "registered" / "chat.json").read_text("utf-8"))
        assert (kept["sha256"], kept["pilot"]["margin"]) == (later, "9")
        entry = EntryRow.objects.get()
        assert (entry.name, entry.about, entry.after["sha256"]) == ("truegreen.pilot.registered", "pilot:chat", later)
        assert "truegreen pilot assign chat" in browser.get(at("pilots/chat")).content.decode()


def test_nobody_registers_a_draft_that_nobody_answers_for(workspace: Path) -> None:
    with shelf(workspace, risk("A-1", 1)):
        digest = written(workspace, TEXT.replace("Ines Vogel", "Who answers for it"))
        browser = visitor("provider-lead")
        assert "Nobody answers for it yet" in browser.get(at("pilots/chat")).content.decode()
        answer = browser.post(at("pilots/chat/register"), {"digest": digest, "once": "r1"})
        assert answer.status_code == 422
        assert not EntryRow.objects.exists()


@pytest.mark.slow
def test_one_that_may_end_is_concluded_once_in_the_file_of_the_command_line(workspace: Path) -> None:
    with shelf(workspace, risk("A-1", 1), others=(ENDS,)):
        running(workspace)
        browser = visitor("client-commercial")
        assert "Write this down as its conclusion" in browser.get(at("pilots/chat")).content.decode()
        for _ in range(2):
            assert browser.post(at("pilots/chat/conclude"), {"once": "c1"}).status_code == 302
        kept = json.loads((workspace / "pilots" / "concluded" / "chat.json").read_text("utf-8"))
        assert kept["verdict"] == "established"
        entry = EntryRow.objects.get()
        assert (entry.name, entry.after["says"]) == ("truegreen.pilot.concluded", kept["says"])
        assert kept["says"] in browser.get(at("pilots")).content.decode().replace("&#39;", "'")
        assert browser.post(at("pilots/chat/conclude"), {"once": "c2"}).status_code == 422
        assert EntryRow.objects.count() == 1


def test_one_that_goes_on_is_not_concluded(workspace: Path) -> None:
    with shelf(workspace, risk("A-1", 1)):
        running(workspace)
        text = (workspace / "pilots" / "data" / "chat.csv").read_text("utf-8")
        (workspace / "pilots" / "data" / "chat.csv").write_text(text.splitlines()[0] + "\n", "utf-8")
        answer = visitor("client-commercial").post(at("pilots/chat/conclude"), {"once": "c1"})
        assert answer.status_code == 422
        assert not (workspace / "pilots" / "concluded").exists()
        assert not EntryRow.objects.exists()


def test_who_may_see_may_not_register_and_another_agreements_pilot_is_not_there(workspace: Path) -> None:
    with shelf(workspace, risk("A-1", 1)):
        digest = written(workspace)
        assert visitor("auditor").get(at("pilots/chat")).status_code == 200
        assert visitor("auditor").post(at("pilots/chat/register"), {"digest": digest}).status_code == 403
        written(workspace, f"{TEXT}agreement: another\n")
        assert visitor("auditor").get(at("pilots/chat")).status_code == 404
        assert (
            "chat" not in visitor("auditor").get(at("pilots")).content.decode().partition("<main")[2].split("NAME")[0]
        )
        assert visitor("client-commercial").post(at("pilots/chat/register"), {"digest": digest}).status_code == 404
