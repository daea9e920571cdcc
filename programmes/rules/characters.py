"""Characters that nobody sees, that belong to other scripts, or that pile up."""

import unicodedata
from collections.abc import Collection

from programmes.rules.bad_input import BadInput

HANGUL_FILLERS = "\u115f\u1160\u3164\uffa0"
INVISIBLE_CATEGORIES = {"Cc", "Cf", "Cs", "Zl", "Zp"}
JOINERS = "\u200c\u200d"
MOST_MARKS_ON_A_LETTER = 3


def is_invisible(character: str) -> bool:
    """Tell whether a character leaves no trace on paper; a plain space does not count.

    >>> is_invisible("\\x00"), is_invisible("\\u200b"), is_invisible(" ")
    (True, True, False)
    """
    return (
        character in HANGUL_FILLERS
        or unicodedata.category(character) in INVISIBLE_CATEGORIES
    )


def is_blank(text: str) -> bool:
    r"""Tell whether nothing was entered: spaces and invisible characters alone.

    NUL is not nothing: somebody's programme sent it.

    >>> is_blank(" \t\u00a0\u200b\u3164"), is_blank("\x00"), is_blank("0")
    (True, False, False)
    """
    return all(
        character.isspace() or (character != "\x00" and is_invisible(character))
        for character in text
    )


def refuse_invisible(text: str, *, but: Collection[str] = ()) -> None:
    """Refuse the first invisible character, by its place, unless it is in `but`.

    Raises: BadInput INVISIBLE with `character` (as U+200B) and `position`, from 1.
    """
    for position, character in enumerate(text, 1):
        if is_invisible(character) and character not in but:
            name = f"U+{ord(character):04X}"
            raise BadInput(
                "INVISIBLE", text, values={"character": name, "position": position}
            )


def refuse_piled_marks(text: str) -> None:
    """Refuse a letter with more marks than any orthography of Vietnam needs.

    Raises: BadInput PILED_MARKS with `most` and the `position` of the mark too many.
    """
    marks = 0
    for position, character in enumerate(text, 1):
        # Letter by letter: a whole text of marks would take long to put in order.
        parts = unicodedata.normalize("NFD", character)
        marks = len(parts) + (marks if unicodedata.combining(parts[0]) else -1)
        if marks > MOST_MARKS_ON_A_LETTER:
            most = MOST_MARKS_ON_A_LETTER
            found = {"most": most, "position": position}
            raise BadInput("PILED_MARKS", text, values=found)


def refuse_other_digits(text: str) -> None:
    """Refuse digits other than 0–9, which `int` would read all the same.

    Raises: BadInput OTHER_DIGITS with the first such `character`.
    """
    for character in text:
        if unicodedata.category(character) == "Nd" and not character.isascii():
            raise BadInput("OTHER_DIGITS", text, values={"character": character})


def clean_note(text: str, *, longest: int = 500) -> str:
    r"""Return free text as it is stored: composed, lines kept, ends trimmed.

    Everything that can be seen is taken, markup and formulas too: it is text, and
    whoever shows or exports it shows it as text. Joiners stay, for emoji.

    Raises: BadInput INVISIBLE, PILED_MARKS, TOO_LONG (`longest`, `count`).

    >>> clean_note("\ufeff  trả dần \r\n từ tháng 5 ")
    'trả dần\ntừ tháng 5'
    """
    if is_blank(text):
        return ""
    note = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    refuse_invisible(note, but="\n\t" + JOINERS)
    refuse_piled_marks(note)
    refuse_too_long(note, longest=longest)
    lines = (" ".join(line.split()) for line in note.split("\n"))
    return unicodedata.normalize("NFC", "\n".join(lines).strip())


def refuse_too_long(text: str, *, longest: int) -> None:
    """Refuse more characters than there is room for.

    Raises: BadInput TOO_LONG with `longest` and `count`, of composed characters.
    """
    count = len(unicodedata.normalize("NFC", text))
    if count > longest:
        raise BadInput("TOO_LONG", text, values={"longest": longest, "count": count})
