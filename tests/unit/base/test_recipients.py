"""Files sealed for a recipient: the published format, opened by its owner alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarana.base.vault.keys import SealBroken
from sarana.base.vault.recipients import is_public_key, new_pair, open_with, seal_for

# Made once by age 1.1.1 (age-keygen, age -r): a pair that guards nothing, and a file that says "A list."
SECRET = "AGE-SECRET-KEY-1LDAVWRJ7EJTDDSZWQWEUC25V8HT0USYZNZP467Q5WTEPQRKASR6S78KUCV"
PUBLIC = "age10akxrxq53ht2na7sztgm5jl6p9cdzcns9u5qjdx5thlcg98m8sfsvum0q8"
BY_AGE = bytes.fromhex(
    "6167652d656e6372797074696f6e2e6f72672f76310a2d3e20583235353139206a4978374166727071797245467738736a46"
    "4d4b63726f5a6a4c6f70436c7161426e745579322f785545550a7244324d6f322f79664d4b756f663559657a6c58504b6f36"
    "312f4f4e5575666654554a34484a424b7a65630a2d2d2d2052416e4a3942496d784a4b70655732564e707270492b73767543"
    "433775596e6d7a7443746b7843515174550a93421b3f6de0a3b9e237bff76d04ebde4045b323c1cecddc3c58b70be983f4a2"
    "557df5a10d3245"
)


@given(st.binary(max_size=200), st.sampled_from([0, 65_536, 65_537, 131_072]))
def test_what_is_sealed_comes_out_whole(content, filling):
    secret, public = new_pair()
    assert open_with(secret, seal_for(public, content + bytes(filling))) == content + bytes(filling)


def test_a_file_of_the_age_tool_is_opened():
    assert open_with(SECRET, BY_AGE) == b"A list."
    assert open_with(SECRET, seal_for(PUBLIC, b"Another.")) == b"Another."


def test_nobody_else_opens_it_and_no_sign_of_it_may_change():
    secret, public = new_pair()
    sealed = seal_for(public, b"Twelve names")
    assert b"names" not in sealed
    with pytest.raises(SealBroken):
        open_with(new_pair()[0], sealed)
    for place in (5, 30, 90, len(sealed) - 3):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises((SealBroken, ValueError)):
            open_with(secret, bytes(changed))
    for end in (1, 20):
        with pytest.raises(SealBroken):
            open_with(secret, sealed[:-end])


@given(st.integers(0, len(PUBLIC) - 1))
def test_a_mistyped_key_is_no_key(place):
    other = "q" if PUBLIC[place] != "q" else "p"
    wrong = PUBLIC[:place] + other + PUBLIC[place + 1 :]
    assert is_public_key(PUBLIC)
    assert not is_public_key(wrong)
    with pytest.raises(ValueError, match="key"):
        seal_for(wrong, b"")
