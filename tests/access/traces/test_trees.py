"""Trees and signatures, against the examples of RFC 6962 and against random trees."""

import base64
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vangnet.access.sealing import anchors, seals, trees
from vangnet.access.sealing.seals import KeyFault, Keys, Statement
from vangnet.access.sealing.trees import Frontier

# The test vectors that implementations of certificate transparency share.
INPUTS = [
    *(b"", b"\x00", b"\x10", b"\x20\x21", b"\x30\x31", b"\x40\x41\x42\x43"),
    *(bytes(range(0x50, 0x58)), bytes(range(0x60, 0x70))),
]
ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


def leaves(count):
    return [trees.leaf(str(number).encode()) for number in range(count)]


@pytest.mark.parametrize("size", ROOTS)
def test_roots_are_those_of_the_standard(size):
    assert trees.root([trees.leaf(one) for one in INPUTS[:size]]).hex() == ROOTS[size]


def test_root_of_nothing_is_the_digest_of_nothing():
    assert trees.root([]) == Frontier().root == sha256(b"").digest()


@given(st.integers(1, 70), st.data())
def test_every_leaf_can_be_proved_and_no_other(size, data):
    some = leaves(size)
    place = data.draw(st.integers(0, size - 1))
    proof, root = trees.inclusion(some, place), trees.root(some)
    assert trees.includes(some[place], place=place, size=size, proof=proof, root=root)
    assert not trees.includes(trees.leaf(b"x"), place=place, size=size, proof=proof, root=root)
    assert not trees.includes(some[place], place=size, size=size, proof=proof, root=root)
    assert not trees.includes(some[place], place=place, size=size, proof=[*proof, root], root=root)
    if size > 1:
        other = (place + 1) % size
        assert not trees.includes(some[place], place=other, size=size, proof=proof, root=root)


@given(st.integers(1, 70), st.data())
def test_growth_can_be_proved_and_a_changed_beginning_cannot(size, data):
    some = leaves(size)
    earlier = data.draw(st.integers(1, size))
    proof = trees.consistency(some, earlier)
    roots = {"earlier_root": trees.root(some[:earlier]), "later_root": trees.root(some)}
    assert trees.begins_with(earlier=earlier, size=size, proof=proof, **roots)
    changed = {**roots, "earlier_root": trees.leaf(b"x")}
    assert not trees.begins_with(earlier=earlier, size=size, proof=proof, **changed)
    assert not trees.begins_with(earlier=earlier, size=size, proof=[*proof, trees.EMPTY], **roots)
    assert not trees.begins_with(earlier=0, size=size, proof=proof, **roots)


@pytest.mark.parametrize(("call", "number"), [(trees.inclusion, 3), (trees.consistency, 0)])
def test_proof_of_what_is_not_there_is_refused(call, number):
    with pytest.raises(IndexError):
        call(leaves(3), number)


@given(st.integers(0, 70))
def test_growing_tree_has_the_same_root_and_can_be_kept(size):
    grown = Frontier()
    for digest in leaves(size):
        grown = Frontier.from_bytes(grown.size, grown.as_bytes()).add(digest)
    assert (grown.size, grown.root) == (size, trees.root(leaves(size)))


def test_damaged_frontier_is_refused():
    with pytest.raises(ValueError, match="tree of 3"):
        Frontier.from_bytes(3, b"short")


def test_line_of_one_log_is_not_a_line_of_another():
    assert trees.line("a", "bc") != trees.line("ab", "c")


def statement(**changes):
    said = {
        "number": 1,
        "moment": "2026-01-01T00:00:00+00:00",
        "lines": 2,
        "total": 2,
        "root": trees.leaf(b"r"),
        "previous": seals.NOTHING_BEFORE,
        "history": trees.EMPTY,
        "shapes": {"log": ["id", "what"]},
    }
    return Statement(**said | changes)


def test_only_the_key_signs_and_only_what_it_signed():
    mine, other = seals.signer(seals.new_key()), seals.signer(seals.new_key())
    signature = mine.sign(statement())
    keys = Keys([mine.public])
    assert keys.accept(mine.name, statement(), signature)
    assert not keys.accept(mine.name, statement(total=3), signature)
    assert not keys.accept(mine.name, statement(), other.sign(statement()))
    assert not keys.accept(other.name, statement(), other.sign(statement()))
    assert statement().digest(signature) != statement().digest(other.sign(statement()))


@pytest.mark.parametrize("text", ["no base64!", base64.b64encode(b"short").decode()])
def test_key_that_is_none_is_refused(text):
    with pytest.raises(KeyFault, match="32 bytes"):
        seals.signer(text)


def test_anchor_is_kept_as_a_line_and_read_again():
    one = anchors.Anchor(1, 2, "2026-01-01", "aa", "bb", "cc", "dd", "ee")
    assert anchors.read([one.as_line(), "\n"]) == [one]


@pytest.mark.parametrize("line", ["{", "[1]", '{"number": 1}'])
def test_damaged_anchor_is_refused_with_its_line(line):
    good = anchors.Anchor(1, 2, "2026-01-01", "aa", "bb", "cc", "dd", "ee").as_line()
    with pytest.raises(anchors.AnchorFault, match="Line 2 of x"):
        anchors.read([good, line], "x")
