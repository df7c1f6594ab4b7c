"""For the migrations: the functions through which an address goes in and comes out, and nothing else.

They belong to the owner of the tables and look at everything again by themselves, so that neither a mistake in a page nor
SQL slipped into one gives an address: the token of the session says who asks.
"""

from django.conf import settings
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython

KEEP = """
CREATE OR REPLACE FUNCTION vangnet_keep_address(new_id uuid, place uuid, envelope bytea, key uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF vangnet_role() IS DISTINCT FROM 'shelter_duty_officer' OR NOT EXISTS (
        SELECT 1 FROM shelter_location l WHERE l.id = place AND l.organisation_id = vangnet_organisation()
    ) THEN
        RAISE EXCEPTION 'Only somebody on duty at the shelter keeps its addresses'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO shelter_sealedaddress (id, location_id, sealed, key_id, kept_at, account_id)
    VALUES (new_id, place, envelope, key, clock_timestamp(), vangnet_account());
END $$
"""

# Every condition stands here once more: the own request, approved by somebody else who is on duty at that shelter, young
# enough, not used before, and still access to the dossier. The line about it is written before the address is given.
OPEN = """
CREATE OR REPLACE FUNCTION vangnet_open_address(asked uuid, OUT id uuid, OUT location uuid, OUT envelope bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    place uuid;
    who uuid := vangnet_account();
    house uuid := vangnet_organisation();
BEGIN
    SELECT a.location_id INTO place
    FROM shelter_addressrequest r
    JOIN shelter_addressanswer a ON a.request_id = r.id
    JOIN shelter_location l ON l.id = a.location_id AND l.organisation_id = r.shelter_id AND l.is_active
    WHERE r.id = asked AND r.account_id = who AND r.organisation_id = house AND a.account_id <> who
      AND a.expires_at > clock_timestamp() AND a.expires_at <= clock_timestamp() + interval '15 minutes'
      AND NOT EXISTS (SELECT 1 FROM shelter_addressopening o WHERE o.request_id = asked)
      AND EXISTS (
          SELECT 1 FROM access_membership m
          WHERE m.account_id = a.account_id AND m.organisation_id = r.shelter_id AND m.role = 'shelter_duty_officer'
            AND (m.until IS NULL OR m.until > clock_timestamp())
      )
      AND EXISTS (
          SELECT 1 FROM access_effectiveaccess e
          WHERE e.organisation_id = house AND e.dossier_id = r.dossier_id AND e.level >= 2
            AND (e.account_id IS NULL OR e.account_id = who) AND (e.until IS NULL OR e.until > clock_timestamp())
      );
    IF place IS NULL THEN
        RETURN;
    END IF;
    INSERT INTO shelter_addressopening (id, request_id, moment, account_id)
    VALUES (gen_random_uuid(), asked, clock_timestamp(), who);
    SELECT s.id, s.location_id, s.sealed INTO id, location, envelope
    FROM shelter_sealedaddress s WHERE s.location_id = place ORDER BY s.kept_at DESC, s.id DESC LIMIT 1;
END $$
"""

# Numbers only: which keys stand for an address, and which of those were replaced by a newer one.
LIST = """
CREATE OR REPLACE FUNCTION vangnet_sealed_addresses() RETURNS TABLE (id uuid, key uuid, is_replaced boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT s.id, s.key_id, EXISTS (
        SELECT 1 FROM shelter_sealedaddress n
        WHERE n.location_id = s.location_id AND (n.kept_at, n.id) > (s.kept_at, s.id)
    )
    FROM shelter_sealedaddress s JOIN shelter_location l ON l.id = s.location_id
    WHERE vangnet_is_service()
       OR (vangnet_role() = 'shelter_duty_officer' AND l.organisation_id = vangnet_organisation());
END $$
"""

FUNCTIONS = {
    "vangnet_keep_address(uuid, uuid, bytea, uuid)": KEEP,
    "vangnet_open_address(uuid)": OPEN,
    "vangnet_sealed_addresses()": LIST,
}


def guard_addresses() -> RunPython:
    """The operation that makes both functions, for the application's role only."""
    return RunPython(_make, _remove)


def _make(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    role = schema_editor.quote_name(settings.DATABASE_APPLICATION_ROLE)
    for name, text in FUNCTIONS.items():
        for statement in (
            text,
            f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC",
            f"GRANT EXECUTE ON FUNCTION {name} TO {role}",
        ):
            schema_editor.execute(statement)


def _remove(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for name in FUNCTIONS:
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}")
