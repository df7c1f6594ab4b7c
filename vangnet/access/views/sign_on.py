"""Coming in through the sign-on of the own organisation."""

from allauth.socialaccount.models import SocialApp
from django.contrib.auth.decorators import login_not_required
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from vangnet.access.sign_on.flow import ComingBack, SignOn, go_out
from vangnet.access.verdicts import NotFound
from vangnet.core.looking import writing_for


@login_not_required
@never_cache
@require_safe
def sign_on(request, code):
    """Out to the organisation."""
    try:
        return go_out(request, code)
    except SocialApp.DoesNotExist:
        raise NotFound from None


@login_not_required
@never_cache
@require_safe
def signed_on(request, code):
    """Back from the organisation: for the browser a look, for us somebody who comes in."""
    try:
        with writing_for("coming back from a sign-on lets somebody in"):
            return ComingBack.adapter_view(SignOn(request, code))(request)
    except SocialApp.DoesNotExist:
        raise NotFound from None
