from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vangnet.access.verdicts import demand
from vangnet.cases import events, rules, services
from vangnet.cases.forms.dossiers import minimum
from vangnet.cases.forms.steps import (
    ClassifyForm,
    CorrectionForm,
    EntryForm,
    FactsForm,
    ReasonForm,
    initial_correction,
)
from vangnet.cases.presenters import changes, steps, timeline, words
from vangnet.cases.views.doors import carried_out, in_dossier, in_own_dossier, page_of, posted
from vangnet.protocol import catalogue


@in_own_dossier
def record(request, actor, dossier, *, step):
    demand(rules.may_record(actor))
    defined = catalogue.current().step(step)
    if defined is None or defined.derived:
        raise Http404
    context = page_of(request, actor, dossier)
    page = context["page"]
    choice = steps.one_choice(page.view.judgement, step, actor, page.present)
    form = EntryForm(
        posted(request),
        step=step,
        actor=actor,
        kinds=catalogue.current().fields(step),
        known=page.view.facts,
        asks_reason=choice.verdict != "yes",
        initial={
            "seen": page.view.last,
            "ground": choice.fulfils[0].ground if choice.fulfils else "",
        },
    )
    entry = carried_out(
        form, lambda: services.record_step(dossier, draft=form.draft(), texts=form.texts, by=actor)
    )
    if entry is not None:
        return redirect(_saved(dossier, entry, form))
    return render(
        request,
        "cases/record.html",
        {**context, "form": form, "title": choice.name, "choice": choice, "newer": _newer(page, form)},
    )


@in_own_dossier
def answer(request, actor, dossier):
    demand(rules.may_record(actor))
    context = page_of(request, actor, dossier)
    page = context["page"]
    types = catalogue.current().corpus.facts
    wanted = [code for code in request.GET.getlist("fact") if code in types]
    form = FactsForm(
        posted(request),
        step=events.FACTS_RECORDED.code,
        actor=actor,
        kinds={code: types[code] for code in wanted or page.view.judgement.facts_to_ask if code in types},
        known=page.view.facts,
        initial={"seen": page.view.last},
    )
    entry = carried_out(
        form, lambda: services.record_step(dossier, draft=form.draft(), texts=form.texts, by=actor)
    )
    if entry is not None:
        return redirect(_saved(dossier, entry, form))
    return render(
        request,
        "cases/answer.html",
        {**context, "form": form, "title": _("Answer questions"), "newer": _newer(page, form)},
    )


@in_dossier
def event(request, actor, dossier, *, sequence):
    context = page_of(request, actor, dossier)
    page = context["page"]
    item = _item(page, sequence)
    line = timeline.lines(page.view, [item])[0]
    return render(
        request,
        "cases/event.html",
        {
            **context,
            "line": line,
            "title": line.title,
            "changes": None if line.is_replaced or line.is_hidden else changes.of(page, item.entry),
            "is_saved": "saved" in request.GET,
            "meanwhile": _between(page, request.GET.get("seen", ""), sequence),
            "suggested": steps.suggested(page.choices)[:4],
            "may_change": page.viewing.is_now
            and not line.is_replaced
            and rules.may_change(actor, item.entry).allowed,
            "may_retract": rules.may_retract(actor, item.entry).allowed,
        },
    )


@in_own_dossier
def correct(request, actor, dossier, *, sequence):
    context = page_of(request, actor, dossier)
    page = context["page"]
    entry = _item(page, sequence).entry
    demand(rules.may_change(actor, entry))
    types = catalogue.current().fact_types(entry.step)
    asked = {
        **catalogue.current().fields(entry.step),
        **{code: types[code] for code in entry.facts if code in types},
    }
    kinds = {**(minimum() if entry.step == events.DOSSIER_OPENED.code else {}), **asked}
    form = CorrectionForm(
        posted(request),
        step=entry.step,
        actor=actor,
        kinds=kinds,
        known={},
        asks_reason=bool(entry.deviation_reason),
        initial={
            **initial_correction(entry, kinds, page.view.texts.get(entry.pk, ())),
            "seen": page.view.last,
        },
    )
    made = carried_out(
        form,
        lambda: services.correct_event(dossier, entry=entry, draft=form.draft(), texts=form.texts, by=actor),
    )
    if made is not None:
        return redirect(_saved(dossier, made, form))
    context |= {"form": form, "title": _("Correct: %(step)s") % {"step": words.step_name(entry.step)}}
    return render(request, "cases/correct.html", {**context, "newer": _newer(page, form)})


@in_own_dossier
def retract(request, actor, dossier, *, sequence):
    context = page_of(request, actor, dossier)
    entry = _item(context["page"], sequence).entry
    demand(rules.may_retract(actor, entry))
    form = ReasonForm(posted(request))
    made = carried_out(
        form,
        lambda: services.retract_event(dossier, entry=entry, reason=form.cleaned_data["reason"], by=actor),
    )
    if made is not None:
        return redirect(reverse("cases:event", args=[dossier.address, sequence]) + "?saved=1")
    name = words.step_name(entry.step)
    context |= {
        "form": form,
        "title": _("Retract: %(step)s") % {"step": name},
        "act": pgettext("button", "Retract"),
    }
    context["lead"] = _("Use this when it did not happen. The line stays readable as retracted.")
    return render(
        request, "cases/act.html", {**context, "back": reverse("cases:timeline", args=[dossier.address])}
    )


@in_own_dossier
def classify(request, actor, dossier, *, sequence, number):
    demand(rules.may_record(actor))
    context = page_of(request, actor, dossier)
    entry = _item(context["page"], sequence).entry
    readable = (one for one in context["page"].view.texts.get(entry.pk, ()) if one.text is not None)
    found = next((one for one in readable if one.paragraph.number == number), None)
    if found is None:
        raise Http404
    form = ClassifyForm(posted(request), initial={"category": found.paragraph.category})
    made = carried_out(form, lambda: services.classify(found.paragraph, **form.cleaned_data, by=actor))
    back = reverse("cases:event", args=[dossier.address, sequence])
    if made is not None:
        return redirect(back)
    context |= {"form": form, "title": _("What kind of data is this text?"), "back": back, "lead": found.text}
    return render(request, "cases/act.html", {**context, "act": _("Save")})


def _item(page, sequence):
    found = next((item for item in page.view.timeline if item.entry.sequence == sequence), None)
    if found is None:
        raise Http404
    return found


def _saved(dossier, entry, form):
    seen = form.last_seen
    kept = {"saved": 1, **({"seen": seen} if seen is not None else {})}
    return f"{reverse('cases:event', args=[dossier.address, entry.sequence])}?{urlencode(kept)}"


def _newer(page, form):
    """What others recorded since the form was opened."""
    return _between(
        page,
        str(form.last_seen) if form.is_bound and form.last_seen is not None else "",
        page.view.last + 1,
    )


def _between(page, seen, until):
    if not (seen.isascii() and seen.isdigit()):
        return []
    items = [item for item in page.view.timeline if int(seen[:9]) < item.entry.sequence < until]
    return timeline.lines(page.view, items)
