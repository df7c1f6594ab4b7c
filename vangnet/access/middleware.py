"""Every request stands behind the wall: one transaction, in which the database knows who asks, ends before the answer leaves.

What was logged is committed first and sent afterwards; when something fails (5xx) nothing of the request stays. A refusal is
an answer like any other: its line in the audit trail stays.
"""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponseBase

from vangnet.access import sessions, work_sessions
from vangnet.access.models import Account
from vangnet.access.wall import context
from vangnet.access.work_sessions import ENDED, OPEN, Found

Responder = Callable[[HttpRequest], HttpResponseBase]
_FAULT = 500


class StreamsNothing(TypeError):
    """An answer would be made after the transaction, where the database shows nothing. Make it first, then send it."""


class Behind:
    """Middleware, after those that know the session and the account."""

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.session.session_key is None:
            return self._of_visitor(request)
        with transaction.atomic(), context.with_token("", None):
            response = self._answer(request)
            if response.status_code >= _FAULT:
                transaction.set_rollback(True)
        return response

    def _of_visitor(self, request: HttpRequest) -> HttpResponseBase:
        """Somebody without a session stands nowhere; open pages do not even ask the database for a transaction."""
        if connection.in_atomic_block:
            with context.with_token("", None):
                return _whole(request, self.get_response(request))
        return _whole(request, self.get_response(request))

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        token = request.session.session_key
        found = _enter(request, token) if token else None
        if found is None:
            response = self.get_response(request)
        else:
            with context.with_token(str(token), found.stand):
                response = self.get_response(request)
            if request.session.session_key != token:
                work_sessions.end(str(token))
        return _whole(request, response)


def _whole(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    if response.streaming:
        raise StreamsNothing(f"{request.path} answers with a stream.")
    return response


def _enter(request: HttpRequest, token: str | None) -> Found | None:
    """The work session of a request; opened for somebody who just signed in, and nobody when it ended."""
    account = request.user
    if token is None or not isinstance(account, Account):
        return None
    found = work_sessions.enter(token)
    if found.state == ENDED or (found.state == OPEN and found.account != account.pk):
        _sign_out(request)
        return None
    if found.state == OPEN:
        return found
    with context.as_service(
        "Somebody who signed in has no work session yet from which their memberships can be read."
    ):
        membership = sessions.chosen(request, account)
    if not work_sessions.open_for(token, account=account, membership=membership):
        _sign_out(request)
        return None
    return work_sessions.enter(token)


def _sign_out(request: HttpRequest) -> None:
    logout(request)
    request.user = AnonymousUser()
