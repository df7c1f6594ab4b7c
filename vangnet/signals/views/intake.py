from contextlib import suppress

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vangnet.access.verdicts import NotFound, demand
from vangnet.signals import catalogue, choices, sections
from vangnet.signals.forms.intake import BeginForm, SureForm
from vangnet.signals.forms.intake_fields import IndicatorsForm, LeaveForm, QuestionsForm, RegionForm
from vangnet.signals.presenters import intake as presenter
from vangnet.signals.queries import intake as queries
from vangnet.signals.queries import organisations
from vangnet.signals.rules import intake as rules
from vangnet.signals.services import intake as services
from vangnet.signals.services import prefilling
from vangnet.signals.views.doors import for_actor, posted

REQUIRED_IN_LINE = {"fact": ("text",), "person": ()}
ADULT = "adult"


def trail(draft=None):
    """The way to a page of the intake."""
    found = [(_("Signals"), reverse("signals:inbox")), (_("Report a signal"), reverse("signals:intake"))]
    if draft is None:
        return found
    return [*found, (_("What is in the report"), reverse("signals:intake_tasks", args=[draft.address]))]


@for_actor
def start(request, actor):
    demand(rules.may_write(actor))
    form = BeginForm(posted(request), initial={"like": request.GET.get("like", "")[:20]})
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            known = prefilling.prefilled(given["channel"], like=given["like"], by=actor)
        except NotFound:
            form.add_error(
                "like",
                _("There is no signal with this reference that you may see. Check it, or leave it empty."),
            )
        else:
            draft = services.begin(given["channel"], prefilled=known, by=actor)
            return redirect("signals:intake_tasks", draft.address)
    context = {
        "actor": actor,
        "form": form,
        "drafts": queries.drafts(actor),
        "questions": queries.open_questions(actor),
        "trail": trail()[:1],
    }
    return render(request, "signals/intake_start.html", context)


@for_actor
def tasks(request, actor, *, address):
    draft = queries.draft(actor, address)
    if draft.signal_id is not None:
        return redirect("signals:intake_sent", draft.address)
    content = queries.content(actor, draft)
    context = {
        "actor": actor,
        "draft": draft,
        "tasks": presenter.tasks(draft, content),
        "stops": rules.may_send(content),
        "trail": trail(),
    }
    return render(request, "signals/intake_tasks.html", context)


@for_actor
def section(request, actor, *, address, code):
    draft, part, content = _opened(actor, address, code)
    if part.repeats:
        return _list(request, actor, draft, part, content)
    form = _form(request, actor, part, rules.answers(content, part))
    leave = LeaveForm(_sent(request, "leave"))
    if leave.is_bound and leave.is_valid():
        services.leave_out(draft, section=part, reason=leave.cleaned_data["reason"], by=actor)
        return redirect("signals:intake_tasks", draft.address)
    if form.is_bound and form.is_valid():
        services.keep_answers(draft, section=part, answers=form.answers(), by=actor)
        return redirect(_next(draft, part))
    context = {"form": form, "leave": leave, "because": content.get("left", {}).get(part.code, "")}
    return _page(request, actor, draft, part, **context, lists=_lists(request, part))


@for_actor
def add_line(request, actor, *, address, code):
    draft, part, content = _opened(actor, address, code)
    if not part.repeats:
        raise NotFound
    demand(rules.may_add_line(content, part))
    form = QuestionsForm(posted(request), questions=part.questions, required=REQUIRED_IN_LINE[part.repeats])
    if form.is_bound and form.is_valid():
        number = services.keep_line(draft, section=part, answers=form.answers(), by=actor)
        return _after_line(actor, draft, part, number)
    return _page(request, actor, draft, part, form=form, number=len(rules.lines(content, part)) + 1)


@for_actor
def line(request, actor, *, address, code, number):
    draft, part, content = _opened(actor, address, code)
    kept, key = _about(request, content, part, number)
    form = QuestionsForm(
        _sent(request, "drop", wanted=False),
        questions=part.questions,
        kept=kept,
        required=REQUIRED_IN_LINE[part.repeats],
    )
    if request.method == "POST" and "drop" in request.POST:
        with suppress(NotFound):  # in another window it was taken out already
            services.drop_line(draft, section=part, key=key, by=actor)
        return redirect(presenter.section_url(draft, part))
    if form.is_bound and form.is_valid():
        cleared = {one.code: None for one in part.questions}
        place = _kept_in_place(form, actor, draft, part, {**cleared, **form.answers()}, key)
        if place:
            return _after_line(actor, draft, part, place)
    context = {"form": form, "number": number, "key": key, "can_drop": SureForm(prefix="drop")}
    return _page(request, actor, draft, part, **context)


@for_actor
def adult(request, actor, *, address, number):
    """The standard question about a young suspect, asked by itself so that nobody overlooks it."""
    draft, part, content = _opened(actor, address, "persons")
    kept, key = _about(request, content, part, number)
    code = sections.ADULT_BEHIND.code
    form = QuestionsForm(posted(request), questions=(sections.ADULT_BEHIND,), kept=kept, required=(code,))
    if form.is_bound and form.is_valid() and _kept_in_place(form, actor, draft, part, form.answers(), key):
        return redirect(presenter.section_url(draft, part))
    return _page(request, actor, draft, part, form=form, number=number, key=key, is_adult=True)


def _opened(actor, address, code):
    draft = queries.draft(actor, address)
    part = sections.BY_CODE.get(code)
    if part is None:
        raise NotFound
    demand(rules.may_change(actor, draft))
    return draft, part, queries.content(actor, draft)


def _about(request, content, part, number):
    """The line that a page is about, with its key: the one that it was shown with, whatever stands in its place by now."""
    names, kept = rules.keys(content, part), rules.lines(content, part)
    key = request.POST.get("line", "")
    if key:
        return (kept[names.index(key)] if key in names else {}), key
    if not 0 < number <= len(kept):
        raise NotFound
    return kept[number - 1], names[number - 1]


def _kept_in_place(form, actor, draft, part, answers, key):
    try:
        return services.keep_line(draft, section=part, answers=answers, key=key, by=actor)
    except NotFound:
        form.add_error(
            None, _("This was taken out of the report in another window. Add it anew if it should stay.")
        )
        return 0


def _list(request, actor, draft, part, content):
    context = {"shown": presenter.lines(draft, content, part), "next": _next(draft, part)}
    return _page(request, actor, draft, part, **context)


def _form(request, actor, part, kept):
    data = _sent(request, "leave", wanted=False)
    if part.code == "indicators":
        return IndicatorsForm(data, shown=_shown_list(request, actor), kept=kept)
    if any(one.code == "region" for one in part.questions):
        known = [one.region for one in organisations.that_handle(actor)]
        return RegionForm(data, questions=part.questions, kept=kept, regions=known)
    return QuestionsForm(data, questions=part.questions, kept=kept)


def _sent(request, name, *, wanted=True):
    """What was sent with the form of this button; a page can have two forms."""
    return request.POST if request.method == "POST" and (name in request.POST) is wanted else None


def _shown_list(request, actor):
    known = catalogue.current().signal_lists
    return known.get(request.GET.get("list", "")) or known[choices.list_of(actor.party)]


def _lists(request, part):
    if part.code != "indicators":
        return []
    return [(one.title[choices.language()], f"?list={one.code}") for one in catalogue.current().lists()]


def _after_line(actor, draft, part, number):
    kept = rules.lines(queries.content(actor, queries.draft(actor, draft.address)), part)[number - 1]
    if (
        part.repeats == "person"
        and rules.asks_adult(kept)
        and not rules.is_answered(kept.get("adult_behind"))
    ):
        return redirect("signals:intake_adult", draft.address, number)
    return redirect(presenter.section_url(draft, part))


def _next(draft, part):
    codes = [one.code for one in sections.SECTIONS]
    place = codes.index(part.code) + 1
    if place == len(codes):
        return reverse("signals:intake_check", args=[draft.address])
    return presenter.section_url(draft, sections.SECTIONS[place])


def _page(request, actor, draft, part, **also):
    context = {
        "actor": actor,
        "draft": draft,
        "section": part,
        "title": part.title,
        "trail": trail(draft),
        "act": pgettext("button", "Save and go on"),
        **also,
    }
    return render(request, "signals/intake_section.html", context)
