"""The acts of people in a dossier."""

from vangnet.cases.services.closing import close_dossier, reopen_dossier
from vangnet.cases.services.consents import Talk, record_consent, withdraw_consent
from vangnet.cases.services.dossiers import end_link, link_persons, open_dossier
from vangnet.cases.services.emergencies import open_in_emergency, review_break_glass
from vangnet.cases.services.involvements import (
    accept_involvement,
    decline_involvement,
    end_involvement,
    involve,
    withdraw_involvement,
)
from vangnet.cases.services.keeping import (
    answer_decision,
    ask_hold,
    ask_lift,
    keep_longer,
    propose_destruction,
)
from vangnet.cases.services.registering import Plan
from vangnet.cases.services.reviewing import review_keeping
from vangnet.cases.services.rights import answer_request, extend_request, record_request
from vangnet.cases.services.sharing import answer_agreement, ask_agreement, refuse_to_share, share
from vangnet.cases.services.signal_keeping import (
    answer_signal_destruction,
    answer_signal_hold,
    ask_signal_hold,
    ask_signal_lift,
    propose_signal_destruction,
)
from vangnet.cases.services.signal_rights import (
    answer_signal_request,
    extend_signal_request,
    record_signal_request,
)
from vangnet.cases.services.signals import join_signal, open_from_signal
from vangnet.cases.services.steps import ReasonNeeded, correct_event, record_step, retract_event
from vangnet.cases.services.texts import Text, classify
from vangnet.cases.services.tracks import (
    accept_handover,
    close_track,
    decline_handover,
    hand_over_track,
    withdraw_handover,
)
from vangnet.cases.services.worklists import Progress, deferred_refresh, keep_right, rebuild_worklist

__all__ = [
    "Text",
    "classify",
    "review_break_glass",
    "open_in_emergency",
    "share",
    "refuse_to_share",
    "ask_agreement",
    "answer_agreement",
    "withdraw_consent",
    "record_consent",
    "Talk",
    "Plan",
    "Progress",
    "ReasonNeeded",
    "accept_handover",
    "accept_involvement",
    "answer_decision",
    "answer_request",
    "answer_signal_destruction",
    "answer_signal_hold",
    "answer_signal_request",
    "ask_signal_hold",
    "ask_signal_lift",
    "extend_signal_request",
    "record_signal_request",
    "ask_hold",
    "ask_lift",
    "close_dossier",
    "close_track",
    "correct_event",
    "decline_handover",
    "decline_involvement",
    "deferred_refresh",
    "end_involvement",
    "end_link",
    "extend_request",
    "hand_over_track",
    "involve",
    "join_signal",
    "open_from_signal",
    "keep_longer",
    "keep_right",
    "link_persons",
    "open_dossier",
    "propose_destruction",
    "propose_signal_destruction",
    "rebuild_worklist",
    "record_request",
    "record_step",
    "reopen_dossier",
    "retract_event",
    "review_keeping",
    "withdraw_handover",
    "withdraw_involvement",
]
