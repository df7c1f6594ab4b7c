-- Whether a message was signed with the key of the door: HMAC-SHA256 out of two rounds of SHA-256.
CREATE OR REPLACE FUNCTION vangnet_is_signed(message text, proof text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    -- Not in plain SQL: the database keeps the plan of this, and would make the other anew for every statement.
    RETURN EXISTS (
        SELECT 1 FROM vangnet_door_key k
        WHERE encode(sha256(k.outer_pad || sha256(k.inner_pad || convert_to(message, 'UTF8'))), 'hex') = proof
    );
END $$;

-- Whether somebody works for an organisation in a role at this moment.
CREATE OR REPLACE FUNCTION vangnet_works_there(who uuid, house uuid, work text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF house IS NULL THEN
        RETURN EXISTS (SELECT 1 FROM access_account a WHERE a.id = who AND a.is_active);
    END IF;
    RETURN EXISTS (
        SELECT 1 FROM access_membership m
        JOIN access_account a ON a.id = m.account_id
        JOIN access_organisation o ON o.id = m.organisation_id
        WHERE m.account_id = who AND m.organisation_id = house AND m.role = work
          AND (m.until IS NULL OR m.until > clock_timestamp()) AND a.is_active AND o.is_active
    );
END $$;

-- A token that the program signed: process|kind|account|organisation|role|connection|until|proof.
CREATE OR REPLACE FUNCTION vangnet_stand_of_process(
    token text, OUT organisation uuid, OUT account uuid, OUT role text, OUT service boolean, OUT task text
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    part text[] := string_to_array(token, '|');
BEGIN
    service := false;
    IF cardinality(part) <> 8 OR NOT vangnet_is_signed(left(token, -65), part[8]) THEN
        RETURN;
    END IF;
    IF part[6]::bigint <> pg_backend_pid() OR part[7]::bigint < extract(epoch FROM clock_timestamp()) THEN
        RETURN;
    END IF;
    IF part[2] = 'service' THEN
        service := true;
    ELSIF vangnet_works_there(nullif(part[3], '')::uuid, nullif(part[4], '')::uuid, part[5]) THEN
        account := nullif(part[3], '')::uuid;
        organisation := nullif(part[4], '')::uuid;
        role := nullif(part[5], '');
    END IF;
END $$;

-- For whom this transaction stands, derived from its token; nobody when the token is absent, unknown, ended or forged.
CREATE OR REPLACE FUNCTION vangnet_stand(
    OUT organisation uuid, OUT account uuid, OUT role text, OUT service boolean, OUT task text
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    token text := current_setting('vangnet.token', true);
    found record;
BEGIN
    service := false;
    IF token IS NULL OR token = '' THEN
        RETURN;
    END IF;
    IF left(token, 8) = 'process|' THEN
        found := vangnet_stand_of_process(token);
        organisation := found.organisation;
        account := found.account;
        role := found.role;
        service := found.service;
        RETURN;
    END IF;
    SELECT w.* INTO found FROM access_worksession w
    WHERE w.token_hash = sha256(convert_to('vangnet work session ' || token, 'UTF8')) AND w.ended_at IS NULL
      AND w.expires_at > clock_timestamp() AND (w.idle_until IS NULL OR w.idle_until > clock_timestamp());
    IF found.id IS NULL OR (
        found.kind = 'person' AND NOT vangnet_works_there(found.account_id, found.organisation_id, found.role)
    ) THEN
        RETURN;
    END IF;
    organisation := found.organisation_id;
    account := found.account_id;
    role := nullif(found.role, '');
    task := found.task;
END $$;

CREATE OR REPLACE FUNCTION vangnet_organisation() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE s record;
BEGIN s := vangnet_stand(); RETURN s.organisation; END $$;

CREATE OR REPLACE FUNCTION vangnet_account() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE s record;
BEGIN s := vangnet_stand(); RETURN s.account; END $$;

CREATE OR REPLACE FUNCTION vangnet_role() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE s record;
BEGIN s := vangnet_stand(); RETURN s.role; END $$;

-- What a guest was let in for.
CREATE OR REPLACE FUNCTION vangnet_task() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE s record;
BEGIN s := vangnet_stand(); RETURN s.task; END $$;

CREATE OR REPLACE FUNCTION vangnet_is_service() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE s record;
BEGIN
    IF left(coalesce(current_setting('vangnet.token', true), ''), 16) <> 'process|service|' THEN
        RETURN false;
    END IF;
    s := vangnet_stand();
    RETURN s.service;
END $$;
