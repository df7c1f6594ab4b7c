-- What the worklist of whoever asks says in numbers, and the dossiers on one page of the questions. The function finds out by
-- itself for whom it counts; what it gives of a dossier is its key, and what that says is read through the wall.
-- Chosen: what the reader wants to see less of; only the names of its filters decide on the text of the query.
CREATE OR REPLACE FUNCTION vangnet_worklist(
    moment timestamptz, soon timestamptz, party text, secret integer, chosen jsonb, skip integer, size integer
)
RETURNS TABLE (late bigint, this_week bigint, later bigint, waiting bigint, doubtful bigint, questions uuid[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    who record := vangnet_stand();
    filters constant jsonb := '{
        "agreement": "l.agreement = $7->>''agreement''",
        "duty": "l.duty = $7->>''duty''",
        "duties": "l.duty = ANY (ARRAY(SELECT jsonb_array_elements_text($7->''duties'')))",
        "party": "l.parties @> jsonb_build_array($7->>''party'')",
        "due_before": "l.due_at < ($7->>''due_before'')::timestamptz",
        "minor": "s.age < 18",
        "adult": "s.age >= 18",
        "unknown": "s.age IS NULL",
        "origin": "s.origin = $7->>''origin''",
        "form_of_exploitation": "s.form_of_exploitation = $7->>''form_of_exploitation''",
        "pseudonym": "p.pseudonym = $7->>''pseudonym''"
    }';
    narrowed text := (SELECT coalesce(string_agg(' AND ' || (filters->>f), ''), '') FROM jsonb_object_keys(chosen) f);
    joined text := '';
    from_lines text;
BEGIN
    IF who.organisation IS NULL OR NOT vangnet_reads_dossiers(who.role) THEN
        RETURN QUERY SELECT 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint, ARRAY[]::uuid[];
        RETURN;
    END IF;
    IF narrowed LIKE '%s.%' THEN
        joined := joined || ' JOIN cases_dossierstanding s ON s.dossier_id = l.dossier_id';
    END IF;
    IF narrowed LIKE '%p.pseudonym%' THEN
        joined := joined || ' JOIN cases_dossier d ON d.id = l.dossier_id JOIN persons_person p ON p.id = d.person_id';
    END IF;
    from_lines := ' FROM cases_worklistentry l' || joined || $q$
        WHERE l.dossier_id IN (
            SELECT a.dossier_id FROM access_effectiveaccess a
            WHERE a.organisation_id = $1 AND a.account_id IS NULL AND a.level >= 2 AND (a.until IS NULL OR a.until > $3)
        ) AND (NOT l.is_silent OR l.holder_id = $1 OR l.dossier_id IN (
            SELECT a.dossier_id FROM access_effectiveaccess a
            WHERE a.organisation_id = $1 AND (a.account_id IS NULL OR a.account_id = $2) AND a.level >= 2
              AND (a.until IS NULL OR a.until > $3) AND a.categories & $6 > 0
        ))$q$ || narrowed;
    -- Twice through the lines: grouping all of them by dossier, to count both at once, takes longer.
    RETURN QUERY EXECUTE $q$
        WITH counted AS (
            SELECT count(*) FILTER (WHERE l.holder_id = $1 AND l.due_at < $3) AS late,
                count(*) FILTER (WHERE l.holder_id = $1 AND l.due_at BETWEEN $3 AND $4) AS this_week,
                count(*) FILTER (WHERE l.holder_id = $1 AND (l.due_at IS NULL OR l.due_at > $4)) AS later,
                count(*) FILTER (WHERE NOT l.parties @> jsonb_build_array($5)) AS waiting
            $q$ || from_lines || $q$ AND NOT l.is_undetermined
        ), asked AS (
            SELECT l.dossier_id, min(l.waiting_since) AS since$q$ || from_lines || $q$
              AND l.is_undetermined AND (l.holder_id = $1 OR NOT l.parties @> jsonb_build_array($5))
            GROUP BY l.dossier_id
        )
        SELECT c.late, c.this_week, c.later, c.waiting, (SELECT count(*) FROM asked),
            ARRAY(SELECT a.dossier_id FROM asked a ORDER BY a.since, a.dossier_id OFFSET $8 LIMIT $9)
        FROM counted c
    $q$ USING who.organisation, who.account, moment, soon, party, secret, chosen, skip, size;
END $$;

-- How many dossiers of whoever asks have a worklist that no longer fits the moment or the agreements.
CREATE OR REPLACE FUNCTION vangnet_worklists_behind(moment timestamptz, program text) RETURNS TABLE (number bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    who record := vangnet_stand();
BEGIN
    RETURN QUERY EXECUTE $q$
        SELECT count(*) FROM cases_dossierstanding s
        WHERE (s.next_change_at <= $2 OR s.program_hash <> $3) AND s.dossier_id IN (
            SELECT a.dossier_id FROM access_effectiveaccess a
            WHERE a.organisation_id = $1 AND a.account_id IS NULL AND a.level >= 2 AND (a.until IS NULL OR a.until > $2)
        )
    $q$ USING CASE WHEN vangnet_reads_dossiers(who.role) THEN who.organisation END, moment, program;
END $$;
