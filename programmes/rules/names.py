"""Names of people: how they are stored, searched for and put in order."""

import re
import unicodedata

from programmes.rules.bad_input import BadInput, Doubt
from programmes.rules.characters import (
    is_blank,
    refuse_invisible,
    refuse_piled_marks,
    refuse_too_long,
)
from programmes.rules.fonts import converted

LONGEST_NAME = 100
APOSTROPHES = str.maketrans("’‘ʼ", "'''")
UNMARKED = str.maketrans("đƀ", "db")
REFUSED = re.compile(r"[0-9;()<>=]")
NOT_OF_NAMES = {"So", "Nd", "Nl", "No", "Co", "Cn"}
WORDS_OF_EMPTY_CELLS = {"null", "none", "nan", "n/a"}
ERROR_OF_A_CELL = re.compile(r"#[A-Z0-9/]+[!?]?", re.IGNORECASE)
GARBLED = "\u00ad" + "".join(map(chr, range(0x80, 0xA0)))
"""What letters of old fonts turn into: warned of with the name that was meant."""
LOOK_ALIKE_SCRIPTS = ("CYRILLIC", "GREEK")

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
LETTER_RANK = {letter: chr(0x41 + rank) for rank, letter in enumerate(ALPHABET)}
TONE_RANK = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
OTHER_MARK = "6"


def fold(text: str) -> str:
    """Return text for searching: small letters, no marks, đ → d, ƀ → b, ’ → '.

    >>> fold("  Nguyễn Thị  Đào "), fold("H’Hen Niê"), fold("Ƀlih")
    ('nguyen thi dao', "h'hen nie", 'blih')
    """
    spread = unicodedata.normalize("NFD", " ".join(text.split()).lower())
    bare = "".join(c for c in spread if not unicodedata.combining(c))
    return bare.translate(UNMARKED).translate(APOSTROPHES)


def given_name_first(name: str) -> str:
    """Return a name as it is searched for: the given name, then the rest.

    >>> given_name_first("Lê Thị  Hoa")
    'Hoa Lê Thị'
    """
    *rest, given = name.split() or [""]
    return " ".join((given, *rest))


def person_key(name: str) -> str:
    """Return a key that sorts people, compared by code points.

    The given name (last word) is compared whole, letters before tones, and only
    then the rest of the name. Marks that Vietnamese does not know (as in Blĕ)
    come after the tones.

    >>> names = ["Trần Thị Hòa", "Lê Văn Hoa", "Phạm Ân", "Bùi An"]
    >>> sorted(names, key=person_key)
    ['Bùi An', 'Phạm Ân', 'Lê Văn Hoa', 'Trần Thị Hòa']
    """
    *rest, given = unicodedata.normalize("NFC", name).split() or [""]
    return "\x01".join((*_keys_of([given]), *_keys_of(rest)))


def place_key(name: str) -> str:
    """Return a key that sorts places, word by word from the first, as `person_key`.

    >>> sorted(["Đông Sơn", "Cẩm Thành", "Dương Hòa"], key=place_key)
    ['Cẩm Thành', 'Dương Hòa', 'Đông Sơn']
    """
    return "\x01".join(_keys_of(unicodedata.normalize("NFC", name).split()))


def _keys_of(words: list[str]) -> tuple[str, str]:
    keys = [_word_key(word) for word in words]
    return " ".join(letters for letters, _ in keys), " ".join(tone for _, tone in keys)


def _word_key(word: str) -> tuple[str, str]:
    # A syllable has one tone, which spellings put on either vowel (hoà, hòa): it is
    # a key of the word and not of a letter.
    letters: list[str] = []
    marks = ""
    for part in unicodedata.normalize("NFD", word.lower().translate(APOSTROPHES)):
        hatted = unicodedata.normalize("NFC", "".join(letters[-1:]) + part)
        if part in TONE_RANK:
            marks += TONE_RANK[part]
        elif unicodedata.combining(part) and hatted in LETTER_RANK:
            letters[-1] = hatted
        elif unicodedata.combining(part):
            marks += OTHER_MARK
        elif part == "ƀ":
            letters.append("b")
            marks += OTHER_MARK
        else:
            letters.append(part)
    return "".join(LETTER_RANK.get(c, c) for c in letters), marks or "0"


def clean_name(text: str, *, longest: int = LONGEST_NAME) -> str:
    r"""Return a name as it is stored: composed, single spaces, letters as typed.

    Letters and apostrophes of every people of Vietnam pass.

    Raises: BadInput EMPTY, INVISIBLE, EMPTY_CELL, NOT_IN_A_NAME (`character`),
    PILED_MARKS, TOO_LONG (`longest`, `count`).

    >>> clean_name("\ufeffNguye\u0302\u0303n  Thị\tĐào")
    'Nguyễn Thị Đào'
    """
    if is_blank(text):
        raise BadInput("EMPTY", text)
    refuse_piled_marks(text)
    refuse_too_long(text, longest=longest)
    name = " ".join(text.lstrip("\ufeff").split())
    if name.lower() in WORDS_OF_EMPTY_CELLS or ERROR_OF_A_CELL.fullmatch(name):
        raise BadInput("EMPTY_CELL", text)
    refuse_invisible(name, but=GARBLED if converted(name) else "")
    for character in name:
        if _is_not_of_names(character):
            raise BadInput("NOT_IN_A_NAME", text, values={"character": character})
    return unicodedata.normalize("NFC", name)


def _is_not_of_names(character: str) -> bool:
    # Signs of Latin-1 are letters of an old font: a doubt, not a refusal.
    if "\u00a1" <= character <= "\u00ff":
        return False
    category = unicodedata.category(character)
    return bool(REFUSED.fullmatch(character)) or category in NOT_OF_NAMES


def name_doubts(name: str) -> list[Doubt]:
    """Return what is odd about a name that is allowed.

    Codes: BROKEN_FONT with the converted name as the offer, LOOK_ALIKE
    (`character`, `script`).

    >>> [(doubt.code, doubt.offer) for doubt in name_doubts("NguyÔn V¨n")]
    [('BROKEN_FONT', 'Nguyễn Văn')]
    """
    doubts = []
    if offer := converted(name):
        doubts.append(Doubt("BROKEN_FONT", name, offer))
    for character in name:
        script = unicodedata.name(character, "").split(" ")[0]
        if script in LOOK_ALIKE_SCRIPTS:
            found = {"character": character, "script": script}
            doubts.append(Doubt("LOOK_ALIKE", name, values=found))
            break
    return doubts
