from functools import wraps

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vangnet.access.proof import proof_needed, recently_proved
from vangnet.access.roles import Permission
from vangnet.access.rules import has_permission
from vangnet.access.verdicts import NotAllowed, NotFound, demand
from vangnet.cases import queries
from vangnet.cases.forms.identity import FindForm, KeepForm, PhotoForm, WhyForm
from vangnet.cases.presenters import identity, listing
from vangnet.cases.views.doors import for_actor, in_dossier, in_own_dossier, page_of, posted
from vangnet.persons import rules, services
from vangnet.persons.identity_fields import IN_VAULT, FieldsRefused

CLOSED = {"Content-Security-Policy": "default-src 'none'; sandbox", "Cache-Control": "no-store"}


def asks_proof(view):
    """When the vault asks for a fresh proof of who somebody is, let them give it and come back to the page."""

    @wraps(view)
    def opened(request, *args, **address):
        try:
            return view(request, *args, **address)
        except rules.ProofNeeded:
            return proof_needed(lambda again: redirect(again.path))(request)

    return opened


@in_dossier
def show(request, actor, dossier):
    context = page_of(request, actor, dossier, "identity")
    context |= {
        "kinds": identity.kinds(actor, dossier),
        "openings": identity.openings(actor, dossier),
        "columns": [
            pgettext("column", "When"),
            pgettext("column", "Who"),
            pgettext("column", "What"),
            _("Why"),
        ],
    }
    return render(request, "cases/identity.html", context)


@asks_proof
@in_dossier
def open_kind(request, actor, dossier, *, category):
    demand(rules.may_use(actor, dossier.pk, _known(category), Permission.OPEN_IDENTITY))
    context = page_of(request, actor, dossier, "identity")
    form = WhyForm(posted(request))
    found = _opened(
        form,
        lambda why: services.open_identity(
            dossier.person,
            dossier=dossier.pk,
            category=category,
            why=why,
            proved=recently_proved(request),
            by=actor,
        ),
    )
    title = identity.name_of(category)
    if found is None:
        return _asked_why(request, context, form, title)
    context |= {"title": title, "rows": identity.opened(actor, category, found), "category": category}
    return render(request, "cases/identity_opened.html", context)


@asks_proof
@in_own_dossier
def change_kind(request, actor, dossier, *, category):
    demand(rules.may_use(actor, dossier.pk, _known(category), Permission.KEEP_IDENTITY))
    context = page_of(request, actor, dossier, "identity")
    kept = next(one.kept for one in identity.kinds(actor, dossier) if one.category == category)
    title, closed = identity.name_of(category), identity.closed_fields(actor)
    if kept is None or kept.is_forgotten or "seen" in request.POST:
        initial = {"seen": kept.number if kept else 0}
        form = KeepForm(posted(request), category=category, without=closed, initial=initial)
        return _kept(request, actor, context, category, form)
    form = WhyForm(posted(request), initial={"why": "request"})
    found = _opened(
        form,
        lambda why: services.open_identity(
            dossier.person,
            dossier=dossier.pk,
            category=category,
            why=why,
            proved=recently_proved(request),
            by=actor,
        ),
    )
    if found is None:
        return _asked_why(request, context, form, title)
    filled = KeepForm(category=category, without=closed, initial={**found, "seen": kept.number})
    return _kept(request, actor, context, category, filled)


@asks_proof
@in_dossier
def open_photo(request, actor, dossier):
    demand(rules.may_use(actor, dossier.pk, "identity", Permission.OPEN_IDENTITY))
    context = page_of(request, actor, dossier, "identity")
    form = WhyForm(posted(request))
    picture = _opened(
        form,
        lambda why: services.open_photo(
            dossier.person, dossier=dossier.pk, why=why, proved=recently_proved(request), by=actor
        ),
    )
    if picture is None:
        return _asked_why(request, context, form, _("Photo"))
    kind = "image/png" if picture.startswith(b"\x89PNG") else "image/jpeg"
    return HttpResponse(picture, content_type=kind, headers=CLOSED)


@in_own_dossier
def new_photo(request, actor, dossier):
    demand(rules.may_use(actor, dossier.pk, "identity", Permission.KEEP_IDENTITY))
    context = page_of(request, actor, dossier, "identity")
    form = PhotoForm(posted(request), request.FILES or None)
    if form.is_bound and form.is_valid():
        picture = form.cleaned_data["photo"].content
        services.keep_photo(dossier.person, dossier=dossier.pk, picture=picture, by=actor)
        return redirect("cases:identity", dossier.address)
    context |= {
        "form": form,
        "title": _("Keep a photo"),
        "act": pgettext("button", "Keep"),
        "sends_file": True,
    }
    return render(request, "cases/identity_act.html", context)


@for_actor
def find(request, actor):
    demand(has_permission(actor, Permission.FIND_IDENTITY))
    form, rows = FindForm(posted(request)), None
    if form.is_bound and form.is_valid():
        try:
            ids = services.find_identity(**form.cleaned_data, by=actor)
            rows = [listing.row(one) for one in queries.listed(actor).filter(pk__in=ids)]
        except FieldsRefused as refusal:
            form.show_fields(refusal.problems)
        except NotAllowed as refusal:
            form.show_refusal(refusal.verdict)
    trail = [(_("Dossiers"), reverse("cases:index"))]
    return render(request, "cases/find.html", {"form": form, "rows": rows, "actor": actor, "trail": trail})


def _known(category):
    if category not in IN_VAULT:
        raise Http404
    return category


def _opened(form, act):
    """What the vault gives for the reason that was chosen; nothing when it was refused, and the form then says why."""
    if not (form.is_bound and form.is_valid()):
        return None
    try:
        return act(form.cleaned_data["why"])
    except rules.ProofNeeded:
        raise
    except NotAllowed as refusal:
        form.show_refusal(refusal.verdict)
    except NotFound:
        form.add_error(None, _("Nothing is kept here any more."))
    return None


def _asked_why(request, context, form, title):
    context |= {"form": form, "title": title, "act": pgettext("button", "Open"), "is_opening": True}
    return render(request, "cases/identity_act.html", context)


def _kept(request, actor, context, category, form):
    """Keep what was filled in, or show the form with what is wrong; what was typed stays."""
    dossier = context["page"].dossier
    if form.is_bound and form.is_valid():
        try:
            services.keep_identity(
                dossier.person,
                dossier=dossier.pk,
                category=category,
                fields=form.given,
                seen=form.seen_version,
                by=actor,
            )
            return redirect("cases:identity", dossier.address)
        except FieldsRefused as refusal:
            form.show_fields(refusal.problems)
        except NotAllowed as refusal:
            form.show_refusal(refusal.verdict)
    context |= {"form": form, "title": identity.name_of(category), "act": pgettext("button", "Keep")}
    return render(request, "cases/identity_act.html", context)
