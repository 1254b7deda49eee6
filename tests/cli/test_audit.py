"""``truegreen audit`` on a desk whose waits are contradicted by replies: measured again, and settled again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.cli.calling import call, starter
from tests.files.texts import whole

AGREEMENT = """
clocks:
  work: {starts: [opened], stops: [resolved], pauses: [waiting_on_customer], reopened: continues, target: 8 h}
measures:
  in-time: {metric: on_time.by_clock, parameters: {clock: work}, target: 90 %, title: Resolved in eight hours}
services: {care: {title: Care}}
charges: {care: 1000.00}
currency: EUR
terms:
  late:
    kind: service-credit
    measure: in-time
    level: target
    base: {charges: [care], credits: before credits, month: month measured}
    deadband: {width: 0 %, beyond: only the excess}
    per_point: {share: 1 %, fractions: pro rata}
    cap: {share: 50 %, per: month, excess: forfeited}
    unmeasured: neither met nor missed
    rounding: {digits: 2, mode: half-up}
    paid: same invoice
"""
MAPPING = """
source: desk
files: ["data/steps.csv"]
facts:
  case_event:
    columns: {case_id: ticket, at: at, kind: step, team: team}
  case:
    keep: {last: at, per: [ticket]}
    columns: {case_id: ticket, opened_at: opened, resolved_at: {column: at}, team: team}
"""


def desk(folder: Path, contradicted: int) -> Path:
    """Make a desk of 100 cases that wait from ten to four; in some the customer has answered by eleven."""
    for name in ("agreements", "sources", "data"):
        (folder / name).mkdir(parents=True)
    (folder / "truegreen.toml").write_text('currency = "EUR"\ntime_zone = "UTC"\nslices = ["team"]\n', "utf-8")
    (folder / "agreements" / "care.yml").write_text(whole(AGREEMENT), "utf-8")
    (folder / "sources" / "desk.yml").write_text(MAPPING, "utf-8")
    steps = ["ticket,opened,at,step,team"]
    for n in range(100):
        day = f"2025-03-{n % 28 + 1:02}"
        told = [("09:00", "opened"), ("10:00", "waiting_on_customer"), ("16:00", "resumed"), ("18:00", "resolved")]
        told += [("11:00", "customer_replied")] if n < contradicted else []
        steps += [f"{n},{day} 09:00:00,{day} {at}:00,{step},blue" for at, step in sorted(told)]
    steps.append("last,2025-04-01 09:00:00,2025-04-01 09:00:00,opened,blue")
    (folder / "data" / "steps.csv").write_text("\n".join(steps) + "\n", "utf-8")
    assert call("run", folder).exit_code == 0
    return folder


def whole_line(record: Mapping[str, Any], detector: str) -> Mapping[str, Any]:
    """Give a detector's line of all together."""
    (line,) = [each for each in record["lines"] if each["detector"] == detector and not each["member"]]
    found: Mapping[str, Any] = line
    return found


def test_a_wait_that_a_reply_contradicts_is_measured_again_and_settled_again(tmp_path: Path) -> None:
    """Of nine hours each case waited six, and ran three; in 30 only the first hour of waiting was in earnest."""
    folder = desk(tmp_path / "desk", 30)
    text = folder / "agreements" / "care.yml"
    text.write_text(text.read_text("utf-8").replace("target: 8 h", "target: 7 h"), "utf-8")
    assert call("run", folder).exit_code == 0
    record = json.loads(call("audit", "clock", folder, "--json").stdout)
    line = whole_line(record, "customer-had-replied")
    assert (line["standing"], line["rate"]["hits"], line["rate"]["of"]) == ("moves the figure", 30, 100)
    assert line["figures"]["contradicted_hours"] == 150
    (moved,) = line["moved"]
    assert (moved["stated"]["value"], moved["without"]["value"]) == ("1.000000", "0.702970")  # one more, of April
    assert (moved["stated"]["contract"], moved["without"]["contract"]) == ("met", "missed")
    assert line["worth"]["amount"] == "200.00 EUR"  # twenty points short of 90 %, of 1,000.00 EUR


def test_waits_that_no_reply_contradicts_are_unremarkable(tmp_path: Path) -> None:
    record = json.loads(call("audit", "clock", desk(tmp_path / "desk", 0), "--json").stdout)
    line = whole_line(record, "customer-had-replied")
    assert (line["standing"], line["rate"]["hits"]) == ("unremarkable", 0)


def test_without_a_run_it_says_what_to_do_first(tmp_path: Path) -> None:
    said = call("audit", starter(tmp_path / "project"))
    assert said.exit_code != 0
    assert "truegreen run" in said.output
