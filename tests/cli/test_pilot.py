"""The verb of pilots: the whole way with figures from elsewhere and with records; sizes first, nothing peeked at."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from tests.cli.calling import call, ran_starter, starter
from truegreen.files.pilots import pilot_from
from truegreen.model.finding import Finding

TEXT = """\
pilot: chat
hypothesis: Accounts with a chat bot call less often.
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
DAY = ("--on", "2025-03-01")
END = ("--as-of", "2025-04-27")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    project = starter(tmp_path / "project")
    written(project, TEXT)
    return project


def written(folder: Path, text: str, name: str = "chat") -> None:
    (folder / "pilots" / "data").mkdir(parents=True, exist_ok=True)
    (folder / "pilots" / f"{name}.yml").write_text(text, "utf-8")


def figures(folder: Path, rows: Iterable[tuple[object, ...]], header: str = "unit,arm,calls") -> None:
    lines = [header, *(",".join(map(str, row)) for row in rows)]
    (folder / "pilots" / "data" / "chat.csv").write_text("\n".join(lines) + "\n", "utf-8")


def units(folder: Path, many: int) -> Path:
    path = folder / "units.csv"
    path.write_text("unit\n" + "".join(f"A{number:03d}\n" for number in range(many)), "utf-8")
    return path


def assigned(folder: Path, name: str = "chat") -> dict[str, str]:
    with (folder / "pilots" / "assigned" / f"{name}.csv").open(encoding="utf-8") as file:
        return {row["unit"]: row["arm"] for row in csv.DictReader(file)}


def ran(*words: object) -> str:
    said = call("pilot", *words)
    assert said.exit_code == 0, said.output
    return said.stdout


def running(folder: Path, many: int = 60, fewer: int = 3) -> dict[str, str]:
    """Register, assign, and write figures in which the treated call less often."""
    ran("register", "chat", folder, *DAY)
    ran("assign", "chat", folder, *DAY, "--units", units(folder, many))
    arms, chance = assigned(folder), np.random.default_rng(4)
    figures(folder, ((unit, arm, int(chance.poisson(8)) - fewer * (arm == "bot")) for unit, arm in arms.items()))
    return arms


def test_the_whole_way_with_figures_from_elsewhere(folder: Path) -> None:
    arms = running(folder)
    assert abs(list(arms.values()).count("bot") - 30) <= 1
    assert "Established" in ran("analyse", "chat", folder, *END)
    said = ran("conclude", "chat", folder, *END, "--on", "2025-05-01")
    assert "Established: better, beyond chance." in said
    assert "Evidence A" in said
    kept = json.loads((folder / "pilots" / "concluded" / "chat.json").read_text("utf-8"))
    assert (kept["verdict"], kept["grade"], kept["concluded"]) == ("established", "A", "chat")
    assert kept["says"] in said
    again = call("pilot", "conclude", "chat", folder, *END)
    assert (again.exit_code, kept["says"] in again.output) == (0, True)
    assert "concluded on 2025-05-01" in again.output
    assert ran("list", folder) == "chat: concluded\n"


def test_a_conclusion_that_comes_out_otherwise_fails_and_says_what_moved(folder: Path) -> None:
    arms = running(folder)
    ran("conclude", "chat", folder, *END)
    before = (folder / "pilots" / "concluded" / "chat.json").read_bytes()
    figures(folder, ((unit, arm, 5) for unit, arm in list(arms.items())[:-1]))
    said = call("pilot", "conclude", "chat", folder, *END)
    assert said.exit_code == 1
    assert "conclusion-moved" in said.output or "cannot be concluded" in said.output or "pilot-goes-on" in said.output
    figures(folder, ((unit, arm, 7 + at % 3) for at, (unit, arm) in enumerate(arms.items())))
    said = call("pilot", "conclude", "chat", folder, *END)
    assert said.exit_code == 1
    words = " ".join(said.output.split())
    assert "conclusion-moved" in words
    assert "the outcomes of the records, the verdict, the difference" in words
    assert (folder / "pilots" / "concluded" / "chat.json").read_bytes() == before


def test_registering_freezes(folder: Path) -> None:
    first = json.loads(ran("register", "chat", folder, *DAY, "--json"))
    assert re.fullmatch("[0-9a-f]{64}", first["sha256"])
    assert call("pilot", "register", "chat", folder).exit_code == 1
    written(folder, TEXT.replace("margin: 1", "margin: 5"))
    ran("assign", "chat", folder, *DAY, "--units", units(folder, 20))
    figures(folder, ((unit, arm, at % 7) for at, (unit, arm) in enumerate(assigned(folder).items())))
    record = json.loads(ran("watch", "chat", folder, *END, "--json"))
    assert record["pilot"]["margin"] == "1"
    [found] = [each for each in record["findings"] if each["id"] == "edited-after-registering"]
    assert "margin" in found["says"]


def test_nobody_moves_when_others_come(folder: Path) -> None:
    ran("register", "chat", folder, *DAY)
    ran("assign", "chat", folder, *DAY, "--units", units(folder, 21))
    path = folder / "pilots" / "assigned" / "chat.csv"
    first = path.read_bytes()
    ran("assign", "chat", folder, *DAY, "--units", units(folder, 21))
    assert path.read_bytes() == first
    record = json.loads(ran("assign", "chat", folder, "--on", "2025-03-10", "--units", units(folder, 30), "--json"))
    assert (record["new"], record["all"]) == (9, 30)
    assert path.read_bytes().startswith(first)
    path.write_bytes(first.replace(b",bot,", b",as-before,", 1))
    assert "assignment-edited" in call("pilot", "assign", "chat", folder, "--units", units(folder, 30)).output


CONTROL, TREATED = 41.73, 97.31
"""Means of the arms in a pilot that may not be compared: no text may hold them, nor what lies between."""


def told_of(said: str) -> list[str]:
    """Give the numbers of a text that come near what the arms or their difference are."""
    numbers = [float(each) for each in re.findall(r"\d+\.\d+|\d+", said)]
    near = (CONTROL, TREATED, TREATED - CONTROL, 100 * (TREATED / CONTROL - 1))
    return [str(each) for each in numbers if any(abs(each - one) < 0.02 * one for one in near)]


@pytest.mark.parametrize("verb", ["watch", "analyse"])
def test_arms_that_lack_units_show_no_difference_anywhere(folder: Path, verb: str) -> None:
    ran("register", "chat", folder, *DAY)
    chance = np.random.default_rng(9)
    rows = [(f"A{at:03d}", "as-before" if at < 320 else "bot") for at in range(480)]
    values = np.where(np.arange(480) < 320, CONTROL, TREATED) + chance.normal(0, 2, 480)
    figures(folder, ((unit, arm, f"{value:.3f}") for (unit, arm), value in zip(rows, values, strict=True)))
    page = folder / "page.html"
    said = call("pilot", verb, "chat", folder, *END, "--page", page)
    text = " ".join(said.output.split())
    assert said.exit_code == 0
    assert "Sizes do not hold" in text
    assert "320 accounts where 240 of 480" in text
    assert "Look at who is counted" in text
    record = call("pilot", verb, "chat", folder, *END, "--json").stdout
    shown = page.read_text("utf-8").partition("<main")[2]
    assert [told_of(each) for each in (text, record, re.sub(r"<svg.*?</svg>", "", shown, flags=re.DOTALL))] == [[]] * 3
    assert "drawing-of" not in shown
    held = json.loads(record)
    assert held["comparable"] is False
    assert held.get("looks", []) == []
    assert (held.get("difference"), held.get("look"), held.get("verdict")) == (None, None, None)
    refused = call("pilot", "conclude", "chat", folder, *END)
    assert refused.exit_code == 1
    assert "arms-not-comparable" in refused.output
    assert told_of(refused.output) == []
    assert call("pilot", verb, "chat", folder, *END, "--picture", folder / "p.svg").exit_code == 1


def test_units_that_vanish_from_one_arm_are_a_mismatch_too(folder: Path) -> None:
    arms = running(folder, 200)
    lost = [unit for unit, arm in arms.items() if arm == "bot"][:40]
    figures(folder, ((unit, arm, "" if unit in lost else 5 + len(unit) % 3) for unit, arm in arms.items()))
    text = " ".join(ran("watch", "chat", folder, *END).split())
    assert "Sizes do not hold, of accounts with a figure" in text
    assert "as-before 0 of 100, bot 40 of 100" in text


def test_before_the_first_look_nothing_is_shown(folder: Path) -> None:
    running(folder)
    text = " ".join(ran("watch", "chat", folder, "--as-of", "2025-03-20").split())
    assert "No planned look is over yet. The next look is of 2025-03-30" in text
    assert json.loads(ran("watch", "chat", folder, "--as-of", "2025-03-20", "--json"))["looks"] == []
    refused = call("pilot", "conclude", "chat", folder, "--as-of", "2025-03-20")
    assert refused.exit_code == 1
    assert "pilot-goes-on" in refused.output


def test_who_is_where_they_should_not_be_is_counted(folder: Path) -> None:
    arms = running(folder)
    first = next(unit for unit, arm in arms.items() if arm == "bot")
    figures(
        folder, [(unit, "as-before" if unit == first else arm, at % 9) for at, (unit, arm) in enumerate(arms.items())]
    )
    (folder / "pilots" / "treated").mkdir()
    listed = [unit for unit, arm in arms.items() if arm == "bot"][1:]
    (folder / "pilots" / "treated" / "chat.csv").write_text("unit\n" + "\n".join(listed) + "\n", "utf-8")
    notices = {each["what"]: each for each in json.loads(ran("analyse", "chat", folder, *END, "--json"))["notices"]}
    assert notices["moved"]["counts"] == {"as-before": 0, "bot": 1}
    assert notices["treatment"]["counts"] == {"as-before": 0, "bot": 1}
    beside = json.loads(ran("analyse", "chat", folder, *END, "--json"))["beside"]
    assert [each["of"] for each in beside] == ["only who was treated as assigned"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["watch", "chat"], "is not registered"), (["size", "chta"], "Did you mean chat?"),
        (["watch", "none"], "truegreen pilot new none"), (["watch", "chat", "--as-of", "soon"], "is no day"),
        (["register", "../x"], "There is no pilot “../x”."), (["new", "a b"], "odd-pilot-name"),
        (["new", "chat"], "another name"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(folder: Path, words: list[str], says: str) -> None:
    words.insert(2, str(folder))
    refused = call("pilot", *words)
    assert refused.exit_code in (1, 2)
    assert says in " ".join(refused.output.split())


def test_a_file_outside_of_the_folder_is_no_pilot(folder: Path) -> None:
    (folder / "outside.yml").write_text(TEXT, "utf-8")
    refused = call("pilot", "register", "../outside", folder)
    assert refused.exit_code == 1
    assert "unknown-pilot" in refused.output
    assert not (folder / "pilots" / "registered").exists()


def test_a_draft_that_nobody_filled_in_is_not_registered(folder: Path) -> None:
    assert call("pilot", "new", "draft", folder).exit_code == 0
    refused = call("pilot", "register", "draft", folder)
    assert refused.exit_code == 1
    assert "pilot-without-owner" in refused.output
    assert not (folder / "pilots" / "registered").exists()


@pytest.mark.parametrize(
    ("metric", "ids"),
    [
        ("csat", ["metric-without-variant"]), ("csat.best", ["unknown-variant"]),
        ("nonsense.at_all", ["unknown-metric"]), ("csat.top2\nmargin: 3 points", ["wrong-unit"]),
        ("csat.top2\nmargin: 3 %\nstrata: [colour]", ["unknown-belonging"]),
        ("first_contact_resolution.same_matter\nmargin: 3 %\nweeks: 1\nlooks: 1", ["horizon-too-short"]),
        ("revenue\nunit: team", ["pilot-not-told"]), ("csat.top2\nmargin: 3 %\nagreement: none", ["unknown-agreement"]),
    ],
)  # fmt: skip
def test_a_metric_that_does_not_fit_is_found(folder: Path, metric: str, ids: list[str]) -> None:
    said = dict(line.split(": ", 1) for line in (TEXT + f"metric: {metric}").splitlines())
    said = {name: held for name, held in said.items() if name not in ("column", "better")}
    if "margin" not in metric:
        said["margin"] = "3 %"
    written(folder, "".join(f"{name}: {held}\n" for name, held in said.items()))
    found = json.loads(call("pilot", "register", "chat", folder, "--json").stdout)["findings"]
    assert [each["id"] for each in found] == ids


def test_the_draft_is_a_sound_pilot(tmp_path: Path) -> None:
    folder = starter(tmp_path / "project")
    ran("new", "call-back", folder)
    text = (folder / "pilots" / "call-back.yml").read_text("utf-8")
    found: list[Finding] = []
    assert pilot_from(text, "x", found) is not None
    assert found == []
    assert all(line.strip().startswith("#") or ": " in line or line.rstrip().endswith(":") for line in
               text.splitlines() if line.strip())  # fmt: skip


def test_records_that_tell_too_little_say_so(tmp_path: Path) -> None:
    folder = ran_starter(tmp_path / "project")
    text = TEXT.replace("column: calls\nbetter: lower\n", "metric: csat.top2\n").replace("margin: 1", "margin: 3 %")
    written(folder, text.replace("unit: account", "unit: agent"))
    ran("register", "chat", folder, *DAY)
    for verb, says in (
        ("size", "too little"),
        ("assign", "too few to make two arms"),
        ("watch", "Nobody is in an arm"),
    ):
        refused = call("pilot", verb, "chat", folder)
        assert (refused.exit_code, says.lower() in " ".join(refused.output.split()).lower()) == (1, True), (
            refused.output
        )


MAPPING = """\
source: cases
files: ["data/cases*.csv"]
zone: Europe/London
facts:
  case:
    columns:
      case_id: number
      service: {constant: care}
      team: team
      site: site
      account_id: account
      opened_at: {column: opened, format: "%Y-%m-%d"}
      resolved_at: {column: resolved, format: "%Y-%m-%d"}
      due_at: {column: due, format: "%Y-%m-%d"}
"""


def cases(path: Path, arms: dict[str, str], first: date, weeks: int, seed: int, lift: float) -> None:
    """Write cases of 16 teams, seven in ten on time; the treated teams do better."""
    chance, rows = np.random.default_rng(seed), ["number,team,site,account,opened,resolved,due"]
    for team in range(16):
        name = f"T{team:02d}"
        on_time = 0.7 + 0.02 * (team % 3) + lift * (arms.get(name) == "helped")
        for week in range(weeks):
            for case in range(int(chance.poisson(20))):
                day = first + timedelta(days=7 * week + case % 7)
                late = 0 if chance.random() < on_time else 5
                rows.append(f"{seed}-{team}-{week}-{case},{name},{'LIS' if team % 2 else 'PRT'},C{case % 9},{day},"
                            f"{day + timedelta(days=1 + late)},{day + timedelta(days=2)}")  # fmt: skip
    path.write_text("\n".join(rows) + "\n", "utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(("lift", "verdict"), [(0.10, "established"), (0.0, "refuted"), (-0.12, "perverse")])
def test_what_is_planted_in_records_comes_out(tmp_path: Path, lift: float, verdict: str) -> None:
    folder = starter(tmp_path / "project")
    for path in (folder / "data").glob("*"):
        path.unlink()
    (folder / "sources" / "cases.yml").write_text(MAPPING, "utf-8")
    cases(folder / "data" / "cases-before.csv", {}, date(2025, 1, 6), 12, 1, 0.0)
    assert call("run", folder).exit_code == 0
    text = TEXT.replace("column: calls\nbetter: lower\n", "metric: on_time.by_target\nstrata: [site]\n")
    text = text.replace("unit: account", "unit: team").replace("bot", "helped").replace("margin: 1", "margin: 6 %")
    written(folder, text.replace("2025-03-03", "2025-03-31").replace("weeks: 8", "weeks: 16"))
    ran("register", "chat", folder, "--on", "2025-03-20")
    sized = json.loads(ran("size", "chat", folder, "--json", "--simulate", "--repeat", "40"))
    assert (sized["wholes"], sized["measured"][1]) == (16, "2025-03-30")
    assert sized["lengths"][-1]["smallest"] < 0.06
    assert sized["simulated"]["false_positives"] <= 0.15
    ran("assign", "chat", folder, "--on", "2025-03-30")
    arms = assigned(folder)
    assert len(arms) == 16
    cases(folder / "data" / "cases-after.csv", arms, date(2025, 3, 31), 17, 2, lift)
    assert call("run", folder).exit_code == 0
    record = json.loads(ran("analyse", "chat", folder, "--as-of", "2025-08-31", "--json"))
    assert record["verdict"] == verdict
    assert record["difference"]["low"] < lift < record["difference"]["high"]
    assert {each["name"] for each in record["beside"] if each["of"] == "stratum"} == {"LIS", "PRT"}
    assert [each["what"] for each in record["notices"] if each["odd"]] == ["shared"]
    assert verdict in ran("conclude", "chat", folder, "--as-of", "2025-08-31").lower()


def test_alerts_that_were_written_are_what_is_assigned(folder: Path) -> None:
    text = """\
pilot: saves
hypothesis: Accounts whose owner is told of them stay.
owner: Ines Vogel
unit: account
design: alerts
arms: {held-out: 40 %, alerted: 60 %}
metric: retention
starts: 2025-03-03
weeks: 20
margin: 5 %
"""
    assert call("run", folder).exit_code == 0
    written(folder, text, "saves")
    ran("register", "saves", folder, *DAY)
    header = "account,owner,arm,chance,would_cost,currency,as_of,months,version,run\n"
    (folder / "alerts").mkdir()
    for day, names in (("2025-02-28", "OLD"), ("2025-03-31", "ABCDEFGH"), ("2025-04-30", "ABXYZ")):
        rows = "".join(f"A-{each},o,treated,0.2,,,{day},3,1,r\n" for each in names)
        (folder / "alerts" / f"{day[:7]}.csv").write_text(header + rows, "utf-8")
    ran("assign", "saves", folder, "--on", "2025-04-30")
    with (folder / "pilots" / "assigned" / "saves.csv").open(encoding="utf-8") as file:
        days = {row["unit"]: row["on"] for row in csv.DictReader(file)}
    assert days == dict.fromkeys([f"A-{each}" for each in "ABCDEFGH"], "2025-03-31") | dict.fromkeys(
        [f"A-{each}" for each in "XYZ"], "2025-04-30"
    )
