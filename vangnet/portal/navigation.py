"""The pages in header and footer, for whoever looks."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vangnet.access.actors import Actor
from vangnet.access.roles import Permission
from vangnet.access.sessions import NoMembership, actor_of
from vangnet.design.navigation import NavItem

HANDBOOK = (_("Handbook"), "portal:handbook")
PUBLIC = [(_("Start"), "portal:start"), HANDBOOK]
ABOUT = [
    (_("Seen something? Report it"), "reporting:start"),
    (_("About Vangnet"), "portal:about"),
    (_("Privacy"), "portal:privacy"),
    (_("Accessibility"), "portal:accessibility"),
]


def main_pages(request: HttpRequest) -> list[NavItem]:
    """The main pages that somebody can use in their role; open pages for everybody else."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return _links(request, PUBLIC)
    try:
        return _links(request, [*_work(actor_of(request)), HANDBOOK, (_("My account"), "access:account")])
    except NoMembership:
        return _links(request, PUBLIC)


def footer_pages(request: HttpRequest) -> list[NavItem]:
    """The pages about this site."""
    return _links(request, ABOUT)


def _work(actor: Actor) -> list[tuple[str | Promise, str]]:
    pages: list[tuple[str | Promise, str]] = []
    if actor.may(Permission.READ_DOSSIERS):
        pages += [(_("Worklist"), "portal:start"), (_("Dossiers"), "cases:index")]
    if actor.may(Permission.READ_SIGNALS):
        pages.append((_("Signals"), "signals:inbox"))
    if actor.may(Permission.OPEN_DOSSIER):
        pages.append((_("Open a dossier"), "cases:open"))
    if actor.may(Permission.ASK_ADDRESS):
        pages.append((_("Shelter addresses"), "shelter:index"))
    if actor.may(Permission.READ_STATISTICS):
        pages += [(_("Figures"), "portal:start"), (_("Figures about signals"), "signals:figures")]
    if actor.may(Permission.READ_AUDIT):
        pages += [(_("Audit trail"), "portal:start"), (_("Oversight"), "oversight:index")]
    if actor.may(Permission.MANAGE_ACCOUNTS):
        pages += [
            (_("Overview"), "portal:start"),
            (_("People"), "portal:people"),
            (_("Organisations"), "portal:organisations"),
        ]
    return pages


def _links(request: HttpRequest, pages: Iterable[tuple[str | Promise, str]]) -> list[NavItem]:
    addresses = [(label, reverse(name)) for label, name in pages]
    return [NavItem(label, url, is_current=request.path == url) for label, url in addresses]
