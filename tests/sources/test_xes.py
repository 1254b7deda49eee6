"""XES event logs: events with the attributes of their traces; what is broken, hostile or odd gives findings."""

from __future__ import annotations

import io
import tracemalloc
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias
from xml.sax.saxutils import quoteattr

import duckdb
import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import strategies as st

from tests.drawing import drawn
from tests.sources.folders import gzipped, staged
from truegreen.model.finding import Finding, Level, has_errors
from truegreen.sources.intake import Intake
from truegreen.sources.mapping import Mapping
from truegreen.sources.xes import events
from truegreen.sources.xes_events import read_log

MAPPING = """\
source: desk
files: ["data/*"]
facts:
  case_event:
    columns:
      case_id: "case:concept:name"
      at: "time:timestamp"
      kind: {column: "concept:name", values: {Register: opened, Wait: waiting_on_customer}, otherwise: assigned}
      team: "org:group"
"""
LOG = """\
<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
  <global scope="trace"><string key="concept:name" value="__INVALID__"/><string key="kind" value="mail"/></global>
  <global scope="event">
    <string key="org:group" value="first line"/>
    <date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/>
  </global>
  <classifier name="Activity" keys="concept:name"/>
  <string key="source" value="our own"/>
  <trace>
    <string key="concept:name" value="T-1"/>
    <event>
      <string key="concept:name" value="Register"/>
      <date key="time:timestamp" value="2024-03-31T01:30:00.000+01:00"/>
      <string key="customer" value="Zoë &amp; Co"><int key="visits" value="7"/></string>
    </event>
    <event>
      <date key="time:timestamp" value="2024-03-31T03:15:00.500+02:00"/>
      <string key="concept:name" value="Wait"/>
      <string key="org:group" value="second line"/>
      <list key="tags"><values><string key="tag" value="a"/><string key="tag" value="b"/></values></list>
      <float key="cost:total" value="12.50"/>
      <container key="parts"><boolean key="whole" value="true"/></container>
    </event>
  </trace>
  <trace>
    <event><string key="concept:name" value="Close"/><date key="time:timestamp" value="2024-04-01T08:00:00Z"/></event>
    <string key="concept:name" value="T-2"/>
    <string key="kind" value="chat"/>
  </trace>
</log>
"""
ROWS = [
    ("T-1", datetime(2024, 3, 31, 0, 30), "opened", "first line"),
    ("T-1", datetime(2024, 3, 31, 1, 15, 0, 500000), "waiting_on_customer", "second line"),
    ("T-2", datetime(2024, 4, 1, 8), "assigned", "first line"),
]


def log(*traces: str, before: str = "") -> bytes:
    return f"<log>{before}{''.join(f'<trace>{each}</trace>' for each in traces)}</log>".encode()


def event(**values: str) -> str:
    inside = "".join(f"<string key={quoteattr(k.replace('_', ':'))} value={quoteattr(v)}/>" for k, v in values.items())
    return f"<event>{inside}</event>"


def every(folder: Path, content: bytes) -> tuple[list[dict[str, Any]], list[Finding]]:
    """Give all events of a log with all their attributes, and the findings; nothing is mapped."""
    path, room, findings, connection = folder / "a.xes", folder / "room", list[Finding](), duckdb.connect()
    path.write_bytes(content)
    room.mkdir(exist_ok=True)
    nothing = Mapping(source="a", files=(), facts={})
    rows = events(Intake(connection, "a", "a.xes", nothing, room, findings), path)
    if not rows:
        assert has_errors(findings)
        return [], findings
    found = connection.sql(f"SELECT {', '.join(rows.columns.values())} FROM {rows.relation} ORDER BY _row").fetchall()
    return [
        {name: cell for name, cell in zip(rows.columns, row, strict=True) if cell is not None} for row in found
    ], findings


WAYS = {
    "as it is": ("a.xes", LOG.encode()),
    "packed": ("a.xes.gz", gzipped(LOG.encode())),
    "with a mark": ("a.xes", b"\xef\xbb\xbf" + LOG.encode()),
    "UTF-16": ("a.xes", LOG.replace("UTF-8", "UTF-16").encode("utf-16")),
    "Latin 1": ("a.xes", LOG.replace("UTF-8", "ISO-8859-1").encode("latin-1")),
    "of Windows": ("a.xes", LOG.replace("UTF-8", "windows-1252").replace("\n", "\r\n").encode("cp1252")),
    "with prefixes": (
        "a.xes",
        LOG.replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?").replace("xmlns", "xmlns:x").encode(),
    ),
}


@pytest.mark.parametrize(("name", "content"), WAYS.values(), ids=WAYS)
def test_events_become_rows(name: str, content: bytes, tmp_path: Path) -> None:
    outcome = staged(tmp_path, {f"data/{name}": content}, MAPPING)
    assert outcome.findings == []
    assert outcome.rows('case_id, "at", kind, team') == ROWS
    assert outcome.rows("_row") == [(1,), (2,), (3,)]


def test_every_attribute_can_be_had_without_a_mapping(tmp_path: Path) -> None:
    rows, findings = every(tmp_path, LOG.encode())
    assert findings == []
    assert rows == [
        {
            "_trace": 1, "_event": 1, "case:concept:name": "T-1", "case:kind": "mail", "concept:name": "Register",
            "time:timestamp": "2024-03-31T01:30:00.000+01:00", "customer": "Zoë & Co", "customer.visits": "7",
            "org:group": "first line",
        },
        {
            "_trace": 1, "_event": 2, "case:concept:name": "T-1", "case:kind": "mail", "concept:name": "Wait",
            "time:timestamp": "2024-03-31T03:15:00.500+02:00", "org:group": "second line", "tags.tag": "a, b",
            "cost:total": "12.50", "parts.whole": "true",
        },
        {
            "_trace": 2, "_event": 1, "case:concept:name": "T-2", "case:kind": "chat", "concept:name": "Close",
            "time:timestamp": "2024-04-01T08:00:00Z", "org:group": "first line",
        },
    ]  # fmt: skip


def test_any_attribute_can_be_mapped(tmp_path: Path) -> None:
    columns = '"case:kind", with: "/"}'.replace('"case:kind"', '["case:kind", customer.visits, _event]')
    mapping = MAPPING.replace('team: "org:group"', f"team: {{combine: {columns}")
    assert staged(tmp_path, {"data/a.xes": LOG.encode()}, mapping).rows("team") == [
        ("mail/7/1",),
        ("mail/2",),
        ("chat/1",),
    ]
    wrong = staged(tmp_path, {"data/a.xes": LOG.encode()}, MAPPING.replace("org:group", "org:grp"))
    assert [(each.id, each.remedy) for each in wrong.findings] == [("missing-column", "Did you mean org:group?")]


def test_what_is_odd_is_said(tmp_path: Path) -> None:
    early, late = event(time_timestamp="2024-01-01T08:00:00+02:00"), event(time_timestamp="2024-01-01T07:00:00Z")
    named = '<string key="concept:name" value="T"/>'
    content = log(
        named + late + early + event(concept_name="x"),
        early.replace("<event>", f"<event>{named}{named}"),
        named + "<odd><event/></odd><string value='no key'/>" + early,
    )
    rows, findings = every(tmp_path, content)
    assert len(rows) == 5
    assert [(each.id, each.level, each.at.line, each.count) for each in findings] == [
        ("unknown-tag", Level.WARNING, 1, 2),
        ("event-without-a-time", Level.WARNING, 3, 1),
        ("trace-without-a-name", Level.WARNING, 4, 1),
        ("times-out-of-order", Level.NOTE, 2, 1),
        ("name-twice", Level.WARNING, 4, 1),
    ]


def test_events_may_stand_outside_of_traces(tmp_path: Path) -> None:
    rows, _ = every(tmp_path, f"<log>{event(time_timestamp='2024-01-01')}</log>".encode())
    assert rows == [{"_trace": 0, "_event": 0, "time:timestamp": "2024-01-01"}]


def test_a_default_that_stands_for_nothing_is_none(tmp_path: Path) -> None:
    """ProM declares 1970 as the time and __INVALID__ as the name of what has none."""
    declared = LOG.partition("<classifier")[0].partition("<log")[2].partition(">")[2]
    rows, findings = every(tmp_path, log(event(concept_name="x"), before=declared))
    assert rows == [{"_trace": 1, "_event": 1, "case:kind": "mail", "concept:name": "x", "org:group": "first line"}]
    assert {each.id for each in findings} == {"event-without-a-time", "trace-without-a-name"}


def test_names_that_differ_in_capitals_stay_apart(tmp_path: Path) -> None:
    rows, _ = every(tmp_path, log(event(Amount="1", amount="2", time_timestamp="2024-01-01")))
    assert (rows[0]["Amount"], rows[0]["amount"]) == ("1", "2")


@pytest.mark.parametrize("content", [b"<log/>", b"<log><trace/></log>"])
def test_a_log_may_be_empty(content: bytes, tmp_path: Path) -> None:
    assert every(tmp_path, content)[1][-1].id == "no-records"
    assert staged(tmp_path, {"data/a.xes": content}, MAPPING).rows("case_id") == []


class Broken(NamedTuple):
    """A broken log, the finding expected, its line, and what it says."""

    content: bytes
    id: str
    line: int
    says: str


LAUGHS = b'<!DOCTYPE log [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>\n<log><trace>&b;</trace></log>'
OUTSIDE = b'<!DOCTYPE log [<!ENTITY x SYSTEM "file:///etc/hostname">]><log><string key="a" value="&x;"/></log>'
LONG = '<string key="a" value="' + "x" * 20_000_000 + '"/>'
MANY = "".join(f'<string key="{n}" value="{"x" * 1_000_000}"/>' for n in range(20))
BROKEN = {
    "a billion laughs": Broken(LAUGHS, "xml-doctype", 1, "document type"),
    "an entity of another file": Broken(OUTSIDE, "xml-doctype", 1, "document type"),
    "a document type elsewhere": Broken(b'<!DOCTYPE log SYSTEM "a.dtd">\n<log/>', "xml-doctype", 1, "type"),
    "an entity nobody declared": Broken(b"<log>\n&nbsp;</log>", "not-xml", 2, "undefined entity"),
    "cut": Broken(LOG.encode()[:-9], "cut-short", 31, f"byte {len(LOG.encode()) - 9:,}"),
    "cut in a text": Broken(b'<log><trace><string key="a" value="', "cut-short", 1, "byte 35"),
    "tags that cross": Broken(b"<log>\n<trace></log></trace>", "not-xml", 2, "mismatched tag"),
    "not UTF-8": Broken(b'<log><string key="a" value="\xff\xfe"/></log>', "not-xml", 1, "not well-formed"),
    "an encoding nobody knows": Broken(b'<?xml version="1.0" encoding="x-klingon"?><log/>', "not-xml", 1, "byte"),
    "an encoding of many bytes": Broken(b'<?xml version="1.0" encoding="big5"?><log/>', "not-xml", 1, "byte"),
    "deeper than allowed": Broken(b"<log><trace>" + b'<list key="a">' * 100_000, "xes-too-deep", 1, "64"),
    "a long text": Broken(log(f"<event>{LONG}</event>"), "record-too-large", 1, "15.9 million"),
    "a text without an end": Broken(log("<event/>" + LONG)[:-30], "record-too-large", 2, "15.9 million"),
    "many long texts": Broken(log(event() + f"<event>{MANY}</event>"), "record-too-large", 2, "15.9 million"),
    "a thousand names and more": Broken(
        log(*(event(**{f"a{n}.{m}": "1" for m in range(90)}) for n in range(90))), "too-many-attributes", 0, "2,000"
    ),
    "names without an end": Broken(
        log("<event>" + "".join(f'<int key="{n}" value="1"/>' for n in range(9000))), "too-many-attributes", 0, "2,000"
    ),
    "something else in XML": Broken(b"<WorkflowLog><Process/></WorkflowLog>", "no-event-log", 1, "<WorkflowLog>"),
    "a web page": Broken(b"<html><body>Sign in", "wrong-file-format", 0, "web page"),
    "no XML": Broken(b"case,time\n", "wrong-file-format", 0, "something else"),
    "nothing": Broken(b"", "empty-file", 0, "empty"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN.values(), ids=BROKEN)
def test_what_is_broken_says_where(case: Broken, tmp_path: Path) -> None:
    outcome = staged(tmp_path, {"data/a.xes": case.content}, MAPPING)
    assert outcome.staged == []
    assert [(each.id, each.at.line) for each in outcome.findings] == [(case.id, case.line)]
    assert case.says in outcome.findings[0].says


@pytest.mark.slow
def test_a_log_is_not_held_in_memory(tmp_path: Path) -> None:
    trace = f"<trace>{event(concept_name='x' * 100, time_timestamp='2024-01-01T00:00:00Z') * 100}</trace>".encode()
    peaks = []
    for size in (600, 1_800):
        (tmp_path / "a.xes").write_bytes(b"<log>" + trace * size + b"</log>")
        nothing = Mapping(source="a", files=(), facts={})
        room = tmp_path / f"{size}"
        room.mkdir()
        tracemalloc.start()
        assert events(Intake(duckdb.connect(), "a", "a", nothing, room, []), tmp_path / "a.xes")
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.2 * peaks[0] < 120_000_000


Held: TypeAlias = dict[str, str]
KEYS = st.text("ab:.é", min_size=1, max_size=4)
HELD = st.dictionaries(KEYS, st.text("xyz&<>\"'é ", min_size=1, max_size=5).map(str.strip).filter(bool), max_size=4)
QUIET = drawn(few=8, many=80, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUIET
@given(traces=st.lists(st.tuples(HELD, st.lists(HELD, max_size=3)), max_size=4))
def test_attributes_come_back_as_they_were(traces: list[tuple[Held, list[Held]]], tmp_path: Path) -> None:
    def written(held: Held) -> str:
        return "".join(f"<string key={quoteattr(key)} value={quoteattr(value)}/>" for key, value in held.items())

    content = log(*(written(held) + "".join(f"<event>{written(e)}</event>" for e in inside) for held, inside in traces))
    rows, findings = every(tmp_path, content)
    assert not has_errors(findings)
    assert rows == [
        {"_trace": t, "_event": e} | one | {f"case:{key}": value for key, value in held.items()}
        for t, (held, inside) in enumerate(traces, 1)
        for e, one in enumerate(inside, 1)
    ]


class Dribbling(io.BytesIO):
    """A file that gives a few bytes at a time."""

    def __init__(self, content: bytes, bytes_at_once: int) -> None:
        super().__init__(content)
        self.bytes_at_once = bytes_at_once

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(size or 0, self.bytes_at_once))


def read_so(content: bytes, bytes_at_once: int) -> tuple[list[Any], list[Any], dict[str, int], dict[str, int]]:
    """Give the events, the traces, and what was odd how often and where first."""
    read = [*read_log(Dribbling(content, bytes_at_once))][-1]
    return read.events, read.traces, dict(read.odd), read.first


ODD = """\
<?xml version="1.0" encoding="UTF-8"?>
<log><trace><string key="concept:name" value="1"/>
<event><string key="a" value="plain"/><date key="time:timestamp" value="2024-01-02T00:00:00Z"/></event>
<event>
  <int key="a" value="1" />
  <date key="time:timestamp" value="2024-01-01T00:00:00Z"/>
</event>
<!-- <event><string key="a" value="not there"/></event> -->
<event><string key="a" value="1 &lt; 2"/></event><event><string key='a' value='quoted otherwise'/></event>
<event><string key="a" value="first"/><string key="a" value="second"/></event>
<string key="not an event"><![CDATA[<event><string key="a" value="nor there"/></event>]]></string>
<![CDATA[ <event><string key="a" value="nor there"/></event> ]]>
<event><string key="a" value="more"><string key="b" value="inside"/></string></event>
<odd><event><string key="a" value="nor there"/></event></odd><event></event>
<event><string key="" value="no key"/></event><event><string key="é" value="Zoë"/></event>
</trace><event><string key="a" value="outside"/></event></log>
"""


@QUIET
@given(st.integers(1, 400))
@example(1)
def test_plain_events_are_read_as_all_others_are(bytes_at_once: int) -> None:
    """What is quoted otherwise is never taken for plain; where the pieces end makes no difference either."""
    events, traces, odd, first = read_so(ODD.encode(), bytes_at_once)
    assert (events, traces, odd, first) == read_so(ODD.replace('"', "'").encode(), bytes_at_once)
    assert [held.get("a", held.get("é")) for *_, held in events] == [
        "plain", "1", "1 < 2", "quoted otherwise", "first", "more", None, None, "Zoë", "outside",
    ]  # fmt: skip
    assert [(trace, number) for trace, number, _ in events] == [(1, n) for n in range(1, 10)] + [(0, 0)]
    assert odd == {"times-out-of-order": 1, "event-without-a-time": 8, "name-twice": 1, "unknown-tag": 2}
    assert (first["unknown-tag"], first["name-twice"]) == (14, 5)


def test_an_encoding_is_heeded_also_in_plain_events(tmp_path: Path) -> None:
    content = '<?xml version="1.0" encoding="ISO-8859-1"?>' + log(event(a="Ã©", time_timestamp="2024-01-01")).decode()
    rows, _ = every(tmp_path, content.encode("latin-1"))
    assert rows[0]["a"] == "Ã©"


@QUIET
@given(size=st.integers(1, len(LOG.encode()) - 2))
@example(size=1)
def test_what_is_cut_gives_nothing(size: int, tmp_path: Path) -> None:
    outcome = staged(tmp_path, {"data/a.xes": LOG.encode()[:size]}, MAPPING)
    assert outcome.staged == []
    assert has_errors(outcome.findings)


@QUIET
@given(data=st.data())
def test_changed_bytes_never_raise(data: st.DataObject, tmp_path: Path) -> None:
    content = bytearray(LOG.encode())
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=4)):
        content[place] = data.draw(st.integers(0, 255) | st.sampled_from(b'<>&"/ '))
    outcome = staged(tmp_path, {"data/a.xes": bytes(content)}, MAPPING)
    assert bool(outcome.staged) != has_errors(outcome.findings)
