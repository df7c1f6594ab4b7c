from django.urls import include, path

from vangnet.cases.views import dossiers, identity, keeping, sharing, steps

app_name = "cases"

in_one = [
    path("", dossiers.overview, name="overview"),
    path("next/", dossiers.next_steps, name="steps"),
    path("tracks/", dossiers.tracks_and_duties, name="tracks"),
    path("timeline/", dossiers.show_timeline, name="timeline"),
    path("persons/", dossiers.persons, name="persons"),
    path("identity/", identity.show, name="identity"),
    path("identity/photo/open/", identity.open_photo, name="photo_open"),
    path("identity/photo/new/", identity.new_photo, name="photo_new"),
    path("identity/<slug:category>/open/", identity.open_kind, name="identity_open"),
    path("identity/<slug:category>/change/", identity.change_kind, name="identity_change"),
    path("sharing/", dossiers.sharing, name="sharing"),
    path("keeping/", keeping.overview, name="keeping"),
    path("keeping/account/", keeping.account, name="account"),
    path("keeping/close/", keeping.task, {"name": "close"}, name="close"),
    path("keeping/reopen/", keeping.task, {"name": "reopen"}, name="reopen"),
    path("keeping/hold/", keeping.task, {"name": "hold"}, name="hold"),
    path("keeping/longer/", keeping.task, {"name": "longer"}, name="longer"),
    path("keeping/destroy/", keeping.task, {"name": "destroy"}, name="destroy"),
    path("keeping/proposals/<int:number>/", keeping.task, {"name": "answer"}, name="answer_proposal"),
    path("keeping/proposals/<int:number>/lift/", keeping.task, {"name": "lift"}, name="lift"),
    path("keeping/requests/new/", keeping.task, {"name": "ask_right"}, name="ask_right"),
    path("keeping/requests/<int:number>/", keeping.task, {"name": "answer_right"}, name="answer_right"),
    path("keeping/requests/<int:number>/later/", keeping.task, {"name": "extend_right"}, name="extend_right"),
    path("record/<slug:step>/", steps.record, name="record"),
    path("facts/", steps.answer, name="answer"),
    path("events/<int:sequence>/", steps.event, name="event"),
    path("events/<int:sequence>/correct/", steps.correct, name="correct"),
    path("events/<int:sequence>/retract/", steps.retract, name="retract"),
    path("sharing/ask/", sharing.involve, name="involve"),
    path("sharing/leave/", sharing.leave, name="leave"),
    path("sharing/<slug:organisation>/withdraw/", sharing.withdraw, name="withdraw"),
    path("tracks/<slug:track>/hand-over/", sharing.hand_over, name="hand_over"),
    path("tracks/<slug:track>/answer/", sharing.answer_handover, name="answer_handover"),
    path("tracks/<slug:track>/withdraw/", sharing.withdraw_handover, name="withdraw_handover"),
    path("tracks/<slug:track>/close/", sharing.close_track, name="close_track"),
    path("persons/link/", sharing.link, name="link"),
    path("persons/<slug:other>/<slug:kind>/end/", sharing.end_link, name="end_link"),
]

urlpatterns = [
    path("", dossiers.index, name="index"),
    path("new/", dossiers.open_dossier, name="open"),
    path("find/", identity.find, name="find"),
    path("<slug:address>/", include(in_one)),
]
