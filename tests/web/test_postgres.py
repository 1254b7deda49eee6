"""The same on PostgreSQL, a real one that the test starts: journal, matters, queue, backups, migrations both ways."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.clocks.engines import _owner, _programs, _run
from tests.docs.blocks import HOME
from tests.web.test_operations_serving import free_port

pytestmark = pytest.mark.slow
SAME = (
    "journal", "matters", "worker", "sending", "sending_outside", "operations_watching", "meant", "idempotency",
    "change", "people", "statement",
)  # fmt: skip
"""Files of tests that hold on either database."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Start PostgreSQL on this machine, and give the address of a database that is empty."""
    programs = _programs()
    if not programs:
        pytest.skip("no PostgreSQL server is installed")
    folder = Path(tempfile.mkdtemp(prefix="truegreen-pg-"))
    user, port, data = _owner(folder), free_port(), str(folder / "data")
    try:
        _run(user, folder, programs / "initdb", "-D", data, "-U", "truegreen", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='{folder}' -c fsync=off"
        _run(user, folder, programs / "pg_ctl", "-D", data, "-w", "-l", f"{folder}/log", "-o", options, "start")
        yield f"postgresql://truegreen@127.0.0.1:{port}"
    finally:
        _run(user, folder, programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder)


@pytest.fixture
def url(server: str) -> str:
    """Give the address of a database of its own."""
    import psycopg

    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        admin.execute("DROP DATABASE IF EXISTS kept WITH (FORCE)")
        admin.execute("DROP DATABASE IF EXISTS here WITH (FORCE)")
        admin.execute("CREATE DATABASE here")
    return f"{server}/here"


def around(url: str, folder: Path | None = None) -> Mapping[str, str]:
    named = {"TRUEGREEN_FOLDER": str(folder), "DJANGO_SETTINGS_MODULE": "truegreen.web.settings"} if folder else {}
    return {**os.environ, "TRUEGREEN_DATABASE": url, **named}


def python(url: str, folder: Path, code: str) -> str:
    """Run some code in a fresh process, with Django ready for a database."""
    done = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{code}"], cwd=HOME, env=around(url, folder),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def verb(url: str, *words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from truegreen.cli import main; main()", *map(str, words)]
    return subprocess.run(command, env=around(url), capture_output=True, text=True, check=False)


@pytest.mark.parametrize("which", [*SAME, "survival"])
def test_what_holds_on_sqlite_holds_here(which: str, url: str) -> None:
    more = ["-k", "a_thousand_writes"] if which == "survival" else []
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"tests/web/test_{which}.py", *more], cwd=HOME,
        env=around(url), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-5000:]


BEGIN = """
from truegreen.web.upkeep.starting import prepare
from tests.web.people import seated
prepare()
seated()
"""
WRITE = """
from tests.web.test_journal import written
written({})
"""
HOLDS = """
from truegreen.web.acts.journal import verified
from truegreen.web.models import EntryRow, Head
print(len(verified()), EntryRow.objects.count(), Head.objects.get().number)
"""

DIGESTS = """
from truegreen.web.models import EntryRow
print(*(f"{number} {digest}" for number, digest in EntryRow.objects.values_list("number", "digest")), sep="\\n")
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HOME / "examples" / "acme", tmp_path / "project"))


@pytest.mark.parametrize("change", [
    "UPDATE web_entryrow SET says = 'Otherwise.'", "DELETE FROM web_entryrow", "TRUNCATE web_entryrow",
    "DELETE FROM web_entryrow WHERE false",
])  # fmt: skip
def test_the_database_refuses_to_change_the_journal(change: str, url: str, folder: Path) -> None:
    import psycopg

    python(url, folder, BEGIN + WRITE.format(3))
    with psycopg.connect(url) as somebody, pytest.raises(psycopg.Error, match="append-only"):
        somebody.execute(change)
    assert python(url, folder, HOLDS) == "0 3 3"


BACK = "from django.core.management import call_command; call_command('migrate', 'web', '{}', verbosity=0)\n"


IN_USE = """
from django.utils import timezone
from truegreen.web.example import put_in
from truegreen.web.upkeep.starting import prepare
prepare()
put_in(timezone.now())
"""
KEPT = """
from django.core.serializers import serialize
from truegreen.web.models import EntryRow, MatterRow, SeatRow
from truegreen.web.acts.journal import verified
for each in (EntryRow, MatterRow, SeatRow):
    print(serialize("json", each.objects.order_by("pk")))
print(verified())
"""


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_migrations_go_down_and_up_again_with_what_is_there(database: str, folder: Path, request: Any) -> None:
    url = request.getfixturevalue("url") if database == "postgresql" else ""
    before = python(url, folder, IN_USE + KEPT)
    assert before.count("escalation-1") > 1
    assert before.endswith("[]")
    names = sorted(each.stem for each in (HOME / "src/truegreen/web/migrations").glob("0*.py"))
    down = [BACK.format(name) for name in reversed(names[:-1])]
    python(url, folder, "".join([*down, *(BACK.format(name) for name in names[1:])]))
    assert python(url, folder, KEPT) == before
    entries = int(python(url, folder, HOLDS).split()[1])
    assert python(url, folder, WRITE.format(1) + HOLDS) == f"0 {entries + 1} {entries + 1}"
    python(url, folder, BACK.format("zero"))
    assert python(url, folder, BEGIN + HOLDS) == "0 0 0"


def test_a_backup_comes_back(url: str, folder: Path, tmp_path: Path) -> None:
    python(url, folder, BEGIN + WRITE.format(3))
    file = tmp_path / "kept.tar.gz"
    made = verb(url, "workspace", "backup", folder, file)
    assert made.returncode == 0, made.stderr
    python(url, folder, WRITE.format(2))
    back = verb(url, "workspace", "restore", folder, file)
    assert back.returncode == 0, back.stderr
    assert python(url, folder, HOLDS) == "0 3 3"
    proof = verb(url, "workspace", "verify", folder)
    assert proof.stdout.startswith("The journal holds: 3 entries")
    refused = verb("", "workspace", "restore", folder, file)
    assert refused.returncode == 1
    assert "The backup is of postgresql" in refused.stderr


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Start PostgreSQL on a disk of its own, with little room; give the address and where the disk is mounted."""
    programs, disk, port = _programs(), Path(tempfile.mkdtemp(prefix="truegreen-full-")), free_port()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(disk)]
    if not programs or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no PostgreSQL server is installed, or only root may mount a disk to fill")
    user, data = _owner(disk), str(disk / "data")
    try:
        _run(user, disk, programs / "initdb", "-D", data, "-U", "truegreen", "-A", "trust", "-E", "UTF8",
             "--wal-segsize=1")  # fmt: skip
        with Path(data, "postgresql.conf").open("a") as settings:
            settings.write(f"port = {port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = '{disk}'\n"
                           "min_wal_size = 2MB\nmax_wal_size = 4MB\n")  # fmt: skip
        starts(disk, user)
        yield f"postgresql://truegreen@127.0.0.1:{port}/postgres", disk
    finally:
        subprocess.run([str(programs / "pg_ctl"), "-D", data, "-w", "-m", "immediate", "stop"], user=user, check=False,
                       cwd=disk, capture_output=True)  # fmt: skip
        subprocess.run(["umount", "-l", disk], check=True)
        disk.rmdir()


def starts(disk: Path, user: str | None) -> None:
    """Start the server, whether it stopped by itself or was never there."""
    programs = _programs()
    assert programs
    if subprocess.run([programs / "pg_ctl", "-D", disk / "data", "status"], user=user, cwd=disk, check=False,
                      stdout=subprocess.DEVNULL).returncode:  # fmt: skip
        _run(user, disk, programs / "pg_ctl", "-D", disk / "data", "-w", "-l", f"{disk}/log", "start")


def writes(url: str, folder: Path, many: int) -> list[list[str]]:
    """Have a process write long entries, and give what it says of each."""
    command = [sys.executable, "-m", "tests.web.writing", "left", str(many), "2000"]
    done = subprocess.run(command, cwd=HOME, env=around(url, folder), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [line.split() for line in done.stdout.splitlines()]


def test_a_disk_that_is_full_is_survived_and_goes_on_when_there_is_room(
    small_disk: tuple[str, Path], folder: Path
) -> None:  # fmt: skip
    url, disk = small_disk
    python(url, folder, BEGIN)
    (disk / "ballast").write_bytes(bytes(max(shutil.disk_usage(disk).free - 3_000_000, 0)))
    said = writes(url, folder, 600)
    told = {int(line[1]): line[2] for line in said if line[0] == "written"}
    assert len(told) > 10
    assert sum(line[0] == "refused" for line in said) > 10
    (disk / "ballast").unlink()
    starts(disk, disk.owner() if not os.geteuid() else None)
    more = writes(url, folder, 50)
    assert [line[0] for line in more] == ["written"] * 50
    told |= {int(line[1]): line[2] for line in more}
    broken, entries, head = map(int, python(url, folder, HOLDS).split())
    assert (broken, entries) == (0, head)
    kept = dict(pair.split() for pair in python(url, folder, DIGESTS).splitlines())
    assert {number: kept[str(number)] for number in told} == told
    assert verb(url, "workspace", "verify", folder).stdout.startswith(f"The journal holds: {entries:,} entries")


def test_a_database_that_goes_away_is_waited_for(url: str, folder: Path) -> None:
    import psycopg

    python(url, folder, BEGIN)
    command = [sys.executable, "-m", "truegreen.web.work.working"]
    with subprocess.Popen(command, env=around(url, folder), stdin=subprocess.PIPE, stderr=subprocess.DEVNULL) as worker:
        with psycopg.connect(url, autocommit=True) as somebody:
            until = "SELECT count(*) FROM web_job WHERE kind = 'time' AND result <> '{}'"
            while somebody.execute(until).fetchone() == (0,):
                pass
            others = "pg_stat_activity WHERE datname = 'here' AND pid <> pg_backend_pid()"
            somebody.execute(f"SELECT pg_terminate_backend(pid) FROM {others}")
            somebody.execute("UPDATE web_job SET due_at = now(), result = '{}' WHERE kind = 'time'")
            while somebody.execute(until).fetchone() == (0,):
                assert worker.poll() is None
        worker.terminate()
        assert worker.wait(30) == 0
