"""The bytes that are hashed: those of RFC 8785 for all that Karez puts into them."""

import hashlib

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.model.canonical import canonical, digest, digest_bytes, digest_text

EXAMPLES = settings(max_examples=max(500, settings().max_examples))
SAFE = 2**53 - 1

texts = st.text(st.characters(exclude_categories=("Cs",)))
keys = st.text(st.characters(max_codepoint=127))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-SAFE, SAFE) | texts,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(keys, inner, max_size=5),
    max_leaves=20,
)


@EXAMPLES
@given(values)
def test_the_bytes_are_those_of_the_reference_implementation(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


@EXAMPLES
@given(st.dictionaries(keys, st.integers(0, 9), max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_keys_changes_nothing(value: dict[str, int], random: object) -> None:
    mixed = list(value.items())
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert digest(dict(mixed)) == digest(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"b": 1, "a": [True, None, "é"]}, '{"a":[true,null,"é"],"b":1}'.encode()),
        ({}, b"{}"),
        ('\x00\x1f"\\/\n', b'"\\u0000\\u001f\\"\\\\/\\n"'),
        (("a", 1), b'["a",1]'),
    ],
)
def test_known_values_have_known_bytes(value: object, expected: bytes) -> None:
    assert canonical(value) == expected


@pytest.mark.parametrize("value", [1.0, float("nan"), [1.5], {"a": {"b": 0.1}}, ({"a": 2.0},)])
def test_floats_are_refused_at_any_depth(value: object) -> None:
    with pytest.raises(TypeError, match="floats"):
        canonical(value)


@pytest.mark.parametrize("value", [{"é": 1}, {1: 1}, [{"a": {"\ud83d\ude00": 1}}]])
def test_keys_that_are_no_ascii_strings_are_refused(value: object) -> None:
    with pytest.raises(TypeError, match="ASCII keys"):
        canonical(value)


def test_other_types_are_refused() -> None:
    with pytest.raises(TypeError):
        canonical({"a": b"bytes"})


def test_digests_are_sha256() -> None:
    assert digest({"a": 1}) == hashlib.sha256(b'{"a":1}').hexdigest()
    assert digest_text("é") == digest_bytes("é".encode()) == hashlib.sha256("é".encode()).hexdigest()


def test_a_key_that_is_a_kind_of_string_is_a_string() -> None:
    class Name(str):
        __slots__ = ()

    assert canonical({Name("b"): 1, "a": 2}) == canonical({"b": 1, "a": 2})
