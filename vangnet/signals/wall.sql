-- Until when whoever asks owned a signal that somebody else took over; nothing when it never handed it over.
CREATE OR REPLACE FUNCTION vangnet_signal_left_at(signal uuid) RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT max(h.answered_at) FROM signals_handover h
    WHERE h.signal_id = signal AND h.giver_id = vangnet_organisation() AND h.state = 'accepted'
$$;

-- Whether whoever asks owned a signal once: then it keeps seeing whom it is about.
CREATE OR REPLACE FUNCTION vangnet_had_signal(signal uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT vangnet_signal_left_at(signal) IS NOT NULL
$$;

-- Whether whoever asks owned a signal when a text of it was there: then it keeps seeing what was seen, and nothing that came later.
CREATE OR REPLACE FUNCTION vangnet_had_text(signal uuid, kind text, written timestamptz) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT kind = 'signal' AND coalesce(written <= vangnet_signal_left_at(signal), false)
$$;
