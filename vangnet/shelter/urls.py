from django.urls import path

from vangnet.shelter import views

app_name = "shelter"

urlpatterns = [
    path("", views.index, name="index"),
    path("ask/", views.ask, name="ask"),
    path("locations/new/", views.new_location, name="new_location"),
    path("locations/<str:code_word>/address/", views.change_address, name="change_address"),
    path("locations/<str:code_word>/close/", views.close_location, name="close_location"),
    path("requests/<slug:number>/", views.show_request, name="request"),
    path("requests/<slug:number>/answer/", views.answer, name="answer"),
    path("requests/<slug:number>/open/", views.open_address, name="open"),
]
