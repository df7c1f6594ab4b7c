"""Signing in, and for whom somebody works."""

from django.urls import path
from django.views.generic import RedirectView

from vangnet.access import views

app_name = "access"

# The sign-in package has pages that make an account or send mail. Here an administrator does that work, so they lead
# to the account page, and from there to signing in for who has not done so.
elsewhere = RedirectView.as_view(pattern_name="access:account")

urlpatterns = [
    path("", views.account, name="account"),
    path("login/", views.SignIn.as_view(), name="sign-in"),
    path("sign-on/<slug:code>/", views.sign_on, name="sign-on"),
    path("sign-on/<slug:code>/back/", views.signed_on, name="signed-on"),
    path("invitation/", views.invitation, name="invitation"),
    path("invitation/<str:secret>/", views.take_invitation, name="take-invitation"),
    path("sessions/", views.sessions, name="sessions"),
    path("second-step/", views.second_step, name="second-step"),
    path("second-step/recovery-codes/", views.spare_codes, name="spare-codes"),
    path("second-step/recovery-codes/download/", views.spare_codes_file, name="spare-codes-file"),
    path("password/change/", views.NewPassword.as_view(), name="new-password"),
    path("signup/", elsewhere, name="no-signing-up"),
    path("email/", elsewhere, name="no-mail"),
    path("password/set/", elsewhere, name="no-first-password"),
    path("password/reset/", elsewhere, name="no-reset-by-mail"),
]
