"""Addresses of the signals."""

from django.urls import path

from vangnet.signals.views import (
    bulk,
    catalogue,
    figures,
    files,
    inbox,
    indicators,
    intake,
    intake_sending,
    linked,
    signal,
)

app_name = "signals"

# Everything with a name of its own comes before the address of one signal.
named = [
    path("", inbox.inbox, name="inbox"),
    path("figures/", figures.figures, name="figures"),
    path("clusters/<slug:address>/", linked.cluster, name="cluster"),
    path("catalogue/", catalogue.catalogue, name="catalogue"),
]

a_report = "new/<slug:address>/"
a_part = f"{a_report}part/<slug:code>/"
intake_pages = [
    path("new/", intake.start, name="intake"),
    path("new/prompt-sheet/", intake_sending.sheet, name="prompt_sheet"),
    path(a_report, intake.tasks, name="intake_tasks"),
    path(f"{a_report}check/", intake_sending.check, name="intake_check"),
    path(f"{a_report}sent/", intake_sending.sent, name="intake_sent"),
    path(f"{a_report}discard/", intake_sending.discard, name="intake_discard"),
    path(f"{a_report}adult/<int:number>/", intake.adult, name="intake_adult"),
    path(a_part, intake.section, name="intake_section"),
    path(f"{a_part}add/", intake.add_line, name="intake_add"),
    path(f"{a_part}<int:number>/", intake.line, name="intake_line"),
    path("import/", bulk.index, name="import"),
    path("import/template/", bulk.template, name="import_template"),
    path("import/example/", bulk.example, name="import_example"),
    path("import/values/", bulk.values, name="import_values"),
    path("import/agree/", bulk.agree, name="import_agree"),
    path("import/agreed/<slug:giver>/<slug:rhythm>/nothing/", bulk.nothing, name="import_nothing"),
    path("import/agreed/<slug:giver>/<slug:rhythm>/feedback/", bulk.feedback, name="import_feedback"),
    path("import/<slug:number>/", bulk.delivery, name="import_delivery"),
    path("import/<slug:number>/withdraw/", bulk.withdraw, name="import_withdraw"),
    path("<slug:address>/adult/<int:number>/", intake_sending.answer_adult, name="answer_adult"),
]

# The last ones: any name that is not taken above is the address of a signal.
of_one = [
    path("<slug:address>/", signal.signal, name="signal"),
    path("<slug:address>/marks/", linked.marks_of, name="marks"),
    path("<slug:address>/marks/open/", linked.open_marks, name="marks_opened"),
    path("<slug:address>/links/<slug:name>/", linked.link, name="link"),
    path("<slug:address>/indicators/", indicators.indicators, name="indicators"),
    path("<slug:address>/files/<int:number>/", files.file, name="file"),
    path("<slug:address>/<slug:name>/", signal.act, name="act"),
]

urlpatterns = [*named, *intake_pages, *of_one]
