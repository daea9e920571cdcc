"""The citizen's number: twelve digits that tell province, century, sex and year.

Basis: Decree 137/2015/NĐ-CP, art. 13. There is no check digit, so that what the
number tells is compared with what is known, and a difference is only a doubt.
"""

import re

from programmes.rules.bad_input import BadInput, Doubt
from programmes.rules.characters import (
    is_blank,
    refuse_invisible,
    refuse_other_digits,
)

LENGTH = 12
OLD_LENGTH = 9
SPACES = " \u00a0\u202f"
OF_A_NUMBER_CELL = re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]+|[0-9]{7,}\.0{1,2}")

PROVINCES = {
    "001": "Hà Nội",
    "002": "Hà Giang",
    "004": "Cao Bằng",
    "006": "Bắc Kạn",
    "008": "Tuyên Quang",
    "010": "Lào Cai",
    "011": "Điện Biên",
    "012": "Lai Châu",
    "014": "Sơn La",
    "015": "Yên Bái",
    "017": "Hòa Bình",
    "019": "Thái Nguyên",
    "020": "Lạng Sơn",
    "022": "Quảng Ninh",
    "024": "Bắc Giang",
    "025": "Phú Thọ",
    "026": "Vĩnh Phúc",
    "027": "Bắc Ninh",
    "030": "Hải Dương",
    "031": "Hải Phòng",
    "033": "Hưng Yên",
    "034": "Thái Bình",
    "035": "Hà Nam",
    "036": "Nam Định",
    "037": "Ninh Bình",
    "038": "Thanh Hóa",
    "040": "Nghệ An",
    "042": "Hà Tĩnh",
    "044": "Quảng Bình",
    "045": "Quảng Trị",
    "046": "Thừa Thiên Huế",
    "048": "Đà Nẵng",
    "049": "Quảng Nam",
    "051": "Quảng Ngãi",
    "052": "Bình Định",
    "054": "Phú Yên",
    "056": "Khánh Hòa",
    "058": "Ninh Thuận",
    "060": "Bình Thuận",
    "062": "Kon Tum",
    "064": "Gia Lai",
    "066": "Đắk Lắk",
    "067": "Đắk Nông",
    "068": "Lâm Đồng",
    "070": "Bình Phước",
    "072": "Tây Ninh",
    "074": "Bình Dương",
    "075": "Đồng Nai",
    "077": "Bà Rịa - Vũng Tàu",
    "079": "Thành phố Hồ Chí Minh",
    "080": "Long An",
    "082": "Tiền Giang",
    "083": "Bến Tre",
    "084": "Trà Vinh",
    "086": "Vĩnh Long",
    "087": "Đồng Tháp",
    "089": "An Giang",
    "091": "Kiên Giang",
    "092": "Cần Thơ",
    "093": "Hậu Giang",
    "094": "Sóc Trăng",
    "095": "Bạc Liêu",
    "096": "Cà Mau",
}
"""The provinces as numbered before July 2025: numbers once given stay valid."""


def parse_citizen_id(text: str, *, from_number_cell: bool = False) -> str:
    r"""Return the twelve digits; spaces and dots between them are dropped.

    A line break at the end and an apostrophe in front, as spreadsheets leave
    them, are dropped too. Ten or eleven digits out of a cell that holds a number
    have lost their zeros: the padded number is offered, never taken by itself.

    Raises: BadInput EMPTY, INVISIBLE, OTHER_DIGITS, NUMBER_CELL, OLD_NUMBER,
    WRONG_LENGTH (`count`), NOT_A_DIGIT (`character`, `position`).

    >>> parse_citizen_id("'051 199 000123\n")
    '051199000123'
    """
    if is_blank(text):
        raise BadInput("EMPTY", text)
    shape = text.rstrip("\r\n" + SPACES).lstrip(SPACES).removeprefix("'")
    refuse_invisible(shape)
    refuse_other_digits(text)
    if OF_A_NUMBER_CELL.fullmatch(shape):
        raise BadInput("NUMBER_CELL", text)
    digits = shape
    for dropped in SPACES + ".":
        digits = digits.replace(dropped, "")
    for position, character in enumerate(shape, 1 + text.index(shape)):
        if character not in "0123456789." + SPACES:
            found: dict[str, int | str] = {
                "character": character,
                "position": position,
            }
            raise BadInput("NOT_A_DIGIT", text, values=found)
    if len(digits) == OLD_LENGTH:
        raise BadInput("OLD_NUMBER", text)
    if len(digits) != LENGTH:
        lost_zeros = from_number_cell and len(digits) in (10, 11)
        offer = digits.zfill(LENGTH) if lost_zeros else None
        raise BadInput("WRONG_LENGTH", text, offer, {"count": len(digits)})
    return digits


def birth_year_in(citizen_id: str) -> int:
    """Return the year of birth that the number tells.

    >>> birth_year_in("051199000123"), birth_year_in("051304000123")
    (1999, 2004)
    """
    return 1900 + int(citizen_id[3]) // 2 * 100 + int(citizen_id[4:6])


def sex_in(citizen_id: str) -> str:
    """Return MALE or FEMALE, as the number tells.

    >>> sex_in("051199000123")
    'FEMALE'
    """
    return "FEMALE" if int(citizen_id[3]) % 2 else "MALE"


def citizen_id_doubts(
    citizen_id: str, *, sex: str | None = None, birth_year: int | None = None
) -> list[Doubt]:
    """Compare the number with what is known of its holder; None is not compared.

    Codes: UNKNOWN_PROVINCE (`province`; born abroad, perhaps), OTHER_SEX
    (`in_number`, `entered`), OTHER_BIRTH_YEAR (`in_number`, `entered`).

    >>> [doubt.code for doubt in citizen_id_doubts("099199000123", birth_year=1998)]
    ['UNKNOWN_PROVINCE', 'OTHER_BIRTH_YEAR']
    """
    doubts = []
    if citizen_id[:3] not in PROVINCES:
        found = {"province": citizen_id[:3]}
        doubts.append(Doubt("UNKNOWN_PROVINCE", citizen_id, values=found))
    if sex is not None and sex != sex_in(citizen_id):
        sexes = {"in_number": sex_in(citizen_id), "entered": sex}
        doubts.append(Doubt("OTHER_SEX", citizen_id, values=sexes))
    if birth_year is not None and birth_year != birth_year_in(citizen_id):
        years = {"in_number": birth_year_in(citizen_id), "entered": birth_year}
        doubts.append(Doubt("OTHER_BIRTH_YEAR", citizen_id, values=years))
    return doubts


def mask_citizen_id(citizen_id: str) -> str:
    """Hide all but the last four digits, as lists show the number.

    >>> mask_citizen_id("051199000123")
    '••••••••0123'
    """
    return "•" * max(len(citizen_id) - 4, 0) + citizen_id[-4:]
