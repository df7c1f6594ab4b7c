from django.urls import path

from vangnet.portal.oversight import keeping_views, signal_keeping_views

app_name = "oversight_keeping"

one = "signals/<slug:address>/"
asked, decided = f"{one}requests/<int:number>/", f"{one}proposals/<int:number>/"
of_signal = [
    path(one, signal_keeping_views.signal, name="signal"),
    *(
        path(address, signal_keeping_views.task, {"name": name}, name=f"signal_{name}")
        for name, address in (
            ("hold", f"{one}hold/"),
            ("destroy", f"{one}destroy/"),
            ("answer", decided),
            ("lift", f"{decided}lift/"),
            ("ask_right", f"{one}requests/new/"),
            ("answer_right", asked),
            ("extend_right", f"{asked}later/"),
        )
    ),
]

urlpatterns = [
    path("", keeping_views.review, name="review"),
    path("signals/", signal_keeping_views.signals, name="signals"),
    *of_signal,
    path("<slug:address>/", keeping_views.dossier, name="dossier"),
    path("<slug:address>/hold/", keeping_views.task, {"name": "hold"}, name="hold"),
    path("<slug:address>/longer/", keeping_views.task, {"name": "longer"}, name="longer"),
    path("<slug:address>/destroy/", keeping_views.task, {"name": "destroy"}, name="destroy"),
    path("<slug:address>/proposals/<int:number>/", keeping_views.task, {"name": "answer"}, name="answer"),
    path("<slug:address>/proposals/<int:number>/lift/", keeping_views.task, {"name": "lift"}, name="lift"),
    path("<slug:address>/requests/new/", keeping_views.task, {"name": "ask_right"}, name="ask_right"),
    path(
        "<slug:address>/requests/<int:number>/",
        keeping_views.task,
        {"name": "answer_right"},
        name="answer_right",
    ),
    path(
        "<slug:address>/requests/<int:number>/later/",
        keeping_views.task,
        {"name": "extend_right"},
        name="extend_right",
    ),
]
