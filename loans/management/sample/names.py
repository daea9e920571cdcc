"""Names as people of the Quảng Ngãi coast and its hills bear them."""

from collections.abc import Sequence
from random import Random

KINH, HRE, CO, BA_NA = "Kinh", "Hrê", "Co", "Ba Na"
ON_THE_COAST = ((KINH, 93), (HRE, 5), (BA_NA, 2))
IN_THE_HILLS = ((HRE, 84), (CO, 6), (KINH, 10))

FAMILIES = (
    ("Nguyễn", 26),
    ("Trần", 11),
    ("Phạm", 11),
    ("Võ", 10),
    ("Lê", 9),
    ("Bùi", 6),
    ("Huỳnh", 5),
    ("Đỗ", 5),
    ("Phan", 3),
    ("Trương", 3),
    ("Tạ", 2),
    ("Đặng", 2),
    ("Hồ", 2),
    ("Ngô", 2),
    ("Cao", 1),
    ("Tiêu", 1),
    ("Kiều", 1),
)
MIDDLE = {
    "MALE": ("Văn", "Văn", "Văn", "Minh", "Ngọc", "Thanh", "Đình", "Hữu", "Quang"),
    "FEMALE": ("Thị", "Thị", "Thị", "Thị", "Thị Kim", "Thị Thu", "Thị Ngọc", "Thanh"),
}
# fmt: off
GIVEN = {
    "MALE": (
        "An", "Bình", "Chánh", "Chiến", "Cường", "Danh", "Dũng", "Đạt", "Đông", "Đức",
        "Hải", "Hậu", "Hiếu", "Hòa", "Hùng", "Huy", "Khánh", "Khoa", "Lâm", "Long",
        "Lộc", "Luận", "Mẫn", "Minh", "Nam", "Nghĩa", "Nhơn", "Phong", "Phú", "Phúc",
        "Phước", "Quân", "Quý", "Sang", "Sơn", "Tài", "Tâm", "Tân", "Thạch", "Thành",
        "Thiện", "Thịnh", "Thọ", "Tín", "Tình", "Toàn", "Trí", "Trung", "Trường",
        "Tuấn", "Tùng", "Việt", "Vinh", "Vương",
    ),
    "FEMALE": (
        "Ánh", "Bích", "Bông", "Cúc", "Diễm", "Diệu", "Dung", "Duyên", "Đào", "Gái",
        "Giang", "Hà", "Hạnh", "Hằng", "Hiền", "Hoa", "Hòa", "Hồng", "Huệ", "Hương",
        "Lan", "Lành", "Lệ", "Liên", "Liễu", "Linh", "Loan", "Lựu", "Mai", "Mỹ", "Nga",
        "Ngân", "Nguyệt", "Nhàn", "Nhi", "Nhung", "Nở", "Phụng", "Phượng", "Quyên",
        "Sáu", "Sen", "Sương", "Tâm", "Thảo", "Thắm", "Thoa", "Thơ", "Thu", "Thủy",
        "Thúy", "Trang", "Trâm", "Trinh", "Tuyết", "Vân", "Vi", "Xuân", "Yến",
    ),
}
# fmt: on
HRE_HOUSES = ("Đinh", "Phạm")
HRE_GIVEN = {
    "MALE": ("Bưm", "Rin", "Trếch", "Út", "Nghề", "Rế", "Thê", "Hrinh", "Phin"),
    "FEMALE": ("Phrây", "Rêu", "Bí", "Nghế", "Trua", "Hvăn", "Brứt", "Thách", "Rơi"),
}
CO_GIVEN = {
    "MALE": ("Biên", "Thốt", "Nút", "Reo", "Dang", "Lái"),
    "FEMALE": ("Hường", "Nghê", "Xem", "Doan", "Liêng", "Nhía"),
}
BA_NA_GIVEN = {
    "MALE": ("Thun", "Byưi", "Khơng", "Đăng", "Yưk", "Phiên"),
    "FEMALE": ("Blưi", "Hlim", "Nglưt", "Mlơn", "Byơn", "Đêng"),
}


def people_of(chance: Random, peoples: Sequence[tuple[str, int]]) -> str:
    """Which people a household belongs to, where they live in these shares."""
    names, weights = zip(*peoples, strict=True)
    return chance.choices(names, weights)[0]


def full_name(
    chance: Random, sex: str, people: str = KINH, family: str | None = None
) -> str:
    """A name of this sex and people; of a given family, where one is named."""
    if people == BA_NA:
        # The Ba Na have no family names: A for a man, Y for a woman.
        return f"{'A' if sex == 'MALE' else 'Y'} {chance.choice(BA_NA_GIVEN[sex])}"
    if people in (HRE, CO):
        middle = "Văn" if sex == "MALE" else "Thị"
        houses, given = (("Hồ",), CO_GIVEN) if people == CO else (HRE_HOUSES, HRE_GIVEN)
        house = family or chance.choice(houses)
        return f"{house} {middle} {chance.choice(given[sex])}"
    if family is None:
        names, weights = zip(*FAMILIES, strict=True)
        family = chance.choices(names, weights)[0]
    return f"{family} {chance.choice(MIDDLE[sex])} {chance.choice(GIVEN[sex])}"


def family_of(name: str) -> str:
    """The family name, as children take it over from their father."""
    return name.split()[0]
