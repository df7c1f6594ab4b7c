"""Root keys: in a closed file, or behind a program of the organisation's own."""

import json
import os
import sys
import threading

import pytest

from vangnet.persons.vault.programs import ProgramRootKeys
from vangnet.persons.vault.roots import LocalKeyFile, RootKeyError, Wrapped

KEY = b"k" * 32

# A key service in twelve lines: what an organisation puts between Vangnet and its HSM.
PROGRAM = """
import base64, hashlib, json, sys
asked = json.load(sys.stdin)
raw, text = base64.b64decode, lambda b: base64.b64encode(b).decode()
mask = lambda one, data: bytes(a ^ b for a, b in zip(data, hashlib.sha256(("root" + one["category"]).encode()).digest()))
if asked["act"] == "current_version": answer = {"version": 7}
elif asked["act"] == "wrap": answer = {"version": 7, "sealed": text(mask(asked, raw(asked["key"])))}
elif asked["act"] == "unwrap": answer = {"keys": [text(mask(one, raw(one["sealed"]))) for one in asked["keys"]]}
else: answer = {"key": text(hashlib.sha256(asked["scope"].encode()).digest())}
json.dump(answer, sys.stdout)
"""


def test_wrapped_key_comes_back_with_its_context(roots):
    wrapped = roots.wrap("identity", KEY, b"context")
    assert KEY not in wrapped.sealed
    assert roots.unwrap([wrapped, wrapped]) == [KEY, KEY]


def test_wrapped_key_of_another_context_kind_or_version_is_refused(roots):
    wrapped = roots.wrap("identity", KEY, b"context")
    roots.wrap("contact", KEY, b"context")
    roots.add_version("identity")
    for changed in (
        Wrapped("identity", b"other", 1, wrapped.sealed),
        Wrapped("contact", b"context", 1, wrapped.sealed),
        Wrapped("identity", b"context", 2, wrapped.sealed),
        Wrapped("identity", b"context", 1, wrapped.sealed[:-1]),
        Wrapped("identity", b"context", 1, b""),
    ):
        with pytest.raises(RootKeyError, match="does not open"):
            roots.unwrap([changed])


def test_new_version_wraps_from_now_on_and_the_old_one_still_opens(roots):
    old = roots.wrap("identity", KEY, b"")
    assert roots.add_version("identity") == 2
    new = roots.wrap("identity", KEY, b"")
    assert (old.version, new.version) == (1, 2)
    assert roots.unwrap([old, new]) == [KEY, KEY]
    assert roots.versions() == {"identity": [1, 2]}


def test_retired_version_opens_nothing_more_and_the_one_in_use_stays(roots):
    old = roots.wrap("identity", KEY, b"")
    with pytest.raises(RootKeyError, match="in use"):
        roots.retire("identity", 1)
    roots.add_version("identity")
    roots.retire("identity", 1)
    with pytest.raises(RootKeyError, match="no version 1"):
        roots.unwrap([old])


def test_search_keys_of_two_scopes_have_nothing_in_common(roots):
    first, second = roots.index_key("organisation-1"), roots.index_key("organisation-2")
    assert first != second
    assert first == roots.index_key("organisation-1")
    assert len(first) == 32


def test_file_is_closed_and_an_open_one_is_refused(roots, tmp_path):
    wrapped = roots.wrap("identity", KEY, b"")
    file = tmp_path / "roots.json"
    assert file.stat().st_mode & 0o777 == 0o600
    file.chmod(0o640)
    for use in (
        lambda: roots.unwrap([wrapped]),
        lambda: roots.wrap("identity", KEY, b""),
        lambda: roots.index_key("x"),
    ):
        with pytest.raises(RootKeyError, match="chmod 600"):
            use()


def test_missing_file_or_kind_is_not_made_in_production(tmp_path):
    careful = LocalKeyFile(tmp_path / "roots.json")
    with pytest.raises(RootKeyError, match="missing"):
        careful.wrap("identity", KEY, b"")
    generous = LocalKeyFile(tmp_path / "roots.json", may_make=True)
    generous.wrap("identity", KEY, b"")
    assert careful.current_version("identity") == 1
    with pytest.raises(RootKeyError, match="no root key for 'contact'"):
        careful.wrap("contact", KEY, b"")
    with pytest.raises(RootKeyError, match="key for searching"):
        careful.index_key("x")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 2, "roots": {}}', '{"format": 1}', "null"])
def test_damaged_file_is_refused_without_showing_it(content, tmp_path):
    file = tmp_path / "roots.json"
    file.write_text(content)
    file.chmod(0o600)
    with pytest.raises(RootKeyError, match="Put back a good copy"):
        LocalKeyFile(file, may_make=True).current_version("identity")


def test_change_of_the_file_by_another_process_is_seen(roots, tmp_path):
    roots.wrap("identity", KEY, b"")
    LocalKeyFile(tmp_path / "roots.json").add_version("identity")
    assert roots.current_version("identity") == 2


def test_many_at_once_make_one_root_key(tmp_path):
    found = []

    def wrap():
        own = LocalKeyFile(tmp_path / "roots.json", may_make=True)
        found.append(own.wrap("identity", KEY, b""))

    threads = [threading.Thread(target=wrap) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert LocalKeyFile(tmp_path / "roots.json").unwrap(found) == [KEY] * 8
    assert json.loads((tmp_path / "roots.json").read_text())["roots"]["identity"].keys() == {"1"}


@pytest.fixture
def program(tmp_path):
    file = tmp_path / "keys.py"
    file.write_text(PROGRAM)
    return ProgramRootKeys([sys.executable, str(file)])


def test_program_wraps_unwraps_and_gives_search_keys(program):
    wrapped = program.wrap("identity", KEY, b"context")
    assert (wrapped.version, wrapped.context, wrapped.category) == (7, b"context", "identity")
    assert wrapped.sealed != KEY
    assert program.unwrap([wrapped, wrapped]) == [KEY, KEY]
    assert program.unwrap([]) == []
    assert program.current_version("identity") == 7
    assert len(program.index_key("scope")) == 32


@pytest.mark.parametrize("text", ["import sys; sys.exit('secret value')", "print('not json')", "print('[]')"])
def test_program_that_fails_is_reported_without_what_it_said(text, tmp_path):
    file = tmp_path / "broken.py"
    file.write_text(text)
    with pytest.raises((RootKeyError, TypeError)) as refusal:
        ProgramRootKeys([sys.executable, str(file)]).wrap("identity", KEY, b"")
    assert "secret value" not in str(refusal.value)


def test_missing_program_is_reported():
    with pytest.raises(RootKeyError, match="did not answer the question 'index_key'"):
        ProgramRootKeys([os.devnull]).index_key("x")


def test_program_that_forgets_a_key_is_refused(tmp_path):
    file = tmp_path / "short.py"
    file.write_text("print('{\"keys\": []}')")
    with pytest.raises(RootKeyError, match="another number of keys"):
        ProgramRootKeys([sys.executable, str(file)]).unwrap([Wrapped("identity", b"", 1, b"x")])
