"""For migrations: let the database itself refuse to change a log, whoever asks."""

from django.db.migrations import RunSQL

FUNCTION = """
CREATE OR REPLACE FUNCTION vangnet_log_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Table % is a log that only grows: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'insufficient_privilege', HINT = 'Add a new line that corrects the old one.';
END $$
"""


def keep_as_log(table: str) -> RunSQL:
    """The operation after which a table takes new rows only."""
    trigger = (
        f'CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON "{table}" '
        "FOR EACH STATEMENT EXECUTE FUNCTION vangnet_log_only_grows()"
    )
    return RunSQL([FUNCTION, trigger], [f'DROP TRIGGER only_grows ON "{table}"'])
