"""The keyring: wrapped data keys, one per subject and kind of data, in a PostgreSQL of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta
from uuid import UUID, uuid4

from vangnet.persons.vault.connections import Connection, Connections
from vangnet.persons.vault.envelopes import DataKey, joined, new_material
from vangnet.persons.vault.roots import RootKeys, Wrapped

Owner = tuple[UUID, str]  # the subject that a key is for, and the kind of data

# Small parts, because destroying a key rewrites the part it lay in: a removed row would stay readable in the file.
PARTS = 32
_TABLES = """
CREATE SCHEMA IF NOT EXISTS "{schema}";
CREATE TABLE IF NOT EXISTS "{schema}".data_key (
    subject uuid NOT NULL, category text NOT NULL, id uuid NOT NULL, made_at timestamptz NOT NULL DEFAULT now(),
    root_version integer NOT NULL, wrapped bytea NOT NULL, PRIMARY KEY (subject, category)
) PARTITION BY HASH (subject);
CREATE TABLE IF NOT EXISTS "{schema}".destroyed (
    id uuid PRIMARY KEY, subject uuid NOT NULL, category text NOT NULL, part text NOT NULL,
    destroyed_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS destroyed_subject ON "{schema}".destroyed (subject);
"""
_PART = (
    'CREATE TABLE IF NOT EXISTS "{schema}".data_key_{number} PARTITION OF "{schema}".data_key '
    "FOR VALUES WITH (MODULUS {parts}, REMAINDER {number})"
)


class Keyring:
    """Makes, gives, rewraps and destroys data keys. What lies in it is of no use without the root keys."""

    def __init__(self, address: str, roots: RootKeys, schema: str = "keyring") -> None:
        self.roots = roots
        self._schema = schema
        self._connections = Connections(address, schema)

    def prepare(self) -> None:
        """Make the tables, unless they are there."""
        parts = [_PART.format(schema=self._schema, number=number, parts=PARTS) for number in range(PARTS)]
        statements = [_TABLES.format(schema=self._schema), *parts]

        def make(connection: Connection) -> None:
            with connection.transaction():
                connection.execute("SELECT pg_advisory_xact_lock(7264265)")
                for statement in statements:
                    connection.execute(statement.encode())

        self._connections.use(make)

    def key_for(self, subject: UUID, category: str) -> DataKey:
        """The data key of a subject and a kind of data; made now when there is none."""
        standing = self.keys([(subject, category)])
        return standing.get((subject, category)) or self._made(subject, category)

    def keys(self, owners: Collection[Owner]) -> dict[Owner, DataKey]:
        """The data keys that still exist, all in one question."""
        wanted = set(owners)
        if not wanted:
            return {}
        rows = self._connections.use(lambda connection: _read(connection, wanted))
        opened = self.roots.unwrap([wrapped for _owner, _number, wrapped in rows])
        return {
            owner: DataKey(number, material)
            for (owner, number, _wrapped), material in zip(rows, opened, strict=True)
        }

    def destroy(self, subject: UUID, categories: Iterable[str]) -> list[UUID]:
        """Destroy the data keys of a subject for good, and give their numbers. Doing it twice is harmless."""
        wanted = sorted(set(categories))
        numbers, parts = self._connections.use(lambda connection: _remove(connection, subject, wanted))
        self._connections.use(lambda connection: _rewrite(connection, sorted(parts)))
        return numbers

    def destroyed(self, numbers: Collection[UUID]) -> set[UUID]:
        """Which of these keys were destroyed."""
        statement = "SELECT id FROM destroyed WHERE id = ANY(%s)"
        return self._connections.use(
            lambda connection: {row[0] for row in connection.execute(statement, [list(numbers)])}
        )

    def versions(self) -> dict[tuple[str, int], int]:
        """How many data keys are wrapped with which version of which root key."""
        statement = "SELECT category, root_version, count(*) FROM data_key GROUP BY 1, 2"
        return self._connections.use(
            lambda connection: {(row[0], row[1]): row[2] for row in connection.execute(statement)}
        )

    def owners(self) -> list[Owner]:
        """Every subject and kind of data that has a key; for looking whether anything still needs it."""
        return self._connections.use(
            lambda connection: [
                (row[0], row[1]) for row in connection.execute("SELECT subject, category FROM data_key")
            ]
        )

    def numbers(self, *, older_than: timedelta = timedelta()) -> dict[UUID, Owner]:
        """The number of every living data key that was made so long ago, with the subject and kind it is for."""
        statement = "SELECT id, subject, category FROM data_key WHERE made_at <= clock_timestamp() - %s"
        return self._connections.use(
            lambda connection: {
                row[0]: (row[1], row[2]) for row in connection.execute(statement, [older_than])
            }
        )

    def rewrap(self, category: str, at_once: int = 500) -> int:
        """Wrap some data keys anew that are wrapped with an old root key, and say how many; 0 means all is done."""
        version = self.roots.current_version(category)
        rows = self._connections.use(lambda connection: _outdated(connection, category, version, at_once))
        keys = self.roots.unwrap([wrapped for _owner, _number, wrapped in rows])
        renewed = [
            (self.roots.wrap(category, key, wrapped.context), number, owner)
            for (owner, number, wrapped), key in zip(rows, keys, strict=True)
        ]
        self._connections.use(lambda connection: _replace(connection, renewed))
        return len(renewed)

    def close(self) -> None:
        """Close what is open to the database of the keyring."""
        self._connections.close()

    def drop(self) -> None:
        """Remove the tables with every key in them: for tests and measurements that made them."""
        self._connections.use(
            lambda connection: connection.execute(f'DROP SCHEMA IF EXISTS "{self._schema}" CASCADE'.encode())
        )
        self.close()

    def _made(self, subject: UUID, category: str) -> DataKey:
        number = uuid4()
        wrapped = self.roots.wrap(category, new_material(), _context(subject, category, number))
        statement = (
            "INSERT INTO data_key (subject, category, id, root_version, wrapped) VALUES (%s, %s, %s, %s, %s) "
            "ON CONFLICT (subject, category) DO NOTHING"
        )
        values = [subject, category, number, wrapped.version, wrapped.sealed]
        self._connections.use(lambda connection: connection.execute(statement, values))
        return self.keys([(subject, category)])[(subject, category)]


def _context(subject: UUID, category: str, number: UUID) -> bytes:
    return joined("data-key", str(subject), category, str(number))


Row = tuple[Owner, UUID, Wrapped]


def _row(subject: UUID, category: str, number: UUID, version: int, wrapped: bytes) -> Row:
    kept = Wrapped(category, _context(subject, category, number), version, bytes(wrapped))
    return (subject, category), number, kept


def _read(connection: Connection, wanted: Collection[Owner]) -> list[Row]:
    statement = (
        "SELECT subject, category, id, root_version, wrapped FROM data_key "
        "WHERE subject = ANY(%s) AND category = ANY(%s)"
    )
    subjects, categories = {owner[0] for owner in wanted}, {owner[1] for owner in wanted}
    found = connection.execute(statement, [list(subjects), list(categories)])
    return [_row(*row) for row in found if (row[0], row[1]) in wanted]


def _outdated(connection: Connection, category: str, version: int, at_once: int) -> list[Row]:
    statement = (
        "SELECT subject, category, id, root_version, wrapped FROM data_key "
        "WHERE category = %s AND root_version <> %s LIMIT %s"
    )
    return [_row(*row) for row in connection.execute(statement, [category, version, at_once])]


def _replace(connection: Connection, renewed: list[tuple[Wrapped, UUID, Owner]]) -> None:
    statement = (
        "UPDATE data_key SET root_version = %s, wrapped = %s WHERE subject = %s AND category = %s AND id = %s"
    )
    lines = [
        (wrapped.version, wrapped.sealed, subject, category, number)
        for wrapped, number, (subject, category) in renewed
    ]
    with connection.transaction(), connection.cursor() as cursor:
        cursor.executemany(statement, lines)


def _remove(connection: Connection, subject: UUID, categories: list[str]) -> tuple[list[UUID], set[str]]:
    """Remove the keys, and give the numbers and parts of all that were ever removed, so that a second try finishes."""
    remove = (
        "WITH gone AS (DELETE FROM data_key WHERE subject = %s AND category = ANY(%s) "
        "RETURNING id, subject, category, tableoid::regclass::text AS part) "
        "INSERT INTO destroyed (id, subject, category, part) SELECT id, subject, category, part FROM gone"
    )
    connection.execute(remove, [subject, categories])
    gone = connection.execute(
        "SELECT id, part FROM destroyed WHERE subject = %s AND category = ANY(%s) ORDER BY id",
        [subject, categories],
    ).fetchall()
    return [row[0] for row in gone], {row[1] for row in gone}


def _rewrite(connection: Connection, parts: list[str]) -> None:
    """Write the parts anew without the removed rows, and let go of the log that still shows them."""
    for part in parts:
        connection.execute(f"VACUUM FULL {part}".encode())
    may = connection.execute(
        "SELECT pg_has_role('pg_checkpoint', 'USAGE') AND has_function_privilege('pg_switch_wal()', 'EXECUTE')"
    ).fetchone()
    if parts and may == (True,):
        connection.execute("SELECT pg_switch_wal()")
        connection.execute("CHECKPOINT")
