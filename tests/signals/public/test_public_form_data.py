"""What holds for the public form is dated data that is read strictly."""

from datetime import date, timedelta

import pytest
import yaml

from vangnet.core import clock
from vangnet.signals import public_form
from vangnet.signals.public_form import FOLDER, Brake, PublicFormError, current, versions


@pytest.fixture
def folder(tmp_path):
    def write(**changes):
        content = yaml.safe_load((FOLDER / "2026-01-01.yaml").read_text()) | changes
        (tmp_path / f"{content['valid_from']}.yaml").write_text(yaml.safe_dump(content))
        versions.cache_clear()
        return tmp_path

    yield write
    versions.cache_clear()


def test_every_number_has_words_in_both_languages_and_a_source():
    for line in current().helplines:
        assert set(line.name) == set(line.says) == {"nl", "en"}
        assert line.source
    assert current().helplines[0].number == "112"


def test_version_of_today_is_the_newest_that_began(folder):
    place = folder()
    folder(valid_from=date(2030, 1, 1), least_seconds=99)
    assert current(place).least == timedelta(seconds=10)
    with clock.fixed(clock.now() + timedelta(days=3650)):
        assert current(place).least == timedelta(seconds=99)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"code": {"words": 5, "years_after_closing": 1}}, "fewer than 64 bits"),
        ({"brakes": {"code": {"free": 1, "per_second": 1, "longest": 1}}}, "name exactly"),
        ({"files": {}}, "missing"),
        ({"per_draft": {"files": 4, "words": 10}}, "at least the 5 files"),
        ({"per_draft": {"files": 40, "words": 0}}, "other words once"),
        (
            {"helplines": [{"code": "x", "number": "1", "name": {}, "says": {"nl": "x"}, "source": "x"}]},
            "both",
        ),
    ],
)
def test_wrong_file_says_what_is_wrong(folder, changes, says):
    with pytest.raises(PublicFormError, match=says):
        current(folder(**changes))


@pytest.mark.parametrize(("count", "seconds"), [(0, 0), (10, 0), (11, 1), (14, 2), (10_000, 30)])
def test_brake_grows_with_what_arrives_and_never_above_its_limit(count, seconds):
    assert Brake(free=10, per_second=2, longest=30).wait_after(count) == timedelta(seconds=seconds)


def test_bits_of_a_word_fit_the_list():
    assert public_form.BITS_PER_WORD == 11
