"""Names as an English ear hears them and an English hand writes them: folded, plain, in words, by sound. Pure."""

import re
import unicodedata
from functools import lru_cache

import jellyfish

# Letters that do not come apart into a plain letter and a mark.
LETTERS = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ı": "i", "þ": "th", "ð": "d"}
)
LATELY = 8192  # words kept in mind: one contact compares the same few names with hundreds of people
WORD_ENDS = re.compile(r"[\s\-/,.]+")


@lru_cache(LATELY)
def fold(text: str) -> str:
    """Lower case without accents; a name in another script is kept in its own letters."""
    if text.isascii():
        return text.casefold()
    apart = unicodedata.normalize("NFKD", text.translate(LETTERS)).casefold()
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


@lru_cache(LATELY)
def plain(text: str) -> str:
    """Letters only, lower case: O'Neill, ONeill and o neill are one name."""
    return "".join(letter for letter in fold(text) if letter.isalpha())


def words(name: str) -> list[str]:
    """Each word of a name, plain: 'Anne-Marie O'Neill' is anne, marie, oneill."""
    return [word for word in (plain(part) for part in WORD_ENDS.split(name)) if word]


@lru_cache(LATELY)
def sound(word: str) -> str:
    """How a word sounds to an English ear; one that is not in English letters sounds like itself."""
    return (jellyfish.metaphone(word) if word.isascii() else "") or word


def compact(postcode: str) -> str:
    return re.sub(r"\W", "", postcode).upper()


def digits(number: str) -> str:
    return re.sub(r"[^0-9]", "", number)
