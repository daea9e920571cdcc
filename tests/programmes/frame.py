"""Small rows of the frame, as tests need them; days are those of 2025 and 2026."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

from programmes.models import (
    BankRules,
    BaseRate,
    Commune,
    LegalBasis,
    Office,
    PointDay,
    PointPlace,
    PrincipalPeriod,
    Programme,
    ProgrammeTerms,
    Province,
    TransactionPoint,
    User,
)

START = date(2025, 7, 1)
MOMENT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def user(name="programmes"):
    return User.objects.create_user(name)


def basis(number="750/QĐ-TTg"):
    return LegalBasis.objects.create(
        number=number, issuer="Thủ tướng Chính phủ", title="Lãi suất", confidence="A"
    )


def province(code="51", name="Quảng Ngãi", **columns):
    return Province.objects.create(
        **{
            "code": code,
            "name": name,
            "kind": "PROVINCE",
            "folded": "quang ngai",
            "sort_key": "Q",
            "valid_from": START,
        }
        | columns
    )


def commune(within, code="21211", name="Tịnh Khê", **columns):
    return Commune.objects.create(
        **{
            "province": within,
            "code": code,
            "name": name,
            "kind": "COMMUNE",
            "is_rural": True,
            "folded": "tinh khe",
            "sort_key": "T",
            "valid_from": START,
        }
        | columns
    )


def point(within, code="TXN5121211"):
    office = Office.objects.create(
        code="001000", kind="HEAD_OFFICE", name="Hội sở chính", province=within
    )
    return TransactionPoint.objects.create(
        code=code, name="Điểm giao dịch Tịnh Khê", office=office
    )


def point_place(at, unit, **columns):
    return PointPlace.objects.create(
        **{"point": at, "commune": unit, "valid_from": START} | columns
    )


def point_day(at, session_day=10, **columns):
    return PointDay.objects.create(
        **{
            "point": at,
            "session_day": session_day,
            "starts_at": time(7, 30),
            "ends_at": time(11, 30),
            "valid_from": START,
        }
        | columns
    )


def base_rate(decided, percent="6.6", **columns):
    return BaseRate.objects.create(
        **{
            "annual_rate_percent": Decimal(percent),
            "legal_basis": decided,
            "confidence": "A",
            "valid_from": date(2015, 6, 5),
        }
        | columns
    )


def programme(code="POOR", short_name="HONGHEO"):
    return Programme.objects.create(
        code=code,
        core_code="01",
        name="Hộ nghèo",
        name_en="Poor households",
        short_name=short_name,
    )


def terms(of, decided, **columns):
    return ProgrammeTerms.objects.create(
        **{
            "programme": of,
            "rate_kind": "SHARE_OF_BASE",
            "share_percent": Decimal(100),
            "max_amount": 100_000_000,
            "max_term_months": 120,
            "channel": "ENTRUSTED",
            "legal_basis": decided,
            "confidence": "A",
            "valid_from": START,
        }
        | columns
    )


def periods(of, **bands):
    """Bands as up_to_12=12, up_to_60=24."""
    for name, every in bands.items():
        PrincipalPeriod.objects.create(
            terms=of, up_to_months=int(name.rpartition("_")[2]), period_months=every
        )


def bank_rules(**columns):
    return BankRules.objects.create(
        **{
            "cash_step": 1000,
            "least_deposit": 5000,
            "in_term_order": "interest_of_period,principal_due",
            "overdue_order": "principal_overdue,interest_of_period",
            "instalment_rule_from": date(2026, 3, 1),
            "idle_after_minutes": 15,
            "valid_from": START,
        }
        | columns
    )
