"""One line for every address: for whom it is, about what, and what whoever it is not for gets.

Written from the issue and the sentences of the roles. A new address without a line here fails the build.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.matrix import oracle
from tests.matrix.oracle import (
    ADMINISTRATORS,
    EVERY_ROLE,
    KEEPERS,
    LINKERS,
    OFFICERS,
    ON_DUTY,
    READERS,
    WORKERS,
)

INSIDE, LASTING = oracle.INSIDE, frozenset((oracle.OPENER, oracle.PART))
EVERYWHERE = oracle.INSIDE | oracle.OUTSIDE


@dataclass(frozen=True)
class Row:
    """An address. `about` names what stands in it: nothing, the case, or something else that not everybody may know of.

    `roles` and `relations` are those for whom it is. `gives` are the answers that they can get; more than one where it depends on
    the state of the case. `instead` are the answers for everybody else who works here. `open` is for who is not signed in.
    """

    name: str
    about: str = ""
    roles: frozenset[str] = EVERY_ROLE
    relations: frozenset[str] = EVERYWHERE
    gives: tuple[int, ...] = (200,)
    instead: tuple[int, ...] = (403, 404)
    open: bool = False
    shows: tuple[str, ...] = (
        *("kind", "existence", "inside", "message", "ground", "emergency", "keeping", "signal_known"),
    )
    sends: bool = False  # only takes what is sent with a form
    own: bool = False  # about the own account, so also for somebody who works nowhere
    key: str = ""  # which of several keys stands in the address


def case(name, roles=READERS, relations=INSIDE, **also):
    """A page of one case: for who takes part in it or opened it in an emergency; for others it does not exist."""
    return Row(f"cases:{name}", "case", roles, relations, **also)


def act(name, roles=WORKERS, gives=(200,), **also):
    """An act in a case: for who works there lastingly; whoever reads only, is refused with the reason."""
    return case(name, roles, LASTING, gives=gives, **also)


def free(name, **also):
    """A page for everybody, signed in or not, with nothing about anybody."""
    return Row(name, gives=also.pop("gives", (200,)), open=True, shows=also.pop("shows", ()), **also)


DEPENDS = (200, 403, 404)
HANDBOOK = (
    *("", "-reading", "-agreement", "-compare", "-difference", "-version", "-organisations", "-organisation"),
    *("-situation", "-group", "-route", "-coverage", "-examples", "-example", "-glossary", "-search"),
    *("-sharing", "-sharing-ask", "-sharing-stories", "-sharing-kind", "-sharing-pair"),
    *("-signals", "-signal-list", "-indicators", "-not-indicators", "-weighing"),
)
REPORT_PAGES = (
    *(
        "start",
        "words",
        "come-back",
        "leave",
        "seen",
        "danger",
        "who",
        "where",
        "signs",
        "reporter",
        "contact",
    ),
    *("files", "check", "sent", "return", "close"),
)
REPORTING = {
    "start": (200, 302),
    "come-back": (200,),
    **{name: (302, 403) for name in ("leave", "sent", "return", "close")},
}
OF_CASE = (
    case("overview"),
    case("steps"),
    case("tracks"),
    case("timeline"),
    case("persons"),
    case("identity"),
    case("sharing"),
    case("keeping"),
    case("event", gives=DEPENDS),
    case("why"),
    case("consent"),
    case("consent_aloud"),
    act("account"),
    act("close", gives=DEPENDS),
    act("reopen", gives=DEPENDS),
    act("hold", gives=DEPENDS),
    act("longer", gives=DEPENDS),
    act("destroy", gives=DEPENDS),
    act("answer_proposal", gives=DEPENDS),
    act("lift", gives=DEPENDS),
    act("ask_right", gives=DEPENDS),
    act("answer_right", gives=DEPENDS),
    act("extend_right", gives=DEPENDS),
    act("record"),
    act("answer"),
    act("classify", gives=DEPENDS),
    act("correct", gives=DEPENDS),
    act("retract", gives=DEPENDS),
    act("involve"),
    act("may_i"),
    act("agreement", gives=DEPENDS, key="request"),
    act("consent_new"),
    act("consent_withdraw", gives=DEPENDS, key="consent"),
    act("leave", gives=DEPENDS),
    act("withdraw", gives=DEPENDS),
    act("hand_over", gives=DEPENDS),
    act("answer_handover", gives=DEPENDS),
    act("withdraw_handover", gives=DEPENDS),
    act("close_track", gives=DEPENDS),
    act("link", LINKERS),
    act("end_link", gives=DEPENDS),
    # The vault opens for the kind of data, also in an emergency; keeping something in it is work.
    case("photo_open", WORKERS, gives=DEPENDS, shows=("existence",)),
    act("photo_new", gives=DEPENDS, shows=("existence", "emergency", "kind", "inside")),
    case(
        "identity_open", WORKERS, gives=DEPENDS, shows=("existence", "vault", "emergency", "kind", "inside")
    ),
    act("identity_change", gives=DEPENDS, shows=("existence", "vault", "emergency", "kind", "inside")),
    Row("portal:guests", "case", WORKERS, LASTING, gives=(200,)),
    Row("portal:end-guest", "case", WORKERS, LASTING, gives=(302, 404), sends=True, key="pass"),
    Row("oversight:person", "case", READERS, INSIDE),
    Row("portal:offer", "case", READERS, frozenset(("asked",)), instead=(302,)),
    *(
        Row(
            f"oversight_keeping:{name}",
            "case",
            KEEPERS,
            LASTING,
            gives=(200,) if name == "dossier" else DEPENDS,
            shows=("existence", "keeping"),
        )
        for name in (
            *("dossier", "hold", "longer", "destroy", "answer", "lift", "ask_right", "answer_right"),
            "extend_right",
        )
    ),
)
OF_ALL = (
    free("alive"),
    free("security-contact", gives=(200, 404)),
    # The start page is open; who works sees the own worklist there.
    free(
        "portal:start",
        shows=(
            "existence",
            "inside",
            "message",
            "keeping",
            "kind",
            "emergency",
            "signal_known",
            "signal_name",
        ),
    ),
    free("portal:about"),
    free("portal:privacy"),
    free("portal:accessibility"),
    *(free(f"portal:handbook{one}") for one in HANDBOOK),
    free("design:style-guide", gives=(200,)),
    # The report form: whoever comes without the words of a report is asked for them.
    *(free(f"reporting:{one}", gives=REPORTING.get(one, (403,))) for one in REPORT_PAGES),
    free("portal:guest", gives=(200, 404), shows=("guest",)),
    free("portal:take-pass", gives=(302,)),
    free("access:sign-in", gives=(200, 302)),
    free("access:sign-on", gives=(404,)),
    free("access:signed-on", gives=(302, 404)),
    free("access:invitation", gives=(200, 404)),
    free("access:take-invitation", gives=(302,)),
    # Whoever presses the button again; for whoever has no worklist there is nothing to renew.
    Row("portal:renew", gives=(302,), sends=True),
    Row("portal:contacts", shows=("existence",)),
    Row("portal:away", roles=EVERY_ROLE, gives=(302, 403, 404), sends=True),
    Row("signals:catalogue", gives=(302,), shows=()),
    Row("cases:index", roles=EVERY_ROLE, shows=("existence",)),
    Row("cases:open", roles=WORKERS, shows=()),
    Row("cases:find", roles=WORKERS, shows=("existence",)),
    Row("cases:emergency", roles=READERS, shows=("existence", "emergency")),
    Row("cases:reviews", roles=OFFICERS, shows=("existence", "emergency")),
    Row(
        "cases:review",
        "review",
        OFFICERS,
        frozenset((oracle.OPENER,)),
        key="review",
        shows=("existence", "emergency"),
    ),
    Row("access:account", shows=()),
    Row("access:sessions", shows=()),
    Row("access:second-step", own=True, gives=(200, 302), shows=()),
    Row("access:spare-codes", own=True, gives=(200, 302, 404), shows=()),
    Row("access:spare-codes-file", own=True, gives=(200, 302, 404), shows=()),
    Row("access:new-password", own=True, gives=(200, 302), shows=()),
    Row("oversight:index", roles=OFFICERS, shows=("existence",)),
    Row("oversight:trail", roles=OFFICERS, shows=("existence",)),
    Row("oversight:refused", roles=OFFICERS, shows=("existence",)),
    Row("oversight:unusual", roles=OFFICERS, shows=("existence",)),
    Row("oversight:seals", roles=OFFICERS, shows=()),
    Row("oversight:disclosures", roles=OFFICERS, shows=("existence", "ground")),
    Row("oversight:export", roles=OFFICERS, gives=(200, 302), shows=("existence", "ground")),
    Row("oversight:mine", shows=("existence",)),
    Row("oversight:notices", shows=("existence", "message", "emergency", "signal_known", "signal_name")),
    Row("oversight_keeping:review", roles=KEEPERS, shows=("existence", "keeping")),
    *(
        Row(f"portal:{one}", roles=ADMINISTRATORS, shows=())
        for one in ("people", "roles", "new-account", "organisations")
    ),
    Row("portal:new-organisation", roles=ADMINISTRATORS, shows=()),
    Row("portal:organisation", roles=ADMINISTRATORS, shows=()),
    Row("portal:person", roles=ADMINISTRATORS, shows=(), key="person"),
    Row("portal:change-person", roles=ADMINISTRATORS, gives=(200, 302), sends=True, shows=(), key="person"),
    Row(
        "portal:withdraw-invitation",
        roles=ADMINISTRATORS,
        gives=(302, 404),
        sends=True,
        shows=(),
        key="invitation",
    ),
    *(
        Row(f"portal:{one}", roles=ADMINISTRATORS, gives=(200, 302), sends=True, shows=())
        for one in ("officers", "close-organisation", "freeze-organisation")
    ),
    Row("shelter:index", roles=WORKERS, shows=("existence", "asked_address")),
    Row("shelter:ask", roles=WORKERS, shows=("existence", "asked_address")),
    Row("shelter:new_location", roles=ON_DUTY, shows=()),
)
# Requests for an address have a number that says nothing; for others they do not exist.
OF_SHELTER = tuple(
    Row(
        f"shelter:{name}",
        about,
        roles,
        frozenset(relations),
        gives=DEPENDS,
        shows=("existence", "asked_address"),
    )
    for name, about, roles, relations in (
        ("request", "address", WORKERS, {oracle.PART, "asked_shelter"}),
        ("answer", "address", ON_DUTY, {"asked_shelter"}),
        ("open", "address", WORKERS, {oracle.PART}),
        ("change_address", "location", ON_DUTY, {"asked_shelter"}),
        ("close_location", "location", ON_DUTY, {"asked_shelter"}),
    )
)


def of_signal(name, roles=READERS, **also):
    """A page of one signal: for who owns it and who reported it; for others it does not exist."""
    given = {
        "gives": DEPENDS,
        "shows": ("existence", "signal", "signal_owner", "signal_known", "signal_name"),
    } | also
    return Row(name, "signal", roles, LASTING, **given)


OF_SIGNALS = (
    Row("signals:inbox", roles=READERS, shows=("existence", "signal_known", "signal_owner", "signal_name")),
    Row("signals:figures", gives=DEPENDS, shows=()),
    of_signal("signals:signal", gives=(200, 404)),
    of_signal("signals:act", WORKERS),
    of_signal("signals:indicators", WORKERS),
    # The owner alone; the addresses of a link and a group are not those of the world, so there is none for anybody.
    of_signal("signals:marks"),
    of_signal("signals:marks_opened"),
    of_signal("signals:link", WORKERS),
    of_signal("signals:cluster"),
    of_signal("signals:answer_adult", WORKERS),
    of_signal("signals:file"),
    of_signal("cases:from_signal", WORKERS),
    of_signal("cases:from_signal_open", WORKERS),
    of_signal("cases:from_signal_join", WORKERS),
    # Who decides about keeping decides about the own signals, without reading them.
    Row("oversight_keeping:signals", roles=KEEPERS, shows=("signal_known", "signal_name", "keeping")),
    *(
        Row(
            f"oversight_keeping:signal{one}",
            "signal",
            KEEPERS,
            frozenset((oracle.OPENER,)),
            gives=DEPENDS,
            shows=("signal_known", "keeping"),
        )
        for one in (
            *("", "_hold", "_destroy", "_answer", "_lift"),
            *("_ask_right", "_answer_right", "_extend_right"),
        )
    ),
    Row("signals:intake", roles=WORKERS, gives=(200, 302), shows=("existence",)),
    Row("signals:prompt_sheet", roles=WORKERS, shows=()),
    # A draft is for who writes it: for the address of a signal there is none.
    *(
        Row(f"signals:intake_{one}", roles=WORKERS, gives=DEPENDS, shows=())
        for one in ("tasks", "check", "sent", "discard", "adult", "section", "add", "line")
    ),
    *(
        Row(f"signals:import{one}", roles=WORKERS, gives=DEPENDS, shows=())
        for one in (
            "",
            "_template",
            "_example",
            "_values",
            "_agree",
            "_nothing",
            "_feedback",
            "_delivery",
            "_withdraw",
        )
    ),
)
ROWS = (*OF_CASE, *OF_ALL, *OF_SHELTER, *OF_SIGNALS)
BY_NAME = {row.name: row for row in ROWS}
# Pages of the package for signing in: about the own account only, so nothing of a case may stand there.
OF_PACKAGE = (
    *("account_login", "account_logout", "account_inactive", "account_signup", "account_reauthenticate"),
    *("account_email", "account_email_verification_sent", "account_change_password", "account_set_password"),
    *("account_reset_password", "account_confirm_login_code", "account_confirm_email"),
    *(
        "account_reset_password_from_key_done",
        "account_reset_password_from_key",
        "account_reset_password_done",
    ),
    *("mfa_index", "mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp"),
    *("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes"),
    *("mfa_list_webauthn", "mfa_add_webauthn", "mfa_reauthenticate_webauthn", "mfa_remove_webauthn"),
    "mfa_edit_webauthn",
    *(f"access:no-{one}" for one in ("signing-up", "mail", "first-password", "reset-by-mail")),
)
# Commands are for who may reach the server. Which of them write personal data anywhere, and where to.
COMMANDS = {
    "rebuild_worklist": "computes worklists anew; prints numbers",
    "build_redaction": "makes functions of the database",
    "backup": "writes an encrypted copy",
    "restore": "reads an encrypted copy",
    "backup_key": "makes a key",
    "nightly": "what happens every night; prints numbers",
    "build_seals": "makes triggers of the database",
    "export_ldv": "writes who looked at what in the national form, with pseudonyms of this export only",
    "seal_traces": "seals lines; prints numbers",
    "check_keyring": "checks that destroyed keys are gone; prints numbers",
    "check_wall": "checks the wall; prints names of tables",
    "build_wall": "makes policies of the database",
    "export_anchor": "writes signed roots",
    "seal_key": "makes a key",
    "verify_traces": "checks seals; prints numbers of lines",
    "open_first_account": "makes the first administrator",
    "prepare_keyring": "makes the store of the keys",
    "rotate_keys": "seals keys anew; prints numbers",
    "destroy_again": "destroys again what a restored copy brought back; prints numbers",
    "load_demo": "makes a demonstration from invented stories",
    "demo_personas": "makes invented people",
    "grant_roles": "makes rights in the database",
    "migrate": "makes tables",
    "impact_of_weights": "says what other weights would change; prints numbers",
    "count_deliveries": "counts agreed deliveries of signals; prints numbers",
    "follow_signals": "reminds about signals that wait; prints numbers",
    "refresh_statistics": "lets the database count its rows",
}
