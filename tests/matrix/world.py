"""A world with a text planted in every place where a kind of data can stand, and people in every relation to it.

Everything is made by the services, each act in the name of who did it, so that no state stands here that cannot exist.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from types import SimpleNamespace

from tests.factories import account, actor, organisation, report
from tests.matrix import oracle
from tests.matrix.oracle import Canary, Reader
from vangnet.access import disclosures, grants, kinds
from vangnet.access import services as access
from vangnet.access.actors import system
from vangnet.access.levels import Level
from vangnet.access.roles import (
    BY_CODE,
    Administrator,
    Caseworker,
    Detective,
    PrivacyOfficer,
    ShelterDutyOfficer,
)
from vangnet.cases import services
from vangnet.cases.services import Text
from vangnet.cases.states import ConsentState
from vangnet.core import clock
from vangnet.persons import services as persons
from vangnet.persons.models import PersonLink
from vangnet.protocol.log import Draft
from vangnet.protocol.moments import exactly
from vangnet.shelter import services as shelter
from vangnet.signals import services as signals
from vangnet.signals.models import SignalText
from vangnet.signals.reports import ReportedMark, ReportedText

# A step of the agreements for every kind of data that a step can be about.
STEPS = {
    "progress": "help_started",
    "signal": "indication",
    "health": "expert_opinion",
    "criminal": "police_report",
    "investigation": "investigation_started",
    "youth_care": "guardian_appointed",
    "residence": "residence_application",
}
IDENTITY = ("given_names", "family_name", "other_names", "birth_place", "document_kind", "document_country")
CONTACT = ("safe_contact", "address")
IN_EMERGENCY = frozenset(("signal", "health"))
ALL = tuple(one for one in oracle.CATEGORIES if one not in ("statistics", "shelter_location"))
_numbers = count(1)


class World:
    """Planted texts, the readers with whom they are compared, and who they are in the system."""

    def __init__(self, *, marked: str = "") -> None:
        self.canaries: list[Canary] = []
        self.people: dict[str, SimpleNamespace] = {}
        self.marked = marked

    def plant(self, place: str, audience: str) -> str:
        """A text that stands nowhere else; letters only, so that no field changes it."""
        number, letters = next(_numbers), ""
        while number:
            number, rest = divmod(number, 20)
            letters += "bcdfghklmnprstvwxzjq"[rest] + "aeiou"[rest % 5]
        text = f"Kanarie{self.marked}{letters}qx"
        self.canaries.append(Canary(place, text, audience))
        return text

    def known(self, place: str, text: str, audience: str) -> None:
        """A text that the system made by itself."""
        self.canaries.append(Canary(place, text, audience))

    def add(self, reader: Reader, by: object = None, **also: object) -> None:
        """Somebody who looks."""
        self.people[reader.name] = SimpleNamespace(reader=reader, actor=by, **also)


def made() -> World:
    """The whole world; takes some seconds."""
    world = World()
    world.house = organisation("investigation", name="Recherche Matrixstad")
    world.opener = actor(of=world.house, role=Detective)
    world.case = _case(world, world.opener, "case", "kind:{}", "inside", "existence", "ground", "vault:{}")
    _others(world)
    _roles(world)
    _signals(world)
    _relations(world)
    _kinds(world)
    _only_one_kind(world)
    _papers(world)
    _shelter(world)
    _guest(world)
    return world


def _case(world, by, name, kind, inside, existence, ground, vault):
    minimum = {"age": 30, "origin": "nl", "form_of_exploitation": "labour"}
    given = world.plant(f"{name} ground", ground)
    found = services.open_dossier(minimum, occurred=exactly(clock.now()), ground=given, by=by)
    world.known(f"{name} pseudonym", found.person.pseudonym, existence)
    world.known(f"{name} address", found.address, existence)
    for category, code in STEPS.items():
        texts = [Text(world.plant(f"{name} text {category}", kind.format(category)), category)]
        reason = world.plant(f"{name} reason {category}", kind.format(category))
        facts = {}
        if code in ("indication", "police_report"):
            facts["region"] = world.plant(f"{name} fact {category}", kind.format(category))
        draft = Draft(step=code, occurred=exactly(clock.now()), facts=facts, deviation_reason=reason)
        services.record_step(found, draft=draft, texts=texts, by=by)
    unjudged = Text(world.plant(f"{name} text that nobody judged", kind.format("investigation")))
    draft = Draft(step="help_started", occurred=exactly(clock.now()))
    services.record_step(found, draft=draft, texts=[unjudged], by=by)
    for category, fields in (("identity", IDENTITY), ("contact", CONTACT)):
        kept = {field: world.plant(f"{name} {field}", vault.format(category)) for field in fields}
        persons.keep_identity(found.person, dossier=found.pk, category=category, fields=kept, by=by)
    return found


def _others(world):
    """A case of strangers, and one that belongs to the same person's brother and that only the opener sees."""
    world.stranger_house = organisation("shelter", name="Opvang Vreemdeling")
    world.stranger = actor(of=world.stranger_house)
    of_stranger = ("stranger",) * 5
    world.elsewhere = _case(world, world.stranger, "elsewhere", *of_stranger)
    world.brother = _case(world, world.opener, "brother", *("opener",) * 5)
    services.link_persons(world.case, other=world.brother, kind=PersonLink.Kind.SIBLING, by=world.opener)


def _given(world, to, categories, of=None):
    """Take part with exactly these kinds of data: what a line of the register names."""
    case = of or world.case
    asked = services.involve(case, organisation=to.organisation, ground="vc:b8.3", by=world.opener)
    services.accept_involvement(asked, by=to)
    had = grants.kinds_of(grants.standing(to.organisation, case.pk))
    more = [one for one in categories if one not in had]
    line = disclosures.record(
        case.pk, receiver=to.organisation, ground="vc:b8.3", categories=more, by=world.opener
    )
    grants.give(line, level=Level.PART, categories=more, by=world.opener)
    return frozenset({*categories, *(str(one) for one in had)})


def _roles(world):
    """Every role, at the house that opened the case, at one that takes part, and at one that knows nothing of it."""
    part = organisation("shelter", name="Opvang Meedoen")
    given = _given(world, actor(of=part), ("progress", "signal", "identity", "contact", "residence"))
    world.part_house = part
    for code in sorted(oracle.EVERY_ROLE):
        for where, house, sees in (
            (oracle.OPENER, world.house, frozenset(oracle.CATEGORIES)),
            (oracle.PART, part, given),
            ("stranger", world.stranger_house, frozenset()),
        ):
            reader = Reader(f"{where}-{code}", house.kind or house.party, code, where, sees)
            world.add(reader, actor(of=house, role=BY_CODE[code]))


def _signals(world):
    """A signal that the house of the case took over from the house that takes part, and added to the case; and one of its own."""
    part = world.people["part-caseworker"].actor
    texts = {
        SignalText.Kind.SEEN: "signal",
        SignalText.Kind.INTERPRETATION: "signal",
        SignalText.Kind.PERSON_IDENTITY: "signal",
        SignalText.Kind.REPORTER_CONTACT: "signal",
    }
    planted = [ReportedText(kind, world.plant(f"signal text {kind}", who)) for kind, who in texts.items()]
    mark = ReportedMark("company", world.plant("signal mark", "signal"))
    world.signal = signals.receive(
        report(reporter_type="own_staff", texts=tuple(planted), marks=(mark,)), by=part
    )
    offered = signals.offer(world.signal, to=world.house, why="detectives", ground="sv:161", by=part)
    signals.accept(offered, by=world.opener)
    world.signal.refresh_from_db()
    for tactical in (False, True):
        text = world.plant(f"signal note {tactical}", "signal_owner")
        signals.note(world.signal, text=text, is_tactical=tactical, by=world.opener)
    services.join_signal(world.signal, person=world.signal.persons.get(), dossier=world.case, by=world.opener)
    world.known("signal reference", world.signal.reference, "signal_known")
    world.known("signal address", world.signal.address, "signal")
    world.secret_signal = signals.receive(
        report(
            reporter_type="own_staff",
            texts=(ReportedText(SignalText.Kind.SEEN, world.plant("elsewhere signal text", "signal_owner")),),
        ),
        by=world.opener,
    )
    world.known("elsewhere signal reference", world.secret_signal.reference, "signal_name")


def _relations(world):
    """Everybody who was near, or near once, and sees nothing (any more)."""

    def asked(name, **also):
        somebody = actor("hospital")
        message = world.plant(f"message to {name}", f"message:{name}")
        offer = services.involve(
            world.case, organisation=somebody.organisation, ground="vc:b8.3", message=message, by=world.opener
        )
        world.add(Reader(name, "hospital", relation=name), somebody, **also)
        return somebody, offer

    world.asked, _offer = asked("asked")
    somebody, offer = asked("declined")
    services.decline_involvement(offer, reason=world.plant("why declined", "inside"), by=somebody)
    somebody, offer = asked("withdrawn")
    services.withdraw_involvement(offer, reason=world.plant("why withdrawn", "inside"), by=world.opener)
    somebody, offer = asked("ended")
    services.accept_involvement(offer, by=somebody)
    services.end_involvement(offer, reason=world.plant("why ended", "inside"), by=somebody)
    helper = actor("hospital")
    world.use = services.open_in_emergency(
        world.case.person.pseudonym,
        reason="acute_danger",
        explanation=world.plant("why in an emergency", "emergency"),
        categories=sorted(IN_EMERGENCY),
        by=helper,
    )
    world.add(Reader("emergency", "hospital", relation=oracle.EMERGENCY, categories=IN_EMERGENCY), helper)
    world.add(Reader("colleague", "hospital", relation="colleague"), actor(of=helper.organisation))
    world.add(Reader("no_membership", relation="no_membership"), SimpleNamespace(account=account()))
    for name in ("ended_membership", "closed_account", "expired_session"):
        world.add(Reader(name, "investigation", relation=name), actor(of=world.house))
    access.end_membership(world.people["ended_membership"].actor.account.memberships.get(), by=system())
    access.close_account(world.people["closed_account"].actor.account, by=system())
    world.add(Reader("anonymous", relation="anonymous"))


def _kinds(world):
    """Every kind of organisation, asked by detectives on the ground that fits it best, with nothing said about conditions."""
    for kind in kinds.all():
        name = f"kind-{kind.code}"
        house = access.add_organisation(
            name.replace("_", "-"), party=kind.party, name=name, kind=kind.code, by=system()
        )
        somebody = actor(of=house)
        ground = GROUNDS.get(kind.code, "wpg:19")
        offer = services.involve(world.case, organisation=house, ground=ground, by=world.opener)
        services.accept_involvement(offer, by=somebody)
        line = offer.changes.order_by("number").first().disclosure
        world.add(Reader(name, kind.code, categories=frozenset(line.categories)), somebody, line=line)


GROUNDS = {
    "registrar": "duty",
    "immigration_service": "vc:b8.3",
    "shelter": "vc:b8.3",
    "public_prosecution": "wpg:16",
    "veilig_thuis": "wpg:18",
    "child_protection_board": "wpg:18",
    "foreign_partner": "wpg:17",
    **dict.fromkeys(
        ("police", "investigation", "avim", "kmar", "labour_inspectorate", "emm", "lem"), "wpg:15"
    ),
    **dict.fromkeys(("riec", "municipality", "tax", "customs"), "covenant:riec"),
    "safety_house": "covenant:safety_house",
}


def _only_one_kind(world):
    """For every kind of data somebody who was given that and the steps, and nothing else."""
    for category in ALL:
        somebody = actor("iom")
        given = _given(world, somebody, ("progress", category))
        world.add(Reader(f"only-{category}", "iom", categories=given), somebody)


def _papers(world):
    """What people say and decide about the case: consent, holds, requests of the person, grounds of sharing."""
    talk = services.Talk(
        categories=["health"],
        receivers=[world.part_house.code],
        purpose="protection",
        asked_on=clock.today(),
        language=world.plant("language of the talk", "inside"),
        explanation=world.plant("what was said about consent", "inside"),
    )
    world.consent = services.record_consent(
        world.case, state=ConsentState.REFUSED, talk=talk, by=world.opener
    )
    services.ask_hold(world.case, reason=world.plant("why it is held", "keeping"), by=world.opener)
    services.record_request(
        world.case,
        right="access",
        asker="person",
        received_on=clock.today(),
        wish=world.plant("what the person asks", "keeping"),
        by=world.opener,
    )


def _shelter(world):
    """An address that nobody on any page may meet, and a request for it."""
    duty = actor("shelter", role=ShelterDutyOfficer)
    world.location = shelter.add_location(
        "Zilvermeeuw", address=world.plant("address of the shelter", "nobody"), by=duty
    )
    asker = world.people["part-caseworker"].actor
    world.request = shelter.ask_address(
        world.case.pk,
        shelter=duty.organisation,
        reason="bring",
        explanation=world.plant("why the address is asked", "asked_address"),
        by=asker,
    )
    world.duty = duty
    world.add(Reader("duty", "shelter", "shelter_duty_officer", "asked_shelter"), duty)


def _guest(world):
    """A guest who may see the steps, and nothing else; and a link that opens a door, which stands nowhere."""
    lawyer = organisation("lawyer", name="Kantoor Matrix")
    line = disclosures.record(
        world.case.pk,
        receiver=lawyer,
        ground="consent",
        categories=["progress"],
        kind="spoken",
        by=world.opener,
    )
    world.guest_pass, world.secret, world.code = access.admit_guest(
        line, guest=world.plant("name of the guest", "inside"), lasts=timedelta(hours=4), by=world.opener
    )
    world.known("secret of the guest", world.secret, "nobody")
    world.add(Reader("guest", "lawyer", "guest", "guest", frozenset(("progress",))))
    administrator = actor(of=organisation("registrar"), role=Administrator)
    world.invitation, secret = access.invite(
        "new-colleague",
        display_name="Nieuwe Collega",
        organisation=administrator.organisation,
        role=Caseworker,
        by=administrator,
    )
    world.known("secret of the invitation", secret, "nobody")
    world.officer = actor(of=world.house, role=PrivacyOfficer)
