from tests.cases.browsing import signed_in, text
from tests.factories import signal


def test_x(registrar):
    signal()
    said = text(signed_in(registrar).get("/en/signals/"))
    print(said)
    f = text(signed_in(registrar).get("/en/signals/figures/"))
    print(f)
    assert 0
