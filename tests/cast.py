"""The people of the tests, and the little country that they live in.

Two communes, a point in each, one office. Lan is teller at Tịnh Khê, Hùng leads the
team, Cúc controls, Ông Sơn is credit officer, Bà Đào directs. Tâm is teller of the
next commune and must not see anything of Tịnh Khê.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from programmes.access import Role
from programmes.models import (
    BankRules,
    BaseRate,
    CapitalSource,
    Commune,
    Denomination,
    LegalBasis,
    Office,
    Organisation,
    OrganisationUnit,
    PointDay,
    PointPlace,
    Post,
    PrincipalPeriod,
    Programme,
    ProgrammeTerms,
    Province,
    TransactionPoint,
    User,
    Village,
)
from programmes.rules.names import fold, place_key

LONG_AGO = date(2015, 6, 5)
PASSWORD = "mot hai ba bon nam sau"


def moment(day: date, hour: int = 2, minute: int = 0) -> datetime:
    """A moment of a day, UTC; 02:00 is 09:00 in Vietnam."""
    return datetime.combine(day, time(hour, minute), tzinfo=UTC)


@dataclass
class Country:
    """What every test of money needs of the frame; `marker` stands in every name."""

    marker: str = ""
    number: int = 1
    session_day: int = 10
    people: dict[str, User] = field(default_factory=dict)
    programmes: dict[str, Programme] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._places()
        self._organisations()
        _bank(self)
        self._people()

    def __getattr__(self, name: str) -> Any:
        people = self.__dict__.get("people", {})
        if name in people:
            return people[name]
        raise AttributeError(name)

    def named(self, text: str) -> str:
        return f"{text} {self.marker}".strip()

    def _places(self) -> None:
        n = self.number
        self.province = _dated(
            Province,
            code=f"{50 + n}",
            name=self.named("Quảng Ngãi"),
            kind="PROVINCE",
        )
        head = Office.objects.filter(kind="HEAD_OFFICE").first()
        if head is None:
            head = Office.objects.create(
                code="000000",
                kind="HEAD_OFFICE",
                name="Hội sở chính",
                province=self.province,
            )
        branch = Office.objects.create(
            code=f"{n:02}0000",
            kind="BRANCH",
            name=self.named("Chi nhánh Quảng Ngãi"),
            parent=head,
            province=self.province,
        )
        self.office = Office.objects.create(
            code=f"{n:02}0001",
            kind="TRANSACTION_OFFICE",
            name=self.named("Phòng giao dịch Tịnh Khê"),
            parent=branch,
            province=self.province,
        )
        self.commune, self.village, self.point = self._served("Tịnh Khê", 1)
        self.next_commune, self.next_village, self.next_point = self._served(
            "An Phú", 2
        )

    def _served(self, name: str, place: int):
        code = f"{self.number:02}{place:03}"
        commune = _dated(
            Commune,
            code=code,
            province=self.province,
            name=self.named(name),
            kind="COMMUNE",
            is_rural=True,
        )
        village = Village.objects.create(
            code=f"{code}001",
            commune=commune,
            kind="HAMLET",
            name=self.named("Trường Định"),
        )
        point = TransactionPoint.objects.create(
            code=f"TXN{code}", name=self.named(f"Điểm {name}"), office=self.office
        )
        PointPlace.objects.create(point=point, commune=commune, valid_from=LONG_AGO)
        PointDay.objects.create(
            point=point,
            session_day=self.session_day,
            starts_at=time(8),
            ends_at=time(11),
            valid_from=LONG_AGO,
        )
        return commune, village, point

    def _organisations(self) -> None:
        self.organisations, self.units = {}, {}
        for core, code in enumerate(("FARMERS", "WOMEN", "VETERANS", "YOUTH"), 11):
            organisation, _made = Organisation.objects.get_or_create(
                code=code,
                defaults={
                    "core_code": str(core),
                    "name": code,
                    "short_name": code[:3],
                    "name_en": code.title(),
                },
            )
            self.organisations[code] = organisation
        centre, _made = OrganisationUnit.objects.get_or_create(
            code="C0",
            level="CENTRE",
            defaults={
                "organisation": self.organisations["WOMEN"],
                "name": "Trung ương Hội",
                "valid_from": LONG_AGO,
            },
        )
        province = OrganisationUnit.objects.create(
            code=f"P{self.number}",
            level="PROVINCE",
            organisation=self.organisations["WOMEN"],
            province=self.province,
            parent=centre,
            name=self.named("Hội Phụ nữ tỉnh"),
            valid_from=LONG_AGO,
        )
        for place, commune in enumerate((self.commune, self.next_commune)):
            for code in ("WOMEN", "FARMERS"):
                unit = OrganisationUnit.objects.create(
                    code=f"{code[0]}{self.number}{place}",
                    level="COMMUNE",
                    organisation=self.organisations[code],
                    province=self.province,
                    commune=commune,
                    parent=province,
                    name=self.named(f"Hội {code} xã"),
                    valid_from=LONG_AGO,
                )
                self.units[code, commune.pk] = unit

    def _people(self) -> None:
        here = {"office": self.office}
        commune = {"commune": self.commune}
        women = {**commune, "organisation": self.organisations["WOMEN"]}
        whole = {"is_whole_bank": True}
        posts = {
            "lan": ("Trần Thị Lan", Role.TELLER, {"point": self.point}),
            "mai": ("Võ Thị Mai", Role.TELLER, {"point": self.point}),
            "hung": ("Lê Văn Hùng", Role.TEAM_LEADER, here),
            "cuc": ("Đỗ Thị Cúc", Role.CONTROLLER, here),
            "son": ("Phạm Hồng Sơn", Role.CREDIT_OFFICER, here),
            "dao": ("Nguyễn Thị Đào", Role.DIRECTOR, here),
            "tam": ("Bùi Minh Tâm", Role.TELLER, {"point": self.next_point}),
            "women": ("Hồ Thị Hạnh", Role.ORGANISATION_OFFICER, women),
            "committee": ("Đinh Văn Ủy", Role.PEOPLES_COMMITTEE, commune),
            "board": ("Trương Ban", Role.BOARD, {"province": self.province}),
            "programmes_admin": ("Cao Chương", Role.PROGRAMME_ADMIN, whole),
            "system": ("Hà Thống", Role.SYSTEM_ADMIN, whole),
            "auditor": ("Mạc Toán", Role.AUDITOR, {"province": self.province}),
        }
        for username, (name, role, limits) in posts.items():
            user = User.objects.create_user(
                username=f"{username}{self.marker.lower()}",
                password=PASSWORD,
                full_name=self.named(name),
                is_staff=role in (Role.PROGRAMME_ADMIN, Role.SYSTEM_ADMIN),
            )
            Post.objects.create(user=user, role=role, valid_from=LONG_AGO, **limits)
            self.people[username] = user

    @property
    def team(self) -> list[tuple[User, str]]:
        """The mobile team of Tịnh Khê: leader, controller, two tellers."""
        return [
            (self.hung, "TEAM_LEADER"),
            (self.cuc, "CONTROLLER"),
            (self.lan, "TELLER"),
            (self.mai, "TELLER"),
        ]


def _dated(model, name: str, **values):
    return model.objects.create(
        name=name,
        folded=fold(name),
        sort_key=place_key(name),
        valid_from=LONG_AGO,
        **values,
    )


def _bank(country: Country) -> None:
    """Programmes, sources and conventions: of the whole bank, made once."""
    basis, _made = LegalBasis.objects.get_or_create(
        number="750/QĐ-TTg",
        defaults={"issuer": "TTg", "title": "Lãi suất", "confidence": "A"},
    )
    country.source, _made = CapitalSource.objects.get_or_create(
        code="CENTRAL",
        defaults={"core_code": "1", "name": "Trung ương", "name_en": "Central"},
    )
    for word, rate in (("POOR", "6.6"), ("WATER", "9"), ("STUDENT", "6.6")):
        country.programmes[word] = Programme.objects.filter(
            code=word
        ).first() or _programme(word, Decimal(rate), basis)
    if BankRules.objects.exists():
        return
    BaseRate.objects.create(
        annual_rate_percent=Decimal("6.6"),
        legal_basis=basis,
        confidence="A",
        valid_from=LONG_AGO,
    )
    for note in (500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5000, 2000, 1000):
        Denomination.objects.create(value=note, valid_from=LONG_AGO)
    BankRules.objects.create(
        cash_step=1000,
        least_deposit=5000,
        in_term_order="interest_of_period,interest_arrears,principal_due,principal_ahead",
        overdue_order="principal_overdue,interest_of_period,interest_arrears,principal_due,principal_ahead",
        instalment_rule_from=date(2026, 3, 1),
        idle_after_minutes=30,
        valid_from=LONG_AGO,
    )


def _programme(word: str, rate: Decimal, basis: LegalBasis) -> Programme:
    programme = Programme.objects.create(
        code=word, name=f"Chương trình {word}", name_en=word, short_name=word[:12]
    )
    terms = ProgrammeTerms.objects.create(
        programme=programme,
        rate_kind="FIXED",
        rate_percent=rate,
        max_amount=200_000_000,
        max_term_months=120,
        grace_months=12 if word == "STUDENT" else 0,
        channel="ENTRUSTED",
        session_move="SESSION_BEFORE" if word == "STUDENT" else "SESSION_ON_OR_BEFORE",
        legal_basis=basis,
        confidence="A",
        valid_from=LONG_AGO,
    )
    PrincipalPeriod.objects.create(terms=terms, up_to_months=120, period_months=12)
    return programme
