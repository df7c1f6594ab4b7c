-- Whether people in a role reach dossiers at all; who looks after accounts, or reads figures, does not.
CREATE OR REPLACE FUNCTION vangnet_reads_dossiers(work text) RETURNS boolean
LANGUAGE sql IMMUTABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(work IN (
        'caseworker', 'detective', 'registrar', 'shelter_duty_officer', 'attention_officer', 'coordinator', 'reader',
        'privacy_officer'
    ), false)
$$;

-- The organisation whose dossiers whoever asks may reach: their own, when their role reaches dossiers.
CREATE OR REPLACE FUNCTION vangnet_reaching_for() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE s record;
BEGIN
    s := vangnet_stand();
    RETURN CASE WHEN vangnet_reads_dossiers(s.role) THEN s.organisation END;
END $$;

-- What that organisation has of access, as every policy of a dossier asks it. It works with the rights of the owner, so that the
-- wall of the table of access is not asked once more for every table of a statement; the barrier lets no condition come first.
CREATE OR REPLACE VIEW vangnet_reach WITH (security_barrier = true) AS
SELECT a.dossier_id, a.account_id, a.level, a.categories, a.until FROM access_effectiveaccess a
WHERE a.organisation_id = (SELECT vangnet_reaching_for());

-- Whether nobody has access to a dossier yet: then whoever opens it gives it to their own organisation.
CREATE OR REPLACE FUNCTION vangnet_is_new(dossier uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT NOT EXISTS (SELECT 1 FROM access_grant g WHERE g.dossier_id = dossier)
$$;

-- The kinds of data that whoever asks takes part in, in a dossier; nothing when they do not take part.
CREATE OR REPLACE FUNCTION vangnet_taken_part_in(dossier uuid) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT bit_or(a.categories) FROM access_effectiveaccess a
    WHERE a.dossier_id = dossier AND a.organisation_id = vangnet_organisation() AND a.level >= 2
      AND (a.until IS NULL OR a.until > clock_timestamp())
      AND (a.account_id IS NULL OR a.account_id = vangnet_account())
$$;

-- A line of the register is written by the organisation that gives, which takes part or opens the dossier.
CREATE OR REPLACE FUNCTION vangnet_may_disclose(provider uuid, receiver uuid, dossier uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF provider IS DISTINCT FROM vangnet_organisation() OR provider IS NULL THEN
        RETURN false;
    END IF;
    RETURN vangnet_taken_part_in(dossier) IS NOT NULL OR (receiver = provider AND vangnet_is_new(dossier));
END $$;

-- Whoever takes part gives to others; nobody gives access to themselves but by opening a dossier.
CREATE OR REPLACE FUNCTION vangnet_may_grant(line uuid, dossier uuid, house uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM access_disclosure d WHERE d.id = line AND d.provider_id = vangnet_organisation()
    ) THEN
        RETURN false;
    END IF;
    IF vangnet_is_new(dossier) THEN
        RETURN house = vangnet_organisation();
    END IF;
    RETURN house <> vangnet_organisation() AND vangnet_taken_part_in(dossier) IS NOT NULL;
END $$;

-- Access is ended by whoever has it or by whoever gave it.
CREATE OR REPLACE FUNCTION vangnet_may_end(given uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM access_grant g JOIN access_disclosure d ON d.id = g.disclosure_id
        WHERE g.id = given AND vangnet_organisation() IN (g.organisation_id, d.provider_id)
    )
$$;

-- Make the rows of an organisation (or one of its people) and a dossier follow from what was given and ended: one row for what
-- was given for good, and one for each end of what was given for a while. Each counts until its own end and touches no other.
CREATE OR REPLACE FUNCTION vangnet_follow_grants(dossier uuid, house uuid, who uuid) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    -- One at a time: of two grants at once, the second must count the first.
    PERFORM pg_advisory_xact_lock(hashtextextended(dossier::text || house::text, 0));
    DELETE FROM access_effectiveaccess a
    WHERE a.dossier_id = dossier AND a.organisation_id = house AND a.account_id IS NOT DISTINCT FROM who
      AND NOT EXISTS (
          SELECT 1 FROM access_grant g
          WHERE g.dossier_id = dossier AND g.organisation_id = house AND g.account_id IS NOT DISTINCT FROM who
            AND g.until IS NOT DISTINCT FROM a.until
            AND NOT EXISTS (SELECT 1 FROM access_grantend e WHERE e.grant_id = g.id));
    INSERT INTO access_effectiveaccess AS a (
        id, dossier_id, organisation_id, account_id, level, categories, until, disclosure_id, opened_at
    )
    SELECT gen_random_uuid(), dossier, house, who, max(g.level), bit_or(g.categories), g.until,
        (array_agg(g.disclosure_id ORDER BY g.moment DESC, g.id DESC))[1],
        (SELECT min(first.moment) FROM access_grant first WHERE first.dossier_id = dossier)
    FROM access_grant g
    WHERE g.dossier_id = dossier AND g.organisation_id = house AND g.account_id IS NOT DISTINCT FROM who
      AND NOT EXISTS (SELECT 1 FROM access_grantend e WHERE e.grant_id = g.id)
    GROUP BY g.until
    ON CONFLICT (organisation_id, dossier_id, account_id, until) DO UPDATE SET
        level = excluded.level, categories = excluded.categories, disclosure_id = excluded.disclosure_id;
END $$;

CREATE OR REPLACE FUNCTION vangnet_after_grant() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM vangnet_follow_grants(NEW.dossier_id, NEW.organisation_id, NEW.account_id);
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION vangnet_after_grant_end() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    given access_grant%ROWTYPE;
BEGIN
    SELECT g.* INTO given FROM access_grant g WHERE g.id = NEW.grant_id;
    PERFORM vangnet_follow_grants(given.dossier_id, given.organisation_id, given.account_id);
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER follow_grants AFTER INSERT ON access_grant
FOR EACH ROW EXECUTE FUNCTION vangnet_after_grant();
CREATE OR REPLACE TRIGGER follow_ends AFTER INSERT ON access_grantend
FOR EACH ROW EXECUTE FUNCTION vangnet_after_grant_end();
