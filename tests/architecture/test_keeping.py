"""House rule: whatever is personal in a dossier is emptied when the dossier goes, or it is said here why it may stay."""

import pytest
from django.apps import apps

from vangnet.access.categories import DataCategory
from vangnet.access.keeping_terms import current
from vangnet.cases import redactions
from vangnet.cases.services import signal_keeping

MODELS = [
    model
    for model in apps.get_models()
    if model.__module__.startswith("vangnet.") and "dossier" in dict(model.Privacy.personal).values()
]
KEY = "only a key of a dossier in which nothing is left"
SEALED = "sealed; its key is destroyed"
DERIVED = "computed anew from the emptied log"
IN_PLACE = "changed in place by services.destruction, since it is no log"
GONE = "removed with the keys by persons.services.forget"
CODE = "a code that says nothing about anybody once the rest is gone"
# What stays or goes in another way than through `redactions`, per table and field, or per table.
OTHERWISE = {
    "protocol_logentry.corrects": "which line replaced which says nothing once both are empty",
    "protocol_logentry.retracts": "as with corrections",
    "cases_dossier.person": KEY,
    "cases_dossier.opened_at": IN_PLACE,
    "cases_involvement.message": IN_PLACE,
    "cases_handover.reason": IN_PLACE,
    "cases_track.kind": IN_PLACE,
    "cases_sharingrequest.why": IN_PLACE,
    "cases_sharingrequest.reason": IN_PLACE,
    "persons_person.pseudonym": IN_PLACE,
    "cases_closing.closed_at": "the day from which the terms ran belongs to the proof",
    "cases_paragraphtext.sealed": SEALED,
    "cases_paragraph.entry": KEY,
    "cases_signallink.signal": KEY,
    "cases_consent.entry": KEY,
    "cases_consent.state": CODE,
    "cases_consent.withdraws": CODE,
    "cases_dossierstanding": DERIVED,
    "cases_worklistentry": DERIVED,
    "persons_personlink.first": KEY,
    "persons_personlink.second": KEY,
    "persons_personlink.ends": KEY,
    "persons_identityversion": SEALED,
    "persons_contactversion": SEALED,
    "persons_identitytoken": GONE,
    "shelter_addressanswer.location": "a code word that the shelter takes out of use; the address lies elsewhere, sealed",
    "access_disclosure.consent_id": KEY,
    "access_disclosure.informed": CODE,
    "access_effectiveaccess.opened_at": "cut down to the year by vangnet_empty_access",
    "access_guestpass.disclosure": KEY,
    "access_guestpass.guest": IN_PLACE,
    "access_rightsrequest.right": CODE,
    "access_rightsrequest.asker": CODE,
    "access_rightsrequest.received_on": CODE,
    "access_rightsanswer.outcome": CODE,
    "access_rightsanswer.due_on": CODE,
}


def emptied(model):
    table = model._meta.db_table
    if table == redactions.EVENT:
        return set(redactions.EVENT_WHOLE)
    line = redactions.LINES.get(table)
    return set(line.empty) if line else set()


def is_key(name):
    return name in {"dossier", "dossier_id", "first_dossier_id", "second_dossier_id"}


@pytest.mark.parametrize("model", MODELS)
def test_everything_personal_in_a_dossier_is_emptied_or_it_is_said_why_not(model):
    table = model._meta.db_table
    fields = {
        name for name, group in model.Privacy.personal.items() if group == "dossier" and not is_key(name)
    }
    open_ones = {
        name
        for name in fields - emptied(model)
        if f"{table}.{name}" not in OTHERWISE and table not in OTHERWISE
    }
    assert open_ones == set(), (
        f"{table}: empty these in vangnet/cases/redactions.py, or say here why they may stay"
    )


def test_every_exception_and_every_emptied_column_exists():
    columns = {
        (model._meta.db_table, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
    }
    tables = {table for table, _column in columns}
    for place in OTHERWISE:
        table, _dot, name = place.partition(".")
        assert (table, name) in columns if name else table in tables, place
    for table, line in redactions.LINES.items():
        assert {(table, name) for name in line.empty} <= columns
    assert {(redactions.EVENT, name) for name in redactions.EVENT_WHOLE} <= columns


@pytest.mark.parametrize("category", list(DataCategory))
def test_every_kind_of_data_has_a_term_with_a_ground_and_words_in_two_languages(category):
    rules = current().applicable(category.value, frozenset())
    assert all(rule.ground and set(rule.says) == {"nl", "en"} for rule in rules)


# What becomes of each personal column of signals when a signal is emptied (`cases/services/signal_keeping.py`) or a draft goes.
OF_SIGNALS = {
    "signals_signal": set(signal_keeping.NOTHING),
    "signals_signalperson": set(signal_keeping.NOBODY),
    "signals_origin": {"signaller_about"},
    **{f"signals_{name}": {"sealed"} for name in ("attachment", "signaltext")},
    **{f"signals_{name}": {"sealed"} for name in ("draft", "draftfile", "intakedraft", "deliverycontent")},
    "signals_mark": {"exact", "normal", "sealed"},
    "signals_texttrace": {"number"},
    "signals_link": {"token"},
}
# Only the number of a person about whom nothing is left.
LEFT = {("signals_signaltext", "person"), ("signals_sighting", "person")}


@pytest.mark.parametrize("model", list(apps.get_app_config("signals").get_models()))
def test_everything_personal_in_a_signal_goes_with_it_or_it_is_said_why_not(model):
    table = model._meta.db_table
    personal = {name for name, group in model.Privacy.personal.items() if group in ("signal", "draft")}
    open_ones = {name for name in personal - OF_SIGNALS.get(table, set()) if (table, name) not in LEFT}
    assert open_ones == set(), (
        f"{table}: empty these in services/signal_keeping.py, or say here why they may stay"
    )
