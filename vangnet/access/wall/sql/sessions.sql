-- Keep a work session awake and say how it is: none, ended, left (its membership ended) or open.
CREATE OR REPLACE FUNCTION vangnet_enter(
    token text, OUT state text, OUT kind text, OUT account uuid, OUT membership uuid, OUT organisation uuid,
    OUT role text, OUT purpose text, OUT task text
)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    found access_worksession%ROWTYPE;
    moment timestamptz := clock_timestamp();
BEGIN
    SELECT w.* INTO found FROM access_worksession w
    WHERE w.token_hash = sha256(convert_to('vangnet work session ' || token, 'UTF8'));
    IF found.id IS NULL THEN
        state := 'none';
        RETURN;
    END IF;
    IF found.ended_at IS NOT NULL OR found.expires_at <= moment OR found.idle_until <= moment THEN
        state := 'ended';
        RETURN;
    END IF;
    kind := found.kind;
    account := found.account_id;
    membership := found.membership_id;
    organisation := found.organisation_id;
    role := found.role;
    purpose := found.purpose;
    task := found.task;
    state := 'open';
    IF kind = 'person' AND NOT vangnet_works_there(account, organisation, role) THEN
        state := 'left';
    END IF;
    -- At most once a minute, and never waiting for another page of the same person.
    IF found.idle_until < moment + make_interval(secs => found.idle_seconds - 60) THEN
        UPDATE access_worksession SET idle_until = moment + make_interval(secs => found.idle_seconds)
        WHERE id = (SELECT w.id FROM access_worksession w WHERE w.id = found.id FOR UPDATE SKIP LOCKED);
    END IF;
END $$;

-- Open a work session: open|kind|hash of the token|account|membership|organisation|role|purpose|task|seconds|idle|moment.
CREATE OR REPLACE FUNCTION vangnet_open_session(message text, proof text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    part text[] := string_to_array(message, '|');
    moment timestamptz := clock_timestamp();
    who uuid;
    house uuid;
    opened uuid;
BEGIN
    IF cardinality(part) <> 12 OR part[1] <> 'open' OR NOT vangnet_is_signed(message, proof) THEN
        RETURN false;
    END IF;
    IF abs(extract(epoch FROM moment) - part[12]::bigint) > 300 THEN
        RETURN false;
    END IF;
    who := nullif(part[4], '')::uuid;
    house := nullif(part[6], '')::uuid;
    IF part[2] = 'person' AND NOT vangnet_works_there(who, house, part[7]) THEN
        RETURN false;
    END IF;
    INSERT INTO access_worksession AS w (
        id, kind, token_hash, account_id, membership_id, organisation_id, role, purpose, task,
        opened_at, expires_at, idle_seconds, idle_until
    ) VALUES (
        gen_random_uuid(), part[2], decode(part[3], 'hex'), who, nullif(part[5], '')::uuid, house, part[7], part[8], part[9],
        moment, moment + make_interval(secs => part[10]::int), part[11]::int, moment + make_interval(secs => part[11]::int)
    )
    ON CONFLICT (token_hash) DO UPDATE SET
        membership_id = excluded.membership_id, organisation_id = excluded.organisation_id,
        role = excluded.role, purpose = excluded.purpose
    WHERE w.ended_at IS NULL AND w.expires_at > moment AND w.idle_until > moment
      AND w.account_id = excluded.account_id AND w.kind = excluded.kind
    RETURNING w.id INTO opened;
    RETURN opened IS NOT NULL;
END $$;

-- End the work session of a token: whoever has the token may.
CREATE OR REPLACE FUNCTION vangnet_end_session(token text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    UPDATE access_worksession SET ended_at = clock_timestamp()
    WHERE token_hash = sha256(convert_to('vangnet work session ' || token, 'UTF8')) AND ended_at IS NULL
$$;

-- End every work session of an account: end|account|moment.
CREATE OR REPLACE FUNCTION vangnet_end_sessions(message text, proof text) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    part text[] := string_to_array(message, '|');
    ended integer := 0;
BEGIN
    IF cardinality(part) = 3 AND part[1] = 'end' AND vangnet_is_signed(message, proof) THEN
        UPDATE access_worksession SET ended_at = clock_timestamp()
        WHERE account_id = part[2]::uuid AND ended_at IS NULL;
        GET DIAGNOSTICS ended = ROW_COUNT;
    END IF;
    RETURN ended;
END $$;

-- The open work sessions of whoever asks, without their tokens.
CREATE OR REPLACE FUNCTION vangnet_sessions_of_me()
RETURNS TABLE (id uuid, organisation uuid, role text, opened_at timestamptz, expires_at timestamptz, idle_until timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT w.id, w.organisation_id, w.role::text, w.opened_at, w.expires_at, w.idle_until FROM access_worksession w
    WHERE w.account_id = vangnet_account() AND w.ended_at IS NULL
      AND w.expires_at > clock_timestamp() AND (w.idle_until IS NULL OR w.idle_until > clock_timestamp())
    ORDER BY w.opened_at
$$;
