"""The engine and a slow second evaluator agree on random agreements and histories."""

import random

import pytest

from tests.protocol.engine.builders import judged, program_of
from tests.protocol.engine.random_worlds import agreements, history
from tests.protocol.engine.slow_judge import slow_judge
from vangnet.protocol.engine import Judgement, compile_corpus


def shown(judgement: Judgement) -> dict[str, list]:
    return {
        "duties": sorted(
            (
                duty.code,
                str(duty.version),
                duty.trigger.id,
                duty.status,
                -1.0 if duty.due is None else duty.due,
                duty.in_doubt,
            )
            for duty in judgement.duties
        ),
        "periods": sorted(
            (period.code, str(period.version), period.trigger.id, period.status, period.in_doubt)
            for period in judgement.periods
        ),
        "deviations": sorted(
            (each.rule.track.code, each.event.id, each.certain) for each in judgement.deviations
        ),
        "breaches": sorted(
            (each.rule.track.code, each.event.id, each.certain) for each in judgement.breaches
        ),
    }


@pytest.mark.parametrize("seed", range(80))
def test_engine_and_slow_judge_agree(seed):
    dice = random.Random(seed)
    program = program_of(**agreements(dice))
    for _ in range(25):
        events = history(dice, dice.randint(1, 22))
        at = events[-1].occurred + dice.choice([0, 3600, 5 * 86400, 200 * 86400])
        assert shown(judged(program, events, at)) == slow_judge(program.corpus, events, at)
    assert compile_corpus(program.corpus).hash == program.hash
