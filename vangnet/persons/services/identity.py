"""Keeping who somebody is, opening it with a reason, and finding somebody back. Log first, then the value."""

import json
from collections.abc import Collection, Mapping
from datetime import timedelta
from hashlib import blake2b
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from vangnet.access import audit, notices
from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory
from vangnet.access.roles import Permission, PrivacyOfficer
from vangnet.access.rules import has_permission
from vangnet.access.verdicts import NotAllowed, NotFound, demand, refused
from vangnet.core import clock
from vangnet.persons import budgets, identity_fields, keys, marks, queries, rules
from vangnet.persons.identity_fields import CITIZEN_NUMBER
from vangnet.persons.models import IdentityToken, Person, SealedVersion, VaultOpening, VaultSearch
from vangnet.persons.vault.envelopes import DataKey, Place, seal, unseal

Part = SealedVersion.Part
Why = VaultOpening.Why
ALARM = "vault.budget_spent"
HOUR = timedelta(hours=1)


class ChangedMeanwhile(NotAllowed):
    """Somebody else kept a newer version while this one was being written."""


def keep_identity(
    person: Person,
    *,
    dossier: UUID,
    category: str,
    fields: Mapping[str, str],
    seen: int | None = None,
    by: Actor,
) -> SealedVersion:
    """Keep who somebody is, or how to reach them; a next version when something was kept before."""
    kept = identity_fields.spelled(category, fields)
    with audit.act("identity.keep", by=by, dossier=dossier) as trace:
        trace.categories.append(category)
        demand(rules.may_use(by, dossier, category, Permission.KEEP_IDENTITY))
        if number := _number_of_others(dossier, category, kept, by):
            whole = {**kept, CITIZEN_NUMBER: number}
        else:
            whole = kept
        content = json.dumps(whole, ensure_ascii=False, sort_keys=True).encode("utf-8")
        line = _add(person, dossier, category, Part.FIELDS, content, seen, by)
        _mark({dossier: kept}, category, by)
        trace.objects.append(line.pk)
    return line


def keep_photo(person: Person, *, dossier: UUID, picture: bytes, by: Actor) -> SealedVersion:
    """Keep a photo of somebody; the picture was checked and drawn anew before."""
    category = DataCategory.IDENTITY
    with audit.act("identity.keep_photo", by=by, dossier=dossier) as trace:
        trace.categories.append(category)
        demand(rules.may_use(by, dossier, category, Permission.KEEP_IDENTITY))
        line = _add(person, dossier, category, Part.PHOTO, picture, None, by)
        trace.objects.append(line.pk)
    return line


def open_identity(
    person: Person, *, dossier: UUID, category: str, why: str, proved: bool = False, by: Actor
) -> dict[str, str]:
    """Who somebody is or how to reach them, in plain text, after the reason was written down."""
    found = open_page({dossier: person}, category=category, why=why, proved=proved, by=by)
    if dossier not in found:
        raise NotFound
    return found[dossier]


def open_page(
    persons: Mapping[UUID, Person], *, category: str, why: str, proved: bool = False, by: Actor
) -> dict[UUID, dict[str, str]]:
    """The same for the persons of several dossiers at once; what is not kept or was destroyed is left out."""
    with audit.act("identity.open", by=by, dossier=_single(persons)) as trace:
        trace.categories.append(category)
        trace.objects.extend(persons)
        opened = _opened(persons, category, Part.FIELDS, why, proved, by)
        found: dict[UUID, dict[str, str]] = {
            dossier: _readable(json.loads(content), by) for dossier, content in opened.items()
        }
        _mark(found, category, by)
    return found


def open_photo(person: Person, *, dossier: UUID, why: str, proved: bool = False, by: Actor) -> bytes:
    """The photo of somebody, after the reason was written down."""
    category = DataCategory.IDENTITY
    with audit.act("identity.open_photo", by=by, dossier=dossier) as trace:
        trace.categories.append(category)
        opened = _opened({dossier: person}, category, Part.PHOTO, why, proved, by)
        if dossier not in opened:
            raise NotFound
    return opened[dossier]


def find_identity(
    *, name: str = "", birth_year: str = "", number: str = "", telephone: str = "", by: Actor
) -> set[UUID]:
    """The dossiers in which the own organisation kept or opened exactly this name with year, number or telephone.

    Which of them somebody may open is decided by who asks. The log holds blind marks only.
    """
    wanted = _wanted(name, birth_year, number, telephone)
    with audit.act("identity.find", by=by) as trace:
        demand(has_permission(by, Permission.FIND_IDENTITY))
        _one_at_a_time("search", by.own_account.pk)
        budget, done = budgets.current(), queries.searches_since(by, clock.now() - HOUR)
        rules.within_searches(done, budget)
        tokens = _tokens(wanted, by)
        found = queries.with_marks(by, tokens)
        line = VaultSearch.objects.create(
            moment=clock.now(),
            account=by.own_account,
            organisation=by.own_organisation,
            marks=sorted(token.hex() for token in tokens),
            found=len(found),
        )
        trace.objects.append(line.pk)
        if done + 1 == budget.searches_stop_at:
            _alarm(by)
    return found


def _readable(fields: dict[str, str], by: Actor) -> dict[str, str]:
    """Without the citizen service number for who has no basis in law."""
    if rules.may_use_number(by).allowed:
        return fields
    return {name: text for name, text in fields.items() if name != CITIZEN_NUMBER}


def _number_of_others(dossier: UUID, category: str, kept: Mapping[str, str], by: Actor) -> str:
    """The citizen service number that others kept, which stays when somebody corrects the rest without seeing it."""
    verdict = rules.may_use_number(by)
    if verdict.allowed:
        return ""
    if CITIZEN_NUMBER in kept:
        raise identity_fields.FieldsRefused({CITIZEN_NUMBER: str(verdict.reason)})
    _one_at_a_time("keep", dossier)
    line = queries.newest(by, [dossier], category=category).get(dossier)
    key = keys.keyring().keys([(dossier, category)]).get((dossier, category))
    if line is None or key is None or key.id != line.key_id:
        return ""
    number: str = json.loads(_content(line, key, category)).get(CITIZEN_NUMBER, "")
    return number


def _add(
    person: Person, dossier: UUID, category: str, part: str, content: bytes, seen: int | None, by: Actor
) -> SealedVersion:
    _one_at_a_time("keep", dossier)
    last = queries.newest(by, [dossier], category=category, part=part).get(dossier)
    number = last.number + 1 if last else 1
    if seen is not None and seen != number - 1:
        raise ChangedMeanwhile(
            refused(_("Somebody else changed this while you were writing. Open it again and compare."))
        )
    key = keys.keyring().key_for(dossier, category)
    line = queries.versions_of(category)(
        person=person,
        dossier_id=dossier,
        part=part,
        number=number,
        sealed=seal(content, key=key, place=_place(dossier, category, part, number)),
        key_id=key.id,
        recorded_at=clock.now(),
        organisation=by.own_organisation,
        account=by.own_account,
    )
    line.save(force_insert=True)
    return line


def _opened(
    persons: Mapping[UUID, Person], category: str, part: str, why: str, proved: bool, by: Actor
) -> dict[UUID, bytes]:
    demand(rules.may_use_all(by, persons, category, Permission.OPEN_IDENTITY))
    lines = queries.newest(by, persons, category=category, part=part)
    held = keys.keyring().keys([(dossier, category) for dossier in lines])
    there = {
        dossier: (line, key)
        for dossier, line in lines.items()
        if (key := held.get((dossier, category))) is not None and key.id == line.key_id
    }
    _spend(there, proved, by)
    _write_down({dossier: persons[dossier] for dossier in there}, category, part, Why(why), by)
    return {dossier: _content(line, key, category) for dossier, (line, key) in there.items()}


def _spend(dossiers: Collection[UUID], proved: bool, by: Actor) -> None:
    """Count these people in the budget of the hour; the last one that it allows raises the alarm."""
    _one_at_a_time("open", by.own_account.pk)
    budget = budgets.current()
    opened = queries.opened_since(by, clock.now() - HOUR)
    rules.within_budget(opened, dossiers, budget, proved=proved)
    if len(opened) < budget.stop_at <= len(opened | set(dossiers)):
        _alarm(by)


def _alarm(by: Actor) -> None:
    notices.tell(
        ALARM,
        organisation=by.own_organisation,
        role=PrivacyOfficer,
        about={"who": str(by.own_account)},
        by=by,
    )


def _write_down(persons: Mapping[UUID, Person], category: str, part: str, why: Why, by: Actor) -> None:
    VaultOpening.objects.bulk_create(
        VaultOpening(
            moment=clock.now(),
            account=by.own_account,
            organisation=by.own_organisation,
            person=person,
            dossier_id=dossier,
            category=category,
            part=part,
            why=why,
            purpose=by.purpose,
        )
        for dossier, person in persons.items()
    )


def _content(line: SealedVersion, key: DataKey, category: str) -> bytes:
    place = _place(line.dossier_id, category, line.part, line.number)
    return unseal(bytes(line.sealed), key=key, place=place)


def _place(dossier: UUID, category: str, part: str, number: int) -> Place:
    return Place(f"identity:{part}", category, str(dossier), str(number))


def _mark(known: Mapping[UUID, Mapping[str, str]], category: str, by: Actor) -> None:
    """Let the own organisation find back what it knows now, and no longer what was corrected."""
    standing = queries.own_marks(by, known, category=category)
    wanted = {dossier: _tokens(marks.marked_parts(fields), by) for dossier, fields in known.items()}
    for dossier, tokens in standing.items():
        if old := tokens - wanted[dossier]:
            own = IdentityToken.objects.filter(organisation=by.own_organisation, category=category)
            own.filter(dossier_id=dossier, token__in=old).delete()
    IdentityToken.objects.bulk_create(
        IdentityToken(dossier_id=dossier, organisation=by.own_organisation, category=category, token=token)
        for dossier, tokens in wanted.items()
        for token in tokens - standing[dossier]
    )


def _tokens(parts: Collection[tuple[str, ...]], by: Actor) -> set[bytes]:
    if not parts:
        return set()
    key = keys.root_keys().index_key(str(by.own_organisation.pk))
    return {marks.mark(key, *one) for one in parts}


def _wanted(name: str, birth_year: str, number: str, telephone: str) -> set[tuple[str, ...]]:
    """What to look for; raises FieldsRefused when it is too little to be one person."""
    problems: dict[str, str] = {}
    wanted: set[tuple[str, ...]] = set()
    if name.strip():
        wanted |= set(marks.name_parts(name, birth_year.strip()))
        wanted |= marks.marked_parts({"family_name": name, "birth_date": birth_year.strip()})
        if not wanted:
            problems["name"] = _("Write given name and family name, or a family name with the birth year.")
    wanted |= {("number", spelled) for spelled in _numbers(number)}
    try:
        if reached := identity_fields.telephone(telephone):
            wanted.add(("telephone", reached))
    except ValueError as problem:
        problems["telephone"] = str(problem)
    if not (wanted or problems):
        problems["name"] = _("Fill in a name, a number or a telephone number.")
    if problems:
        raise identity_fields.FieldsRefused(problems)
    return wanted


def _numbers(number: str) -> set[str]:
    plain = "".join(letter for letter in number.upper() if letter.isalnum())
    return {plain, plain.removeprefix("V")} - {""}


def _single(persons: Mapping[UUID, Person]) -> UUID | None:
    return next(iter(persons)) if len(persons) == 1 else None


def _one_at_a_time(what: str, about: UUID) -> None:
    """Two acts of one kind about one person wait for each other until their transaction ends."""
    digest = blake2b(f"vault:{what}:{about}".encode(), digest_size=8).digest()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(digest, "big", signed=True)])
