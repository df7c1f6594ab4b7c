from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vangnet.access.verdicts import NotAllowed, NotFound, demand
from vangnet.signals import words
from vangnet.signals.answers_to_report import report_of
from vangnet.signals.forms.intake import AdultForm, CallerWordsForm, SureForm
from vangnet.signals.models import SignalChannel
from vangnet.signals.presenters import intake as presenter
from vangnet.signals.queries import intake as queries
from vangnet.signals.queries import visibility
from vangnet.signals.rules import handling
from vangnet.signals.rules import intake as rules
from vangnet.signals.services import caller_codes, young_suspects
from vangnet.signals.services import intake as services
from vangnet.signals.views.doors import for_actor, posted
from vangnet.signals.views.intake import trail


@for_actor
def check(request, actor, *, address):
    """Everything that was filled in, what is missing, who gets it; and the button that sends."""
    draft = queries.draft(actor, address)
    if draft.signal_id is not None:
        return redirect("signals:intake_sent", draft.address)
    demand(rules.may_change(actor, draft))
    form = SureForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            services.send(draft, by=actor)
            return redirect("signals:intake_sent", draft.address)
        except services.NotReady as stop:
            for problem in stop.problems:
                form.add_error(None, problem)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal.verdict.reason))
    content = queries.content(actor, draft)
    context = {
        "actor": actor,
        "draft": draft,
        "form": form,
        "parts": presenter.parts(draft, content),
        "missing": presenter.missing(draft, content),
        "stops": rules.may_send(content),
        "goes_to": presenter.goes_to(actor, report_of(content, draft)),
        "trail": trail(draft),
    }
    return render(request, "signals/intake_check.html", context)


@for_actor
def sent(request, actor, *, address):
    draft = queries.draft(actor, address)
    if draft.signal is None:
        raise NotFound
    form, code = CallerWordsForm(posted(request)), []
    if form.is_bound and form.is_valid():
        # Shown in this answer only: the words are kept nowhere, so there is nothing to go on to.
        given = caller_codes.give_code(draft, language=form.cleaned_data["language"], by=actor)
        code = [(word, " ".join(word.upper())) for word in given.split()]
    context = {
        "actor": actor,
        "signal": draft.signal,
        "form": form,
        "code": code,
        "spoken": words.language_of(word for word, _letters in code),
        "is_caller": draft.channel == SignalChannel.CALLER,
        "may_give_words": rules.may_give_words(actor, draft).allowed,
        "trail": trail(),
    }
    return render(request, "signals/intake_sent.html", context)


@for_actor
def answer_adult(request, actor, *, address, number):
    """The standard question about a young suspect, answered for a signal that the own organisation owns."""
    signal = visibility.open_signal(actor, address)
    demand(handling.may_handle(actor, signal))
    person = queries.person(actor, signal, number)
    form = AdultForm(posted(request))
    title = _("Can an adult be behind it?")
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        young_suspects.answer_adult(person, answer=given["adult_behind"], because=given["because"], by=actor)
        return redirect("signals:signal", signal.address)
    lead = _(
        "%(reference)s, person %(number)d: a suspect who is or may be a minor. Unknown keeps this question open."
    )
    told = lead % {"reference": signal.reference, "number": number}
    return _form_page(request, actor, form, title, told, pgettext("button", "Keep the answer"), trail())


def _form_page(request, actor, form, title, lead, act, way):
    context = {"actor": actor, "form": form, "title": title, "lead": lead, "act": act, "trail": way}
    return render(request, "signals/intake_form.html", context)


@for_actor
def discard(request, actor, *, address):
    draft = queries.draft(actor, address)
    demand(rules.may_change(actor, draft))
    form = SureForm(posted(request))
    if form.is_bound and form.is_valid():
        services.discard(draft, by=actor)
        return redirect("signals:intake")
    title = _("Throw this draft away?")
    lead = _(
        "What was filled in is gone at once and cannot be brought back. Nothing of it was sent to anybody."
    )
    return _form_page(request, actor, form, title, lead, pgettext("button", "Throw away"), trail(draft))


@for_actor
def sheet(request, actor):
    """The same questions on paper, for a talk without a screen."""
    demand(rules.may_write(actor))
    context = {"actor": actor, "parts": presenter.sheet(), "trail": trail()}
    return render(request, "signals/intake_sheet.html", context)
