"""House rule: work that no person does passes the wall, and this is the whole list of it."""

import ast
from collections import Counter

from tests.architecture import source

NAMES = {"as_service", "command_as_service"}
# Which files, and how often; the reasons stand in the code, each in a sentence.
LISTED = {
    "vangnet/access/grants.py": 1,
    "vangnet/access/management/commands/export_anchor.py": 1,
    "vangnet/access/management/commands/export_ldv.py": 1,
    "vangnet/access/management/commands/nightly.py": 1,
    "vangnet/access/management/commands/seal_traces.py": 2,
    "vangnet/access/management/commands/verify_traces.py": 1,
    "vangnet/access/middleware.py": 1,
    "vangnet/access/notices.py": 1,
    "vangnet/access/queries/people.py": 1,
    "vangnet/access/wall/context.py": 2,
    "vangnet/cases/queries/emergencies.py": 2,
    "vangnet/cases/queries/reach.py": 2,
    "vangnet/cases/queries/signal_keeping.py": 2,
    "vangnet/cases/queries/signals.py": 1,
    "vangnet/cases/queries/worklists.py": 1,
    "vangnet/cases/services/destruction.py": 1,
    "vangnet/cases/services/emergencies.py": 3,
    "vangnet/cases/services/involvements.py": 2,
    "vangnet/cases/services/receiving.py": 1,
    "vangnet/cases/services/signal_keeping.py": 2,
    "vangnet/cases/services/worklists.py": 6,
    "vangnet/demo/queries.py": 11,
    "vangnet/persons/management/commands/check_keyring.py": 1,
    "vangnet/persons/services/links.py": 1,
    "vangnet/portal/guests/outside.py": 1,
    "vangnet/portal/queries.py": 2,
    "vangnet/protocol/log.py": 2,
    "vangnet/signals/queries/figures.py": 1,
    "vangnet/signals/queries/inbox.py": 4,
    "vangnet/signals/services/triage.py": 2,
    "vangnet/signals/services/receiving.py": 1,
    "vangnet/signals/services/intake.py": 1,
    "vangnet/signals/services/caller_codes.py": 1,
    "vangnet/signals/services/bulk.py": 4,
    "vangnet/signals/services/rhythms.py": 1,
    "vangnet/signals/services/owning.py": 3,
    "vangnet/signals/management/commands/follow_signals.py": 1,
    "vangnet/signals/queries/signals.py": 1,
    "vangnet/signals/queries/visibility.py": 1,
    "vangnet/signals/queries/marks.py": 2,
    "vangnet/signals/queries/organisations.py": 1,
    "vangnet/signals/services/drafts.py": 11,
    "vangnet/signals/services/reporting.py": 2,
    "vangnet/signals/services/returning.py": 4,
    "vangnet/signals/services/priorities.py": 3,
    "vangnet/signals/management/commands/impact_of_weights.py": 1,
    "vangnet/signals/queries/clusters.py": 2,
    "vangnet/signals/queries/links.py": 2,
    "vangnet/signals/services/adding.py": 1,
    "vangnet/signals/services/comparing.py": 2,
    "vangnet/signals/services/links.py": 2,
}
# Hands its own reason on to the other one.
HANDS_ON = "vangnet/access/wall/context.py"


def uses():
    for file in source.files("vangnet"):
        tree = source.tree(file)
        texts = {
            node.targets[0].id: node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        }
        for node in ast.walk(tree):
            called = getattr(node, "func", None)
            name = getattr(called, "id", "") or getattr(called, "attr", "")
            if isinstance(node, ast.Call) and name in NAMES:
                reason = node.args[0]
                reason = texts.get(reason.id, reason) if isinstance(reason, ast.Name) else reason
                yield source.name(file), getattr(reason, "value", None)


def test_only_listed_files_work_as_a_service():
    assert Counter(file for file, _reason in uses()) == LISTED


def test_every_service_says_in_a_sentence_why():
    unclear = [
        (file, reason)
        for file, reason in uses()
        if not (isinstance(reason, str) and reason[:1].isupper() and reason.endswith(".") and " " in reason)
    ]
    assert [one for one in unclear if one[0] != HANDS_ON] == []
    assert len(unclear) == 1


def test_no_page_works_as_a_service():
    """A view or form that passes the wall would show what its reader may not see."""
    screens = {"views", "forms", "presenters"}
    found = {file for file, _reason in uses() if screens & set(file.removesuffix(".py").split("/"))}
    assert found == set()
