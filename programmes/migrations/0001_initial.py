from decimal import Decimal

import django.contrib.auth.models
import django.contrib.auth.validators
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="BeneficiaryClass",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "code",
                    models.CharField(max_length=30, unique=True, verbose_name="code"),
                ),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                (
                    "name_en",
                    models.CharField(max_length=160, verbose_name="English name"),
                ),
            ],
            options={
                "verbose_name": "beneficiary class",
                "verbose_name_plural": "beneficiary classes",
            },
        ),
        migrations.CreateModel(
            name="Holiday",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("day", models.DateField(unique=True, verbose_name="day")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
            ],
            options={
                "verbose_name": "holiday",
                "verbose_name_plural": "holidays",
            },
        ),
        migrations.CreateModel(
            name="LegalBasis",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "number",
                    models.CharField(max_length=60, unique=True, verbose_name="number"),
                ),
                (
                    "issued_on",
                    models.DateField(blank=True, null=True, verbose_name="issued on"),
                ),
                ("issuer", models.CharField(max_length=80, verbose_name="issuer")),
                ("title", models.CharField(max_length=240, verbose_name="title")),
                (
                    "confidence",
                    models.CharField(
                        choices=[
                            ("A", "A: official text"),
                            ("B", "B: papers of the bank's staff"),
                            ("C", "C: secondary source"),
                            ("OK", "OK: common knowledge, to be confirmed"),
                        ],
                        max_length=2,
                        verbose_name="confidence",
                    ),
                ),
            ],
            options={
                "verbose_name": "legal basis",
                "verbose_name_plural": "legal bases",
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="last login"
                    ),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={
                            "unique": "A user with that username already exists."
                        },
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[
                            django.contrib.auth.validators.UnicodeUsernameValidator()
                        ],
                        verbose_name="username",
                    ),
                ),
                (
                    "first_name",
                    models.CharField(
                        blank=True, max_length=150, verbose_name="first name"
                    ),
                ),
                (
                    "last_name",
                    models.CharField(
                        blank=True, max_length=150, verbose_name="last name"
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="email address"
                    ),
                ),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="date joined"
                    ),
                ),
                (
                    "staff_number",
                    models.CharField(
                        blank=True,
                        max_length=20,
                        null=True,
                        unique=True,
                        verbose_name="staff number",
                    ),
                ),
                (
                    "full_name",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="full name"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("vi", "Tiếng Việt"), ("en", "English")],
                        default="vi",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                (
                    "has_single_keys",
                    models.BooleanField(
                        default=True, verbose_name="single-key shortcuts"
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("verb", models.CharField(max_length=24, verbose_name="act")),
                ("noun", models.CharField(max_length=40, verbose_name="thing")),
                ("subject", models.CharField(max_length=200, verbose_name="which")),
                ("before", models.TextField(blank=True, verbose_name="before")),
                ("after", models.TextField(blank=True, verbose_name="after")),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "act on the frame",
                "verbose_name_plural": "acts on the frame",
            },
        ),
        migrations.CreateModel(
            name="CapitalSource",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("CENTRAL", "Central"),
                            ("LOCAL_PROVINCE", "Local: province"),
                            ("LOCAL_COMMUNE", "Local: commune"),
                        ],
                        max_length=14,
                        unique=True,
                        verbose_name="code",
                    ),
                ),
                ("core_code", models.CharField(max_length=1, verbose_name="core code")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "name_en",
                    models.CharField(max_length=80, verbose_name="English name"),
                ),
            ],
            options={
                "verbose_name": "capital source",
                "verbose_name_plural": "capital sources",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code", "CENTRAL"), ("core_code", "1")),
                            models.Q(
                                ("code__in", ["LOCAL_PROVINCE", "LOCAL_COMMUNE"]),
                                ("core_code", "2"),
                            ),
                            _connector="OR",
                        ),
                        name="capital_source_is_central_or_local",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Commune",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="from")),
                (
                    "valid_to",
                    models.DateField(blank=True, null=True, verbose_name="until"),
                ),
                (
                    "legal_basis",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="legal basis"
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="withdrawn at",
                    ),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=200,
                        verbose_name="reason of the withdrawal",
                    ),
                ),
                (
                    "code",
                    models.CharField(db_index=True, max_length=5, verbose_name="code"),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("COMMUNE", "Commune"),
                            ("WARD", "Ward"),
                            ("SPECIAL_ZONE", "Special zone"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "bank_code",
                    models.CharField(
                        blank=True, max_length=6, verbose_name="bank's code"
                    ),
                ),
                (
                    "is_difficult",
                    models.BooleanField(default=False, verbose_name="difficult area"),
                ),
                ("is_rural", models.BooleanField(verbose_name="rural")),
                (
                    "folded",
                    models.CharField(db_index=True, editable=False, max_length=60),
                ),
                ("sort_key", models.CharField(editable=False, max_length=240)),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="withdrawn by",
                    ),
                ),
            ],
            options={
                "verbose_name": "commune",
                "verbose_name_plural": "communes",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="commune_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at__isnull", True),
                                ("withdrawn_by__isnull", True),
                                ("withdrawn_reason", ""),
                            ),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_by__isnull", False),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="commune_is_withdrawn_by_somebody_for_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Investor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "code",
                    models.CharField(max_length=12, unique=True, verbose_name="code"),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="investors",
                        to="programmes.capitalsource",
                        verbose_name="capital source",
                    ),
                ),
            ],
            options={
                "verbose_name": "investor",
                "verbose_name_plural": "investors",
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("FARMERS", "Farmers' Union"),
                            ("WOMEN", "Women's Union"),
                            ("VETERANS", "Veterans' Association"),
                            ("YOUTH", "Youth Union"),
                        ],
                        max_length=8,
                        unique=True,
                        verbose_name="code",
                    ),
                ),
                (
                    "core_code",
                    models.CharField(
                        max_length=2, unique=True, verbose_name="core code"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "short_name",
                    models.CharField(max_length=12, verbose_name="short name"),
                ),
                (
                    "name_en",
                    models.CharField(max_length=80, verbose_name="English name"),
                ),
            ],
            options={
                "verbose_name": "organisation",
                "verbose_name_plural": "organisations",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("code__in", ["FARMERS", "WOMEN", "VETERANS", "YOUTH"])
                        ),
                        name="organisation_is_one_of_four",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "code",
                    models.CharField(max_length=24, unique=True, verbose_name="code"),
                ),
                (
                    "core_code",
                    models.CharField(
                        blank=True, max_length=2, verbose_name="core code"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "name_en",
                    models.CharField(max_length=120, verbose_name="English name"),
                ),
                (
                    "short_name",
                    models.CharField(
                        max_length=12, unique=True, verbose_name="short name"
                    ),
                ),
                (
                    "plan_line",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="plan line"
                    ),
                ),
            ],
            options={
                "verbose_name": "programme",
                "verbose_name_plural": "programmes",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[A-Z][A-Z0-9_]*$")),
                        name="programme_code_is_a_word_in_capitals",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeTerms",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="from")),
                (
                    "valid_to",
                    models.DateField(blank=True, null=True, verbose_name="until"),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="withdrawn at",
                    ),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=200,
                        verbose_name="reason of the withdrawal",
                    ),
                ),
                (
                    "rate_kind",
                    models.CharField(
                        choices=[
                            ("FIXED", "Fixed"),
                            ("SHARE_OF_BASE", "Share of the poor-household rate"),
                        ],
                        max_length=13,
                        verbose_name="kind of rate",
                    ),
                ),
                (
                    "rate_percent",
                    models.DecimalField(
                        blank=True,
                        decimal_places=5,
                        max_digits=8,
                        null=True,
                        verbose_name="rate (percent a year)",
                    ),
                ),
                (
                    "share_percent",
                    models.DecimalField(
                        blank=True,
                        decimal_places=5,
                        max_digits=8,
                        null=True,
                        verbose_name="share of the poor-household rate (percent)",
                    ),
                ),
                (
                    "priority_rate_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("FIXED", "Fixed"),
                            ("SHARE_OF_BASE", "Share of the poor-household rate"),
                        ],
                        max_length=13,
                        verbose_name="kind of priority rate",
                    ),
                ),
                (
                    "priority_rate_percent",
                    models.DecimalField(
                        blank=True,
                        decimal_places=5,
                        max_digits=8,
                        null=True,
                        verbose_name="priority rate (percent a year)",
                    ),
                ),
                (
                    "priority_share_percent",
                    models.DecimalField(
                        blank=True,
                        decimal_places=5,
                        max_digits=8,
                        null=True,
                        verbose_name="priority share (percent)",
                    ),
                ),
                (
                    "priority_for",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="priority rate is for"
                    ),
                ),
                (
                    "max_amount",
                    models.BigIntegerField(
                        blank=True, null=True, verbose_name="most to one household"
                    ),
                ),
                (
                    "max_amount_business",
                    models.BigIntegerField(
                        blank=True, null=True, verbose_name="most to one business"
                    ),
                ),
                (
                    "max_term_months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="longest term (months)"
                    ),
                ),
                (
                    "grace_months",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="grace on principal (months)"
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("ENTRUSTED", "Entrusted through groups"),
                            ("DIRECT", "Direct at the bank"),
                            ("BOTH", "Entrusted or direct"),
                        ],
                        max_length=9,
                        verbose_name="channel",
                    ),
                ),
                (
                    "session_move",
                    models.CharField(
                        choices=[
                            ("NONE", "Not moved"),
                            ("SESSION_BEFORE", "Session strictly before"),
                            ("SESSION_ON_OR_BEFORE", "Session on the day or before"),
                            ("SESSION_AFTER", "Session strictly after"),
                        ],
                        default="SESSION_ON_OR_BEFORE",
                        max_length=20,
                        verbose_name="session that meets a due date",
                    ),
                ),
                (
                    "extension_permitted",
                    models.BooleanField(
                        default=True, verbose_name="extension permitted"
                    ),
                ),
                (
                    "rollover_permitted",
                    models.BooleanField(
                        default=False, verbose_name="crop rollover permitted"
                    ),
                ),
                (
                    "collateral_above",
                    models.BigIntegerField(
                        blank=True, null=True, verbose_name="collateral above"
                    ),
                ),
                (
                    "instalment_rule_excepted",
                    models.BooleanField(
                        default=False,
                        verbose_name="excepted from the instalment rule of 1 March 2026",
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        choices=[
                            ("A", "A: official text"),
                            ("B", "B: papers of the bank's staff"),
                            ("C", "C: secondary source"),
                            ("OK", "OK: common knowledge, to be confirmed"),
                        ],
                        max_length=2,
                        verbose_name="confidence",
                    ),
                ),
                (
                    "note",
                    models.CharField(blank=True, max_length=300, verbose_name="note"),
                ),
                (
                    "legal_basis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="terms",
                        to="programmes.legalbasis",
                        verbose_name="legal basis",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="terms",
                        to="programmes.programme",
                        verbose_name="programme",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="withdrawn by",
                    ),
                ),
            ],
            options={
                "verbose_name": "terms of a programme",
                "verbose_name_plural": "terms of programmes",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="programmeterms_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at__isnull", True),
                                ("withdrawn_by__isnull", True),
                                ("withdrawn_reason", ""),
                            ),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_by__isnull", False),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="programmeterms_is_withdrawn_by_somebody_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("rate_kind", "FIXED"),
                                ("rate_percent__gte", 0),
                                ("rate_percent__isnull", False),
                                ("share_percent__isnull", True),
                            ),
                            models.Q(
                                ("rate_kind", "SHARE_OF_BASE"),
                                ("rate_percent__isnull", True),
                                ("share_percent__gt", 0),
                                ("share_percent__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="terms_have_exactly_the_rate_of_their_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("priority_rate_kind", "FIXED"),
                                ("priority_rate_percent__gte", 0),
                                ("priority_rate_percent__isnull", False),
                                ("priority_share_percent__isnull", True),
                            ),
                            models.Q(
                                ("priority_rate_kind", "SHARE_OF_BASE"),
                                ("priority_rate_percent__isnull", True),
                                ("priority_share_percent__gt", 0),
                                ("priority_share_percent__isnull", False),
                            ),
                            models.Q(
                                ("priority_rate_kind", ""),
                                ("priority_rate_percent__isnull", True),
                                ("priority_share_percent__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="terms_have_at_most_one_priority_rate",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("max_amount__isnull", True),
                                ("max_amount__gt", 0),
                                _connector="OR",
                            ),
                            models.Q(
                                ("max_amount_business__isnull", True),
                                ("max_amount_business__gt", 0),
                                _connector="OR",
                            ),
                        ),
                        name="most_that_is_lent_is_above_zero",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("max_term_months__isnull", True),
                            ("max_term_months__gt", 0),
                            _connector="OR",
                        ),
                        name="longest_term_is_above_zero",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PrincipalPeriod",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "up_to_months",
                    models.PositiveSmallIntegerField(
                        verbose_name="terms of up to (months)"
                    ),
                ),
                (
                    "period_months",
                    models.PositiveSmallIntegerField(
                        verbose_name="principal every (months)"
                    ),
                ),
                (
                    "terms",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="periods",
                        to="programmes.programmeterms",
                        verbose_name="terms",
                    ),
                ),
            ],
            options={
                "verbose_name": "principal period",
                "verbose_name_plural": "principal periods",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("terms", "up_to_months"),
                        name="principal_period_is_one_for_each_band",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period_months__gt", 0), ("up_to_months__gt", 0)
                        ),
                        name="principal_period_is_above_zero",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Province",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="from")),
                (
                    "valid_to",
                    models.DateField(blank=True, null=True, verbose_name="until"),
                ),
                (
                    "legal_basis",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="legal basis"
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="withdrawn at",
                    ),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=200,
                        verbose_name="reason of the withdrawal",
                    ),
                ),
                ("code", models.CharField(max_length=2, verbose_name="code")),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("PROVINCE", "Province"),
                            ("CITY", "City under the centre"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("folded", models.CharField(editable=False, max_length=60)),
                ("sort_key", models.CharField(editable=False, max_length=240)),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="withdrawn by",
                    ),
                ),
            ],
            options={
                "verbose_name": "province",
                "verbose_name_plural": "provinces",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="province_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at__isnull", True),
                                ("withdrawn_by__isnull", True),
                                ("withdrawn_reason", ""),
                            ),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_by__isnull", False),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="province_is_withdrawn_by_somebody_for_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganisationUnit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="from")),
                (
                    "valid_to",
                    models.DateField(blank=True, null=True, verbose_name="until"),
                ),
                (
                    "legal_basis",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="legal basis"
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="withdrawn at",
                    ),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=200,
                        verbose_name="reason of the withdrawal",
                    ),
                ),
                (
                    "code",
                    models.CharField(db_index=True, max_length=8, verbose_name="code"),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("CENTRE", "Centre"),
                            ("PROVINCE", "Province"),
                            ("COMMUNE", "Commune"),
                        ],
                        max_length=8,
                        verbose_name="level",
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                (
                    "commune",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="organisation_units",
                        to="programmes.commune",
                        verbose_name="commune",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="units",
                        to="programmes.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="units",
                        to="programmes.organisationunit",
                        verbose_name="under",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="withdrawn by",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="organisation_units",
                        to="programmes.province",
                        verbose_name="province",
                    ),
                ),
            ],
            options={
                "verbose_name": "unit of an organisation",
                "verbose_name_plural": "units of organisations",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="organisationunit_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at__isnull", True),
                                ("withdrawn_by__isnull", True),
                                ("withdrawn_reason", ""),
                            ),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_by__isnull", False),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="organisationunit_is_withdrawn_by_somebody_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("commune__isnull", True),
                                ("level", "CENTRE"),
                                ("parent__isnull", True),
                                ("province__isnull", True),
                            ),
                            models.Q(
                                ("commune__isnull", True),
                                ("level", "PROVINCE"),
                                ("parent__isnull", False),
                                ("province__isnull", False),
                            ),
                            models.Q(
                                ("commune__isnull", False),
                                ("level", "COMMUNE"),
                                ("parent__isnull", False),
                                ("province__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="organisation_unit_has_the_place_of_its_level",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Office",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "code",
                    models.CharField(max_length=6, unique=True, verbose_name="code"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("HEAD_OFFICE", "Head office"),
                            ("BRANCH", "Branch"),
                            ("TRANSACTION_OFFICE", "Transaction office"),
                        ],
                        max_length=18,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "address",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="address"
                    ),
                ),
                (
                    "phone",
                    models.CharField(blank=True, max_length=15, verbose_name="phone"),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offices",
                        to="programmes.office",
                        verbose_name="under",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offices",
                        to="programmes.province",
                        verbose_name="province",
                    ),
                ),
            ],
            options={
                "verbose_name": "office",
                "verbose_name_plural": "offices",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "HEAD_OFFICE"), ("parent__isnull", True)),
                            models.Q(
                                models.Q(("kind", "HEAD_OFFICE"), _negated=True),
                                ("parent__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="only_the_head_office_is_under_no_office",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="commune",
            name="province",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="communes",
                to="programmes.province",
                verbose_name="province",
            ),
        ),
        migrations.CreateModel(
            name="TransactionPoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "code",
                    models.CharField(max_length=12, unique=True, verbose_name="code"),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="points",
                        to="programmes.office",
                        verbose_name="office",
                    ),
                ),
            ],
            options={
                "verbose_name": "transaction point",
                "verbose_name_plural": "transaction points",
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("TELLER", "Teller"),
                            ("TEAM_LEADER", "Team leader"),
                            ("CONTROLLER", "Controller"),
                            ("CREDIT_OFFICER", "Credit officer"),
                            ("DIRECTOR", "Director"),
                            ("ORGANISATION_OFFICER", "Organisation officer"),
                            ("PEOPLES_COMMITTEE", "People's Committee"),
                            ("BOARD", "Board of Representatives"),
                            ("PROGRAMME_ADMIN", "Programme administrator"),
                            ("SYSTEM_ADMIN", "System administrator"),
                            ("AUDITOR", "Auditor"),
                        ],
                        max_length=24,
                        verbose_name="role",
                    ),
                ),
                (
                    "is_whole_bank",
                    models.BooleanField(default=False, verbose_name="whole bank"),
                ),
                ("valid_from", models.DateField(verbose_name="from")),
                (
                    "valid_to",
                    models.DateField(blank=True, null=True, verbose_name="until"),
                ),
                (
                    "commune",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="programmes.commune",
                        verbose_name="commune",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="programmes.office",
                        verbose_name="office",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="programmes.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="programmes.province",
                        verbose_name="province",
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="programmes.transactionpoint",
                        verbose_name="transaction point",
                    ),
                ),
            ],
            options={
                "verbose_name": "post",
                "verbose_name_plural": "posts",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="post_ends_after_it_begins",
                        violation_error_message="A post ends after it begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("commune__isnull", True),
                                ("is_whole_bank", True),
                                ("office__isnull", True),
                                ("organisation__isnull", True),
                                ("point__isnull", True),
                                ("province__isnull", True),
                            ),
                            models.Q(
                                ("is_whole_bank", False),
                                models.Q(
                                    ("commune__isnull", True),
                                    ("office__isnull", True),
                                    ("organisation__isnull", True),
                                    ("point__isnull", True),
                                    ("province__isnull", True),
                                    _negated=True,
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="post_has_a_limit_or_is_for_the_whole_bank",
                        violation_error_message="Name a limit, or say that the post is for the whole bank.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "TELLER",
                                    "TEAM_LEADER",
                                    "CONTROLLER",
                                    "CREDIT_OFFICER",
                                    "DIRECTOR",
                                    "ORGANISATION_OFFICER",
                                    "PEOPLES_COMMITTEE",
                                    "BOARD",
                                    "PROGRAMME_ADMIN",
                                    "SYSTEM_ADMIN",
                                    "AUDITOR",
                                ],
                            )
                        ),
                        name="post_has_a_known_role",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PointPlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="from")),
                (
                    "valid_to",
                    models.DateField(blank=True, null=True, verbose_name="until"),
                ),
                (
                    "legal_basis",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="legal basis"
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="withdrawn at",
                    ),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=200,
                        verbose_name="reason of the withdrawal",
                    ),
                ),
                (
                    "commune",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="point_places",
                        to="programmes.commune",
                        verbose_name="commune",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="withdrawn by",
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="places",
                        to="programmes.transactionpoint",
                        verbose_name="transaction point",
                    ),
                ),
            ],
            options={
                "verbose_name": "commune of a point",
                "verbose_name_plural": "communes of points",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="pointplace_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at__isnull", True),
                                ("withdrawn_by__isnull", True),
                                ("withdrawn_reason", ""),
                            ),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_by__isnull", False),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="pointplace_is_withdrawn_by_somebody_for_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PointDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="from")),
                (
                    "valid_to",
                    models.DateField(blank=True, null=True, verbose_name="until"),
                ),
                (
                    "legal_basis",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="legal basis"
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="withdrawn at",
                    ),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=200,
                        verbose_name="reason of the withdrawal",
                    ),
                ),
                (
                    "session_day",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(31),
                        ],
                        verbose_name="session day",
                    ),
                ),
                ("starts_at", models.TimeField(verbose_name="begins at")),
                ("ends_at", models.TimeField(verbose_name="ends at")),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="withdrawn by",
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="days",
                        to="programmes.transactionpoint",
                        verbose_name="transaction point",
                    ),
                ),
            ],
            options={
                "verbose_name": "day of a point",
                "verbose_name_plural": "days of points",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="pointday_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at__isnull", True),
                                ("withdrawn_by__isnull", True),
                                ("withdrawn_reason", ""),
                            ),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_by__isnull", False),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="pointday_is_withdrawn_by_somebody_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("session_day__gte", 1), ("session_day__lte", 31)
                        ),
                        name="session_day_is_a_day_of_the_month",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="point_closes_after_it_opens",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Village",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "code",
                    models.CharField(max_length=8, unique=True, verbose_name="code"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("HAMLET", "Hamlet"),
                            ("RESIDENTIAL_GROUP", "Residential group"),
                        ],
                        max_length=17,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "is_sample",
                    models.BooleanField(default=False, verbose_name="sample"),
                ),
                (
                    "commune",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="villages",
                        to="programmes.commune",
                        verbose_name="commune",
                    ),
                ),
            ],
            options={
                "verbose_name": "village",
                "verbose_name_plural": "villages",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[0-9]{8}$")),
                        name="village_code_has_eight_digits",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BankRules",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="from")),
                (
                    "valid_to",
                    models.DateField(blank=True, null=True, verbose_name="until"),
                ),
                (
                    "legal_basis",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="legal basis"
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="withdrawn at",
                    ),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=200,
                        verbose_name="reason of the withdrawal",
                    ),
                ),
                (
                    "overdue_multiplier_percent",
                    models.DecimalField(
                        decimal_places=5,
                        default=Decimal("130"),
                        max_digits=8,
                        verbose_name="overdue rate (percent of the contract's)",
                    ),
                ),
                (
                    "cash_step",
                    models.PositiveIntegerField(
                        verbose_name="cash is offered in steps of"
                    ),
                ),
                (
                    "least_deposit",
                    models.PositiveIntegerField(
                        verbose_name="least deposit of a member"
                    ),
                ),
                (
                    "in_term_order",
                    models.CharField(
                        max_length=200, verbose_name="order of a payment in term"
                    ),
                ),
                (
                    "overdue_order",
                    models.CharField(
                        max_length=200, verbose_name="order of a payment overdue"
                    ),
                ),
                (
                    "instalment_rule_from",
                    models.DateField(
                        verbose_name="missed instalments turn overdue in contracts from"
                    ),
                ),
                (
                    "idle_after_minutes",
                    models.PositiveSmallIntegerField(
                        verbose_name="screen locks after (minutes)"
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="withdrawn by",
                    ),
                ),
            ],
            options={
                "verbose_name": "bank's rules",
                "verbose_name_plural": "bank's rules",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="bankrules_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at__isnull", True),
                                ("withdrawn_by__isnull", True),
                                ("withdrawn_reason", ""),
                            ),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_by__isnull", False),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="bankrules_is_withdrawn_by_somebody_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("overdue_multiplier_percent__gte", 100)),
                        name="overdue_rate_is_not_below_the_contracts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cash_step__gt", 0)),
                        name="cash_step_is_above_zero",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("noun", models.CharField(max_length=40, verbose_name="thing")),
                ("subject", models.CharField(max_length=200, verbose_name="which")),
                ("summary", models.TextField(verbose_name="what is to change")),
                ("holds_from", models.DateField(verbose_name="holds from")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("PROPOSED", "Proposed"),
                            ("AGREED", "Agreed"),
                            ("WITHDRAWN", "Withdrawn"),
                        ],
                        default="PROPOSED",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("proposed_at", models.DateTimeField(verbose_name="proposed at")),
                (
                    "decided_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="decided at"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes_decided",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes_proposed",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="proposed by",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposed change",
                "verbose_name_plural": "proposed changes",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", models.F("proposed_by")),
                            ("state", "AGREED"),
                            _negated=True,
                        ),
                        name="change_is_agreed_by_another_than_its_maker",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                                ("state", "PROPOSED"),
                            ),
                            models.Q(
                                models.Q(("state", "PROPOSED"), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="change_is_decided_by_somebody_at_a_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommuneSuccession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("on", models.DateField(verbose_name="on")),
                ("basis", models.CharField(max_length=160, verbose_name="legal basis")),
                (
                    "confidence",
                    models.CharField(
                        choices=[
                            ("A", "A: official text"),
                            ("B", "B: papers of the bank's staff"),
                            ("C", "C: secondary source"),
                            ("OK", "OK: common knowledge, to be confirmed"),
                        ],
                        max_length=2,
                        verbose_name="confidence",
                    ),
                ),
                (
                    "former",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions",
                        to="programmes.commune",
                        verbose_name="former unit",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessions",
                        to="programmes.commune",
                        verbose_name="unit that took over",
                    ),
                ),
            ],
            options={
                "verbose_name": "succession of communes",
                "verbose_name_plural": "successions of communes",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("former", "successor"), name="succession_is_told_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("former", models.F("successor")), _negated=True
                        ),
                        name="commune_does_not_succeed_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Denomination",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="from")),
                (
                    "valid_to",
                    models.DateField(blank=True, null=True, verbose_name="until"),
                ),
                (
                    "legal_basis",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="legal basis"
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="withdrawn at",
                    ),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=200,
                        verbose_name="reason of the withdrawal",
                    ),
                ),
                ("value", models.PositiveIntegerField(verbose_name="value")),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="withdrawn by",
                    ),
                ),
            ],
            options={
                "verbose_name": "denomination",
                "verbose_name_plural": "denominations",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="denomination_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at__isnull", True),
                                ("withdrawn_by__isnull", True),
                                ("withdrawn_reason", ""),
                            ),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_by__isnull", False),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="denomination_is_withdrawn_by_somebody_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value__gt", 0)),
                        name="denomination_is_above_zero",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BaseRate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="from")),
                (
                    "valid_to",
                    models.DateField(blank=True, null=True, verbose_name="until"),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="withdrawn at",
                    ),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=200,
                        verbose_name="reason of the withdrawal",
                    ),
                ),
                (
                    "annual_rate_percent",
                    models.DecimalField(
                        decimal_places=5,
                        max_digits=8,
                        verbose_name="rate (percent a year)",
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        choices=[
                            ("A", "A: official text"),
                            ("B", "B: papers of the bank's staff"),
                            ("C", "C: secondary source"),
                            ("OK", "OK: common knowledge, to be confirmed"),
                        ],
                        max_length=2,
                        verbose_name="confidence",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="withdrawn by",
                    ),
                ),
                (
                    "legal_basis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="base_rates",
                        to="programmes.legalbasis",
                        verbose_name="legal basis",
                    ),
                ),
            ],
            options={
                "verbose_name": "base rate",
                "verbose_name_plural": "base rates",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="baserate_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at__isnull", True),
                                ("withdrawn_by__isnull", True),
                                ("withdrawn_reason", ""),
                            ),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_by__isnull", False),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="baserate_is_withdrawn_by_somebody_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("annual_rate_percent__gt", 0)),
                        name="base_rate_is_above_zero",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeBeneficiary",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="from")),
                (
                    "valid_to",
                    models.DateField(blank=True, null=True, verbose_name="until"),
                ),
                (
                    "legal_basis",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="legal basis"
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="withdrawn at",
                    ),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=200,
                        verbose_name="reason of the withdrawal",
                    ),
                ),
                (
                    "needs_list",
                    models.BooleanField(
                        verbose_name="must stand on the commune's list"
                    ),
                ),
                (
                    "beneficiary_class",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programmes",
                        to="programmes.beneficiaryclass",
                        verbose_name="beneficiary class",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="beneficiaries",
                        to="programmes.programme",
                        verbose_name="programme",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="withdrawn by",
                    ),
                ),
            ],
            options={
                "verbose_name": "beneficiaries of a programme",
                "verbose_name_plural": "beneficiaries of programmes",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="programmebeneficiary_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at__isnull", True),
                                ("withdrawn_by__isnull", True),
                                ("withdrawn_reason", ""),
                            ),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_by__isnull", False),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="programmebeneficiary_is_withdrawn_by_somebody_for_a_reason",
                    ),
                ],
            },
        ),
    ]
