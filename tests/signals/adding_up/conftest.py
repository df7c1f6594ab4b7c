from datetime import date

import pytest

from vangnet.signals.adding_up.limits import in_force


@pytest.fixture
def limits():
    return in_force(date(2025, 3, 3))
