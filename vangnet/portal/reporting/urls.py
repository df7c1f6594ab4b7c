"""Addresses of the report form: the same pages in each language that only this form is read in."""

from django.urls import URLPattern, include, path

from vangnet.portal.reporting import file_views, languages, pages, return_views, sending_views, views

app_name = "reporting"

_PAGES: list[URLPattern] = [
    path("", views.start, name="start"),
    path("words/", views.words_page, name="words"),
    path("come-back/", views.come_back, name="come-back"),
    path("leave/", views.leave, name="leave"),
    *(path(f"{step.name}/", views.step(step.name), name=step.name) for step in pages.STEPS),
    path("files/", file_views.files, name="files"),
    path("check/", sending_views.check, name="check"),
    path("sent/", sending_views.sent, name="sent"),
    path("return/", return_views.return_page, name="return"),
    path("return/close/", return_views.close_page, name="close"),
]

# The last ones are the ones that a name without a language stands for.
urlpatterns = [
    *(path(f"{code}/", include(_PAGES), {"language": code}) for code in languages.FURTHER),
    path("", include(_PAGES), {"language": ""}),
]
