"""Names that name nobody: pronounceable, random, easy to say over the telephone."""

import secrets

# No C, Q, X, Y (read in several ways), and no vowel that looks like a digit at the end of a code.
CONSONANTS = "BDFGHJKLMNPRSTVWZ"
VOWELS = "AEIOU"
DIGITS = "0123456789"


def invent() -> str:
    """A random pseudonym such as KAVO-4721. It says nothing about the person, the moment or the organisation."""
    syllables = "".join(secrets.choice(letters) for letters in (CONSONANTS, VOWELS, CONSONANTS, VOWELS))
    return f"{syllables}-{''.join(secrets.choice(DIGITS) for _ in range(4))}"
