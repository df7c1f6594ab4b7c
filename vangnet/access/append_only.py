"""For migrations: let the database itself refuse to change a log, whoever asks."""

from django.db.migrations import RunSQL

FUNCTION = """
CREATE OR REPLACE FUNCTION vangnet_log_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ordered text := coalesce(current_setting('vangnet.redaction', true), '');
BEGIN
    -- Only the function that empties lines on an agreed order sets this, and only that order lets it pass.
    IF TG_OP = 'UPDATE' AND ordered <> '' AND vangnet_may_destroy(ordered::uuid) THEN
        RETURN NULL;
    END IF;
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
