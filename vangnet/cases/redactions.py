"""Which columns of which logs are emptied on an agreed order, and the functions of the owner that do so.

The logs only grow; nobody has the right to change them. These two functions belong to the owner of the tables, ask for an
agreed order every time, empty and never fill, and leave a digest of the line before and after.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

FORGOTTEN = "dossier.forgotten"


@dataclass(frozen=True, slots=True)
class Line:
    """How lines of one log are found by their dossier, and what an emptied line has in its columns."""

    dossier: str
    empty: Mapping[str, str]


NOTHING, NO_LIST = "''", "'[]'::jsonb"
DESTROYED = "'-'"  # for texts that the table does not let be empty

# Lines that go whole, when everything of a dossier goes.
LINES: Mapping[str, Line] = {
    "cases_involvementchange": Line("dossier_id", {"reason": NOTHING}),
    "cases_consent": Line(
        "dossier_id",
        {
            "categories": NO_LIST,
            "receivers": NO_LIST,
            "language": NOTHING,
            "interpreter": NOTHING,
            "decider": NOTHING,
            "child_heard": NOTHING,
            "explanation": NOTHING,
            "asked_on": "'1900-01-01'::date",
        },
    ),
    "cases_paragraph": Line("dossier_id", {"category": NOTHING, "reason": NOTHING}),
    "cases_paragraphtext": Line("dossier_id", {"kind": NOTHING}),
    "cases_breakglass": Line("dossier_id", {"explanation": DESTROYED}),
    "cases_breakglassreview": Line("dossier_id", {"findings": DESTROYED}),
    "cases_signallink": Line("dossier_id", {"reference": DESTROYED}),
    "persons_personlink": Line("first_dossier_id", {"kind": NOTHING}),
    "shelter_addressrequest": Line("dossier_id", {"explanation": NOTHING}),
    "shelter_addressanswer": Line("dossier_id", {"refusal": "CASE WHEN refusal = '' THEN '' ELSE '-' END"}),
    "access_disclosure": Line("dossier_id", {"not_informed_because": NOTHING}),
    "access_rightsrequest": Line("dossier_id", {"wish": NOTHING}),
    "access_rightsanswer": Line("dossier_id", {"reason": NOTHING}),
}
# A link belongs to two dossiers: it goes with whichever goes first.
OTHER_SIDE = {"persons_personlink": "second_dossier_id"}

EVENT = "protocol_logentry"
EVENT_WHOLE: Mapping[str, str] = {
    "step": f"CASE WHEN step = '' THEN '' ELSE '{FORGOTTEN}' END",
    "occurred_from": "NULL",
    "occurred_to": "NULL",
    "precision": "'unknown'",
    "occurred_text": NOTHING,
    "counts_from": "recorded_at",
    "party": NOTHING,
    "subject": "NULL",
    "facts": "'{}'::jsonb",
    "note": NOTHING,
    "ground": NOTHING,
    "deviation_reason": NOTHING,
}

_REMEMBER = """
    SELECT array_agg(attname::text ORDER BY attname) INTO columns FROM pg_attribute
        WHERE attrelid = log::regclass AND attnum > 0 AND NOT attisdropped;
    before := vangnet_line_digest(log, line, columns);
    PERFORM set_config('vangnet.redaction', ordered::text, true);
"""
_LEAVE = """
    GET DIAGNOSTICS changed = ROW_COUNT;
    PERFORM set_config('vangnet.redaction', '', true);
    IF changed <> 1 THEN
        RAISE EXCEPTION 'Line % of % does not belong to the order', line, log
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO access_redaction (id, decision_id, dossier_id, moment, log, "row", columns, emptied, before, after)
    VALUES (key, ordered, owner_of, at, log, line, to_jsonb(columns), to_jsonb(emptied), before,
            vangnet_line_digest(log, line, columns));
"""
_HEAD = """
DECLARE
    owner_of uuid;
    columns text[];
    before text;
    changed bigint;
    emptied text[];
    {more}
BEGIN
    IF NOT vangnet_may_destroy(ordered) THEN
        RAISE EXCEPTION 'Nothing is emptied without an agreed order, nor while somebody holds it'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT dossier_id INTO owner_of FROM access_keepingdecision WHERE id = ordered;
"""
_SAFE = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
SIGNATURES = (
    "vangnet_empty_line(uuid, uuid, timestamptz, text, uuid)",
    "vangnet_empty_event(uuid, uuid, timestamptz, uuid, text[], boolean, boolean)",
    "vangnet_empty_access(uuid)",
)
# Access is kept with a copy of the day of opening, which the application cannot change.
EMPTY_ACCESS = f"""
CREATE OR REPLACE FUNCTION vangnet_empty_access(ordered uuid) RETURNS void {_SAFE} AS $$
BEGIN
    IF vangnet_may_destroy(ordered) THEN
        UPDATE access_effectiveaccess SET opened_at = date_trunc('year', opened_at, 'Europe/Amsterdam')
        WHERE dossier_id = (SELECT dossier_id FROM access_keepingdecision WHERE id = ordered);
    END IF;
END $$"""  # noqa: S608 - our own names only


def statements(*, application: str) -> list[str]:
    """The SQL that makes the functions anew and lets the application call them and nobody else."""
    made = [_empty_line(), _empty_event(), EMPTY_ACCESS]
    for signature in SIGNATURES:
        made.append(f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC")
        made.append(f'GRANT EXECUTE ON FUNCTION {signature} TO "{application}"')
    made.append(f'REVOKE INSERT ON access_redaction FROM "{application}"')
    return made


def _empty_line() -> str:
    branches = "\n".join(_branch(log, line) for log, line in LINES.items())
    return f"""
CREATE OR REPLACE FUNCTION vangnet_empty_line(key uuid, ordered uuid, at timestamptz, log text, line uuid)
RETURNS void {_SAFE} AS $$
{_HEAD.format(more="")}
{_REMEMBER}
    CASE log
{branches}
        ELSE RAISE EXCEPTION 'No line of % is ever emptied', log USING ERRCODE = 'insufficient_privilege';
    END CASE;
{_LEAVE}
END $$"""


def _branch(log: str, line: Line) -> str:
    sets = ", ".join(f'"{column}" = {value}' for column, value in line.empty.items())
    names = ", ".join(f"'{column}'" for column in line.empty)
    own = f"{line.dossier} = owner_of"
    if log in OTHER_SIDE:
        own = f"({own} OR {OTHER_SIDE[log]} = owner_of)"
    change = f"UPDATE {log} SET {sets} WHERE id = line AND {own};"  # noqa: S608 - our own names only
    return f"        WHEN '{log}' THEN\n            emptied := ARRAY[{names}];\n            {change}"


def _empty_event() -> str:
    sets = ", ".join(f"{column} = {value}" for column, value in EVENT_WHOLE.items())
    names = ", ".join(f"'{column}'" for column in EVENT_WHOLE)
    return f"""
CREATE OR REPLACE FUNCTION vangnet_empty_event(
    key uuid, ordered uuid, at timestamptz, line uuid, facts_to_drop text[], texts boolean, whole boolean)
RETURNS void {_SAFE} AS $$
{_HEAD.format(more=f"log text := '{EVENT}';")}
{_REMEMBER}
    IF whole THEN
        emptied := ARRAY[{names}];
        UPDATE {EVENT} SET {sets} WHERE id = line AND history_id = owner_of;
    ELSE
        emptied := ARRAY['facts', 'note', 'deviation_reason'];
        UPDATE {EVENT} SET facts = facts - facts_to_drop,
            note = CASE WHEN texts THEN '' ELSE note END,
            deviation_reason = CASE WHEN texts THEN '' ELSE deviation_reason END
            WHERE id = line AND history_id = owner_of;
    END IF;
{_LEAVE}
END $$"""  # noqa: S608 - our own names only
