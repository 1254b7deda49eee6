"""A vendor's rows, made by a definition that only this test knows: recognised when it is one, and not when it is none.

The seconds are those of the walk of each case, told one by one; what reconciles them counts inside the engine.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from tests.cli.calling import call
from tests.cli.test_clocks import MAPPING
from tests.files.texts import whole
from truegreen.cli.viewing import opened_run
from truegreen.clocks.told import Told, Watch
from truegreen.project.clocking import show_clocks
from truegreen.reports import clock_words as words

AGREEMENT = """
clocks:
  ours: {starts: [opened], stops: [resolved], pauses: [waiting_on_customer], cancels: [cancelled],
    reopened: continues, calendar: desk, target: 8 h}
calendars:
  desk: {zone: UTC, open: [mon-fri 08:00-12:00, mon-fri 13:00-17:00]}
measures:
  in-time: {metric: on_time.by_clock, parameters: {clock: ours}, target: 90 %}
"""
CASES = 120
NOISE, MIXED = "Noise", "Half noise"


def steps(random: Random) -> list[tuple[datetime, str]]:
    """A case's life: waits of both kinds, and sometimes a reopening or a closing days later."""
    at = datetime(2025, 3, 3, 6) + timedelta(minutes=random.randrange(14 * 24 * 60))
    told = [(at, "opened")]

    def then(kind: str, hours: int) -> None:
        nonlocal at
        at += timedelta(minutes=random.randint(61, hours * 60))
        told.append((at, kind))

    for wait in random.sample(["waiting_on_customer", "waiting_on_other"], random.randint(1, 2)):
        then(wait, 20)
        then("resumed", 30)
    then("resolved", 20)
    if random.random() < 0.5:
        then("reopened", 40)
        then("resolved", 20)
    then("closed", 90)
    return told


def table(heading: str, rows: Sequence[tuple[object, ...]]) -> str:
    return "\n".join([heading, *(",".join(map(str, each)) for each in rows)]) + "\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Cases whose rows of declared clocks, one clock for each usual definition, are written after a first run."""
    folder, random = tmp_path_factory.mktemp("declared"), Random(20250303)  # noqa: S311 (a drawn world)
    for name in ("agreements", "sources", "data"):
        (folder / name).mkdir()
    (folder / "truegreen.toml").write_text('currency = "EUR"\ntime_zone = "UTC"\n', "utf-8")
    (folder / "agreements" / "care.yml").write_text(whole(AGREEMENT), "utf-8")
    lives = {f"c{place}": steps(random) for place in range(CASES)}
    told = [(case, at, kind) for case, life in lives.items() for at, kind in life[1:]]
    opened = {case: life[0][0] for case, life in lives.items()}
    (folder / "data" / "cases.csv").write_text(table("case,opened", list(opened.items())), "utf-8")
    (folder / "data" / "steps.csv").write_text(table("case,at,step", told), "utf-8")
    write(folder, "cases", "steps")
    rows: list[tuple[object, ...]] = []
    with opened_run(folder, as_json=False) as view:
        versions = view.project.agreements["care"]
        watched = {case: show_clocks(view, versions, case) for case in opened}
    for case, at in opened.items():
        noise, watch = random.randrange(60, 400_000), watched[case]
        assert isinstance(watch, Watch)
        counted = by_definition(watch.clocks[0])
        rows += [(case, what, at, seconds, "no") for what, seconds in counted.items()]
        rows.append((case, NOISE, at, noise, "no"))
        rows.append((case, MIXED, at, noise if random.random() < 0.7 else counted["as agreed"], "no"))
    heading = "case,clock,started,business,breached"
    quoted = [(case, f'"{what}"', *rest) for case, what, *rest in rows]
    (folder / "data" / "declared.csv").write_text(table(heading, quoted), "utf-8")
    write(folder, "declared")
    return folder


def write(folder: Path, *sources: str) -> None:
    for name in sources:
        mapping = f'source: {name}\nfiles: ["data/{name}.csv"]\nfacts: {MAPPING[name]}\n'
        (folder / "sources" / f"{name}.yml").write_text(mapping, "utf-8")
    said = call("run", folder)
    assert said.exit_code == 0, said.output


def by_definition(told: Told) -> Mapping[str, int]:
    """Count one case's seconds under each usual definition, as its own clock tells them; what goes on has none."""
    return {
        what: words.elapsed(runs)
        for what, runs in (("as agreed", told.runs), *told.others)
        if all(run.state == "stopped" for run in runs)
    }


def reconciled(project: Path, name: str) -> dict[str, object]:
    said = call("reconcile", "ours", project, "--with", name, "--period", "all", "--json")
    assert said.exit_code == 0, said.output
    return dict(json.loads(said.output))


DEFINITIONS = (
    "as agreed", "no wait is taken off", "only waits for others are taken off", "all waits are taken off",
    "every hour counts", "every hour counts, and no wait is taken off", "it stops when closed",
    "the first stop is final", "time between stop and reopening counts",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("planted", DEFINITIONS)
def test_the_definition_that_made_the_rows_is_recognised(project: Path, planted: str) -> None:
    told = reconciled(project, planted)
    assert (told["recognised"], told["rows"], told["unexplained"]) == (planted, CASES, 0)


@pytest.mark.slow
@pytest.mark.parametrize("name", [NOISE, MIXED])
def test_in_noise_nothing_is_recognised(project: Path, name: str) -> None:
    told = reconciled(project, name)
    assert told["recognised"] is None
    assert isinstance(told["unexplained"], int)
    assert told["unexplained"] > CASES / 2
    steps = told["steps"]
    assert isinstance(steps, list)
    assert [each["what"] for each in steps] == ["ours"], "nothing is said of their definition"
