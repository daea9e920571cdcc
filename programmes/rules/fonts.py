"""Text of the time before Unicode: TCVN3, VNI, and UTF-8 read as Windows-1252."""

import re
import unicodedata

TCVN3 = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
SIGNS_OF_TCVN3 = re.compile("[\u00a1-\u00be×÷]|[a-zà-ÿ][Æ-Þ](?![A-ZÀ-Þ])")
LETTERS_OF_TCVN3 = re.compile("[åæëîïøûüäþß]")

VNI_LETTERS = {"ñ": "đ", "Ñ": "Đ", "æ": "ỉ", "ô": "ơ", "Ô": "Ơ", "ö": "ư", "Ö": "Ư"}
VNI_LETTERS |= {"ó": "ĩ", "ò": "ị", "î": "ỵ"}
TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
HATS = {"á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
BREVES = {"é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
VNI_MARKS = (
    TONES
    | {sign: "\u0302" + tone for sign, tone in HATS.items()}
    | {sign: "\u0306" + tone for sign, tone in BREVES.items()}
    | {"â": "\u0302", "ê": "\u0306"}
)
VNI_MARKED = re.compile(f"([aeouyAEOUYôöÔÖ])([{''.join(VNI_MARKS)}])", re.IGNORECASE)
OF_VNI = re.compile("[aeAE][ùøûõïáàåãäéèúüëâê]|[ouyôö][øûïåäë]|ö", re.IGNORECASE)


def converted(text: str) -> str | None:
    """Return what garbled text was meant to say, or None if it is not garbled.

    A guess, to be confirmed by who has the paper in hand.

    >>> converted("NguyÔn V¨n"), converted("Nguyeãn Vaên"), converted("Nguyá»…n")
    ('Nguyễn Văn', 'Nguyễn Văn', 'Nguyễn')
    >>> converted("Nguyễn Văn") is None
    True
    """
    composed = unicodedata.normalize("NFC", text)
    if (meant := _from_windows_1252(composed)) is not None:
        return meant
    if any(ord(character) > 0xFF for character in composed):
        return None
    signs = SIGNS_OF_TCVN3.search(composed)
    if not signs and OF_VNI.search(composed):
        return _from_vni(composed)
    if signs or LETTERS_OF_TCVN3.search(composed):
        return "".join(TCVN3.get(character, character) for character in composed)
    return None


def _from_windows_1252(text: str) -> str | None:
    if text.isascii():
        return None
    try:
        raw = b"".join(
            bytes([ord(character)])
            if 0x80 <= ord(character) <= 0x9F
            else character.encode("cp1252")
            for character in text
        )
        return unicodedata.normalize("NFC", raw.decode())
    except UnicodeError:
        return None


def _from_vni(text: str) -> str:
    def letter(found: re.Match[str]) -> str:
        base, mark = found.groups()
        base = VNI_LETTERS.get(base, base)
        return unicodedata.normalize("NFC", base + VNI_MARKS[mark.lower()])

    marked = VNI_MARKED.sub(lambda found: "\x00" + letter(found) + "\x00", text)
    return "".join(
        piece if index % 2 else "".join(VNI_LETTERS.get(c, c) for c in piece)
        for index, piece in enumerate(marked.split("\x00"))
    )
