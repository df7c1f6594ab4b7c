"""Whether the database stands as declared: every table behind its wall, every function closed, the application without powers.

Asked of the database itself, so it also sees what somebody changed by hand. What is found is said in sentences; nothing found
means that all is well.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection

from vangnet.access.wall import building, policies
from vangnet.access.wall.building import DOOR, fingerprint
from vangnet.access.wall.declarations import Nobody
from vangnet.core.management.commands.grant_roles import rights

_TABLES = """
SELECT c.relname::text, c.relrowsecurity, c.relforcerowsecurity, pg_get_userbyid(c.relowner)::text
FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
"""
_POLICIES = """
SELECT p.tablename::text, p.policyname::text, p.roles::text[], p.permissive,
    coalesce(p.qual, '') || '|' || coalesce(p.with_check, ''), obj_description(o.oid, 'pg_policy')
FROM pg_policies p JOIN pg_policy o ON o.polname = p.policyname AND o.polrelid = format('public.%I', p.tablename)::regclass
WHERE p.schemaname = 'public'
"""
_VIEWS = """
SELECT c.relname::text FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('v', 'm')
AND NOT coalesce(c.reloptions @> ARRAY['security_invoker=true'], false) AND c.relname <> %s
"""
_REACH = """
SELECT c.reloptions = ARRAY['security_barrier=true'] AND obj_description(c.oid, 'pg_class') =
    encode(sha256(convert_to(pg_get_viewdef(c.oid), 'UTF8')), 'hex')
FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'v' AND c.relname = %s
"""
_FUNCTIONS = """
SELECT p.proname::text, p.prosecdef, coalesce(array_to_string(p.proconfig, ','), ''),
    has_function_privilege('public', p.oid, 'EXECUTE'), has_function_privilege(%s, p.oid, 'EXECUTE')
FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
"""
_POWERS = """
SELECT rolsuper, rolbypassrls, rolcreaterole, rolreplication FROM pg_roles WHERE rolname = %s
"""
_MEMBER = """
SELECT g.rolname::text FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid JOIN pg_roles u ON u.oid = m.member
WHERE u.rolname = %s
"""
_GRANTS = """
SELECT c.relname::text, array(
    SELECT word FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) word
    WHERE has_table_privilege(%s, c.oid, word))
FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
"""


def faults() -> list[str]:
    """Everything that is not as declared, in sentences."""
    role = settings.DATABASE_APPLICATION_ROLE
    found = [*_table_faults(role), *_policy_faults(), *_function_faults(role)]
    return sorted([*found, *_view_faults(), *_role_faults(role)])


def refuse_open_wall() -> None:
    """Stop an installation that runs for real when its wall is not as declared. A database that is away is looked at later."""
    if not settings.IN_PRODUCTION:
        return
    try:
        found = faults()
    except OperationalError:
        return
    finally:
        connection.close()
    if found:
        raise ImproperlyConfigured("The wall in the database is not as declared:\n- " + "\n- ".join(found))


def _table_faults(role: str) -> Iterator[str]:
    walls = building.declared()
    made = {
        model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed
    }
    there = {name: rest for name, *rest in _ask(_TABLES)}
    allowed, granted = rights(), {name: set(words) for name, words in _ask(_GRANTS, role)}
    for table in sorted(there):
        enabled, forced, owner = there[table]
        if table not in walls and table != DOOR:
            yield f"{table}: no package declares who reaches its rows. Add a line to its walls.py."
        if not (enabled and forced):
            yield f"{table}: row-level security is not enabled and forced. Run ./run manage build_wall."
        if owner == role:
            yield f"{table}: belongs to the application, which could take the wall down."
        wanted = set(filter(None, allowed.get(table, "").split(", ")))
        if more := granted[table] - wanted:
            yield f"{table}: the application has more rights than it needs: {', '.join(sorted(more))}."
    for table in sorted((set(walls) & made) - set(there)):
        yield f"{table}: is declared and does not exist."


def _policy_faults() -> Iterator[str]:
    walls = building.declared()
    wanted = {(one.table, one.name): one for one in building.expected(walls)}
    wanted |= {(table, policies.OWNER): policies.of_owner(table) for table in (*walls, DOOR)}
    there = {(table, name): rest for table, name, *rest in _ask(_POLICIES)}
    for table, name in sorted(set(wanted) - set(there)):
        yield f"{table}: the policy {name} is gone."
    for table, name in sorted(set(there) - set(wanted)):
        yield f"{table}: nobody declared the policy {name}."
    for key in sorted(set(wanted) & set(there)):
        _roles, permissive, text, mark = there[key]
        policy = wanted[key]
        as_declared = f"{fingerprint(f'{policy.using}|{policy.check}')}:{fingerprint(text)}"
        if permissive != "PERMISSIVE":
            yield f"{key[0]}: the policy {key[1]} is of another kind."
        if policy.name != policies.OWNER and mark != as_declared:
            yield f"{key[0]}: the policy {key[1]} is not as declared. Run ./run manage build_wall."
    for table, wall in sorted(walls.items()):
        if isinstance(wall.see, Nobody) and len([one for one in there if one[0] == table]) > 1:
            yield f"{table}: nobody may reach its rows, and there is a policy that lets somebody."


def _function_faults(role: str) -> Iterator[str]:
    there = {name: rest for name, *rest in _ask(_FUNCTIONS, role)}
    for name in building.function_names():
        if name not in there:
            yield f"{name}: the function is gone. Run ./run manage build_wall."
    for name in sorted(there):
        definer, settings_of, for_everybody, for_application = there[name]
        if definer and "search_path=" not in settings_of:
            yield f"{name}: works with the rights of its owner and has no fixed search path."
        if definer and for_everybody:
            yield f"{name}: works with the rights of its owner and everybody may call it."
        if name in building.INNER and for_application:
            yield f"{name}: is for other functions only, and the application may call it."


def _view_faults() -> Iterator[str]:
    if _ask(_REACH, policies.REACH) != [(True,)]:
        yield f"{policies.REACH}: the view that every policy asks is not as declared. Run ./run manage build_wall."
    for (name,) in _ask(_VIEWS, policies.REACH):
        yield f"{name}: this view shows rows with the rights of its owner. Make it WITH (security_invoker = true)."


def _role_faults(role: str) -> Iterator[str]:
    for powers in _ask(_POWERS, role):
        if any(powers):
            yield f"{role}: the application may pass walls or make roles. It must be an ordinary role."
    for (group,) in _ask(_MEMBER, role):
        yield f"{role}: the application belongs to {group} and could work as that role."


def _ask(statement: str, *values: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values) or None)
        return list(cursor.fetchall())
