"""The frame: what is decided by somebody and holds from a day."""

from programmes.models.audit import AuditEvent
from programmes.models.beneficiaries import BeneficiaryClass, ProgrammeBeneficiary
from programmes.models.capital import CapitalSource, Investor
from programmes.models.changes import Change
from programmes.models.conventions import BankRules, Denomination, Holiday
from programmes.models.dated import Confidence, Dated, DatedQuerySet
from programmes.models.legal_bases import LegalBasis
from programmes.models.offices import Office
from programmes.models.organisations import Organisation, OrganisationUnit
from programmes.models.places import Commune, CommuneSuccession, Province, Village
from programmes.models.points import PointDay, PointPlace, TransactionPoint
from programmes.models.posts import Post, User
from programmes.models.terms import (
    BaseRate,
    Channel,
    PrincipalPeriod,
    Programme,
    ProgrammeTerms,
    RateKind,
    SessionMove,
    annual_rate_percent,
)

__all__ = [
    "AuditEvent",
    "BankRules",
    "BaseRate",
    "BeneficiaryClass",
    "CapitalSource",
    "Change",
    "Channel",
    "Commune",
    "CommuneSuccession",
    "Confidence",
    "Dated",
    "DatedQuerySet",
    "Denomination",
    "Holiday",
    "Investor",
    "LegalBasis",
    "Office",
    "Organisation",
    "OrganisationUnit",
    "PointDay",
    "PointPlace",
    "Post",
    "PrincipalPeriod",
    "Programme",
    "ProgrammeBeneficiary",
    "ProgrammeTerms",
    "Province",
    "RateKind",
    "SessionMove",
    "TransactionPoint",
    "User",
    "Village",
    "annual_rate_percent",
]
