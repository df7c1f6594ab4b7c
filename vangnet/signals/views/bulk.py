from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vangnet.access.verdicts import NotAllowed, demand
from vangnet.signals import choices, delivering
from vangnet.signals.forms.bulk import AgreeForm, FeedbackForm, FileForm
from vangnet.signals.forms.intake import SureForm
from vangnet.signals.presenters import allowed
from vangnet.signals.presenters import bulk as presenter
from vangnet.signals.queries import deliveries as queries
from vangnet.signals.queries import organisations
from vangnet.signals.rules import deliveries as rules
from vangnet.signals.services import bulk as services
from vangnet.signals.services import rhythms
from vangnet.signals.views.doors import for_actor, posted

CSV = "text/csv; charset=utf-8"


def trail():
    return [(_("Signals"), reverse("signals:inbox")), (_("Files with signals"), reverse("signals:import"))]


@for_actor
def index(request, actor):
    """Sending a file, what is due, and what was delivered; a file with mistakes is answered with all of them."""
    demand(rules.may_deliver(actor))
    own = [one for one in queries.relations(actor) if one.giver_id == actor.organisation.pk]
    form = FileForm(posted(request), request.FILES or None, relations=own)
    found = []
    if form.is_bound and form.is_valid():
        try:
            delivery = services.check_file(form.cleaned_data["file"], relation=form.chosen, by=actor)
            return redirect("signals:import_delivery", delivery.number)
        except delivering.FileRefused as refusal:
            form.add_error("file", str(refusal))
        except services.RowsRefused as refusal:
            found = refusal.problems
            form.add_error("file", presenter.how_many(found))
    context = {
        "actor": actor,
        "form": form,
        "problems": presenter.problems(found),
        "problem_columns": [_("Row"), _("Column"), _("Value"), _("What to do")],
        "agreed": presenter.agreed(actor),
        "deliveries": presenter.lines(queries.deliveries(actor)),
        "trail": trail()[:1],
    }
    return render(request, "signals/import.html", context)


@for_actor
def template(request, actor):
    """The empty file of the own kind of organisation, with titles in the language of the reader."""
    demand(rules.may_deliver(actor))
    content = delivering.template(delivering.current().of_body(actor.party), choices.language())
    return _file(content, "vangnet-signals.csv")


@for_actor
def example(request, actor):
    """A file with made-up rows, in the language of the reader; it can be sent as it is."""
    demand(rules.may_deliver(actor))
    book = delivering.current()
    words = choices.vocabulary(book.lists)
    content = delivering.example(book.of_body(actor.party), book=book, vocabulary=words)
    return _file(content, "vangnet-signals-example.csv")


@for_actor
def values(request, actor):
    """What may stand in every column, to read beside the file or to print."""
    demand(rules.may_deliver(actor))
    context = {
        "actor": actor,
        "columns": allowed.columns(actor.party),
        "value_titles": [_("Value"), _("Or in the other language"), _("Or as a code")],
        "other_language": "nl" if choices.language() == "en" else "en",
        "trail": trail(),
    }
    return render(request, "signals/import_values.html", context)


def _file(content, name):
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=CSV, headers=headers)


@for_actor
def delivery(request, actor, *, number):
    """What is in a checked file, and the button that lets it count."""
    demand(rules.may_deliver(actor))
    found = queries.delivery(actor, number)
    form = SureForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            services.let_count(found, by=actor)
            return redirect("signals:import_delivery", found.number)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal.verdict.reason))
    rows = queries.rows(actor, found)
    context = {
        "actor": actor,
        "form": form,
        "delivery": found,
        "line": presenter.lines([found])[0],
        "preview": presenter.preview(rows) if rows else None,
        "columns": [_("Own number"), _("Seen"), _("Age"), _("Form of exploitation")],
        "fresh": found.rows - found.known_rows,
        "trail": trail(),
    }
    return render(request, "signals/import_delivery.html", context)


@for_actor
def withdraw(request, actor, *, number):
    found = queries.delivery(actor, number)
    demand(rules.may_count(actor, found))
    form = SureForm(posted(request))
    if form.is_bound and form.is_valid():
        services.withdraw(found, by=actor)
        return redirect("signals:import")
    lead = _(
        "The rows are thrown away at once; nothing of them was counted. You can send a better file afterwards."
    )
    return _form(request, actor, form, _("Take this file back?"), lead, pgettext("button", "Take back"))


@for_actor
def nothing(request, actor, *, giver, rhythm):
    relation = queries.relation(actor, giver, rhythm)
    demand(rules.may_deliver(actor))
    form = SureForm(posted(request))
    if form.is_bound and form.is_valid():
        services.nothing_to_deliver(relation, by=actor)
        return redirect("signals:import")
    lead = _("%(receiver)s then knows that nothing was forgotten. The next term runs from today.")
    told = lead % {"receiver": relation.receiver.name}
    return _form(
        request, actor, form, _("No signals this time"), told, pgettext("button", "Say that there are none")
    )


@for_actor
def feedback(request, actor, *, giver, rhythm):
    relation = queries.relation(actor, giver, rhythm)
    demand(rules.may_tell(actor, relation))
    form = FeedbackForm(posted(request))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        rhythms.give_feedback(relation, on=given["given_on"], way=given["way"], by=actor)
        return redirect("signals:import")
    lead = _("Write down when %(giver)s was told how good the signals were and what was done with them.")
    told = lead % {"giver": relation.giver.name}
    return _form(request, actor, form, _("Feedback on deliveries"), told, pgettext("button", "Keep"))


@for_actor
def agree(request, actor):
    demand(rules.may_deliver(actor))
    others = [one for one in organisations.that_handle(actor) if one.pk != actor.organisation.pk]
    form = AgreeForm(posted(request), possible=presenter.possible(actor, others, queries.relations(actor)))
    if form.is_bound and form.is_valid():
        rhythm, giver, receiver = form.chosen
        rhythms.agree(rhythm, giver=giver, receiver=receiver, by=actor)
        return redirect("signals:import")
    lead = _("The terms run from today. Who is late hears it, and it stands on this page for both.")
    return _form(request, actor, form, _("Agree on a delivery"), lead, pgettext("button", "Agree"))


def _form(request, actor, form, title, lead, act):
    back = reverse("signals:import")
    context = {
        "actor": actor,
        "form": form,
        "title": title,
        "lead": lead,
        "act": act,
        "trail": trail(),
        "back": back,
    }
    return render(request, "signals/intake_form.html", context)
