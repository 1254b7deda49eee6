"""Any bytes at all, under any name: findings or rows, never a traceback."""

from __future__ import annotations

import gzip
import io
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.drawing import drawn
from tests.sources.folders import HEADER, ROW, csv, jsonl, parquet, staged, xlsx
from truegreen.model.finding import has_errors
from truegreen.sources.draft import draft
from truegreen.sources.guess import guess

SOUND = {
    "a.csv": csv(HEADER, ROW, ("2", *ROW[1:])),
    "a.tsv": csv(HEADER, ROW, sign="\t"),
    "a.csv.gz": gzip.compress(csv(HEADER, ROW), mtime=0),
    "a.jsonl": jsonl(dict(zip(HEADER, ROW, strict=True))),
    "a.json": b'{"tickets": [' + jsonl(dict(zip(HEADER, ROW, strict=True))) + b'], "count": 1}',
    "a.xes": b"<log><trace><event>"
    + b"".join(f'<string key="{name}" value="{cell}"/>'.encode() for name, cell in zip(HEADER, ROW, strict=True))
    + b"</event></trace></log>",
    "a.xlsx": xlsx(HEADER, ROW),
    "a.parquet": parquet({name: [cell] for name, cell in zip(HEADER, ROW, strict=True)}),
}
MARKS = st.sampled_from(
    [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"PK\x03\x04", b"\x1f\x8b\x08", b"PAR1", b"id,opened\n", b'"', b"[{", b"<log>"]
)
PIECES = st.lists(
    st.sampled_from([b",", b"\n", b"\r", b'"', b"\0", b"\xe9", b"id", b"1", b";", b"{}", b" "]), max_size=30
)
BYTES = st.tuples(MARKS, st.binary(max_size=80) | PIECES.map(b"".join)).map(b"".join)
QUIET = drawn(few=3, many=30)


def check(name: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        outcome = staged(Path(folder), {f"data/{name}": content})
        assert bool(outcome.staged) != has_errors(outcome.findings)
        assert all(each.at.file and each.remedy for each in outcome.findings)
        draft(guess(Path(folder) / "data" / name))


@pytest.mark.parametrize("name", [*SOUND, "a.zip", "a.txt"])
@QUIET
@given(content=BYTES)
@example(content=b"")
def test_any_bytes(name: str, content: bytes) -> None:
    check(name, content)


@pytest.mark.parametrize("name", SOUND)
@QUIET
@given(data=st.data())
def test_sound_bytes_with_a_few_wrong(name: str, data: st.DataObject) -> None:
    content = bytearray(SOUND[name])
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=3)):
        content[place] = data.draw(st.integers(0, 255))
    check(name, bytes(content[: data.draw(st.integers(1, len(content)))] if data.draw(st.booleans()) else content))


@QUIET
@given(content=BYTES, name=st.sampled_from([*SOUND, "a.zip"]))
def test_any_bytes_in_a_zip(content: bytes, name: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, content)
    check("a.zip", packed.getvalue())
