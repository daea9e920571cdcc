"""What a book stands on: places, points and people, beside the frame that is loaded."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO

from django.core.management import call_command

from programmes.access import Role
from programmes.models import (
    CapitalSource,
    Commune,
    Office,
    OrganisationUnit,
    PointDay,
    PointPlace,
    Post,
    Programme,
    TransactionPoint,
    User,
    Village,
)

LONG_AGO = date(2020, 1, 1)
SESSION_DAY = 10
OFFICE = "510002"
ORGANISATION = "WOMEN"
TABLES = (
    ("migrate",),
    ("createcachetable",),
    ("load_places",),
    ("load_programmes",),
    ("load_organisations",),
)
ROLES = {
    "officer": Role.CREDIT_OFFICER,
    "director": Role.DIRECTOR,
    "leader": Role.TEAM_LEADER,
    "controller": Role.CONTROLLER,
    "teller": Role.TELLER,
}

Place = tuple[TransactionPoint, Village, OrganisationUnit]


@dataclass(frozen=True)
class Frame:
    """Points with village and women's unit each; users by what they do."""

    places: list[Place]
    users: dict[str, User]
    programme: Programme
    source: CapitalSource

    @property
    def team(self) -> list[tuple[User, str]]:
        return [
            (self.users["leader"], "TEAM_LEADER"),
            (self.users["controller"], "CONTROLLER"),
            (self.users["teller"], "TELLER"),
        ]


def moment(day: date, minutes: int = 0) -> datetime:
    """A moment of a session's day: so many minutes after 8:00 in Vietnam."""
    return datetime.combine(day, time(1), tzinfo=UTC) + timedelta(minutes=minutes)


def make_frame(point_count: int) -> Frame:
    """Fill an empty database with the real frame, and points in a commune each."""
    for command in TABLES:
        call_command(*command, verbosity=0, stdout=StringIO())
    office = Office.objects.get(code=OFFICE)
    communes = Commune.objects.filter(valid_to=None).order_by("code")[:point_count]
    parent = OrganisationUnit.objects.filter(
        organisation__code=ORGANISATION, level="PROVINCE"
    ).order_by("code")[0]
    return Frame(
        places=[
            _served(office, commune, parent, number)
            for number, commune in enumerate(communes, 1)
        ],
        users={name: _user(name, role, office) for name, role in ROLES.items()},
        programme=Programme.objects.get(code="POOR"),
        source=CapitalSource.objects.get(code="CENTRAL"),
    )


def _served(
    office: Office, commune: Commune, parent: OrganisationUnit, number: int
) -> Place:
    point = TransactionPoint.objects.create(
        code=f"BENCH{number:06}", name=f"{commune.name} {number}", office=office
    )
    PointPlace.objects.create(point=point, commune=commune, valid_from=LONG_AGO)
    PointDay.objects.create(
        point=point,
        session_day=SESSION_DAY,
        starts_at=time(8),
        ends_at=time(11),
        valid_from=LONG_AGO,
    )
    village = Village.objects.create(
        code=f"99{number:06}", commune=commune, kind="HAMLET", name="Trường Định"
    )
    unit = OrganisationUnit.objects.create(
        code=f"B{number:06}",
        level="COMMUNE",
        organisation_id=parent.organisation_id,
        province_id=commune.province_id,
        commune=commune,
        parent=parent,
        name=f"Hội Phụ nữ {commune.name}",
        valid_from=LONG_AGO,
    )
    return point, village, unit


def _user(name: str, role: Role, office: Office) -> User:
    user = User.objects.create_user(username=name, full_name=name.title())
    Post.objects.create(user=user, role=role, office=office, valid_from=LONG_AGO)
    return user
