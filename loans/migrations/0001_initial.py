import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("programmes", "0002_guards"),
    ]

    operations = [
        migrations.CreateModel(
            name="SavingsAccount",
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
                    models.CharField(
                        max_length=16, unique=True, verbose_name="account"
                    ),
                ),
                ("opened_on", models.DateField()),
                ("consents_to_debit", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name": "member account",
                "verbose_name_plural": "member accounts",
            },
        ),
        migrations.CreateModel(
            name="Household",
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
                ("address", models.CharField(blank=True, max_length=200)),
                (
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="programmes.transactionpoint",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="programmes.village",
                    ),
                ),
            ],
            options={
                "verbose_name": "household",
                "verbose_name_plural": "households",
            },
        ),
        migrations.CreateModel(
            name="Person",
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
                    "customer_code",
                    models.CharField(
                        blank=True,
                        max_length=10,
                        null=True,
                        unique=True,
                        verbose_name="customer code",
                    ),
                ),
                (
                    "full_name",
                    models.CharField(max_length=120, verbose_name="full name"),
                ),
                ("folded_name", models.CharField(max_length=120)),
                ("sort_key", models.CharField(max_length=300)),
                ("born_on", models.DateField(verbose_name="born on")),
                (
                    "sex",
                    models.CharField(
                        choices=[("FEMALE", "Female"), ("MALE", "Male")], max_length=6
                    ),
                ),
                ("ethnicity", models.CharField(blank=True, max_length=40)),
                ("relation", models.CharField(blank=True, max_length=40)),
                (
                    "citizen_id",
                    models.CharField(
                        blank=True,
                        max_length=12,
                        null=True,
                        unique=True,
                        verbose_name="citizen ID",
                    ),
                ),
                (
                    "phone",
                    models.CharField(blank=True, max_length=10, verbose_name="phone"),
                ),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
                        to="loans.household",
                    ),
                ),
            ],
            options={
                "verbose_name": "person",
                "verbose_name_plural": "people",
                "indexes": [
                    models.Index(
                        fields=["folded_name", "id"], name="person_by_folded_name"
                    ),
                    models.Index(fields=["sort_key", "id"], name="person_by_sort_key"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("citizen_id__isnull", True),
                            ("citizen_id__regex", "\\A[0-9]{12}\\Z"),
                            _connector="OR",
                        ),
                        name="citizen_id_has_twelve_digits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sex__in", ["FEMALE", "MALE"])),
                        name="person_sex_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("full_name", ""), _negated=True),
                        name="person_has_a_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IdentityReveal",
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
                ("reason", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="loans.person"
                    ),
                ),
            ],
            options={
                "verbose_name": "citizen ID opened",
                "verbose_name_plural": "citizen IDs opened",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason__length__gte", 10)),
                        name="reveal_gives_a_reason_of_ten_characters",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SavingsBalance",
            fields=[
                (
                    "savings_account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="balance",
                        serialize=False,
                        to="loans.savingsaccount",
                    ),
                ),
                ("amount", models.BigIntegerField(default=0)),
                ("last_value_date", models.DateField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "balance of a member account",
                "verbose_name_plural": "balances of member accounts",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0)),
                        name="member_savings_are_not_negative",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="savingsaccount",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="savings_accounts",
                to="loans.person",
            ),
        ),
        migrations.AddField(
            model_name="savingsaccount",
            name="point",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                to="programmes.transactionpoint",
            ),
        ),
        migrations.CreateModel(
            name="SavingsCreditGroup",
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
                    models.CharField(max_length=7, unique=True, verbose_name="code"),
                ),
                ("formed_on", models.DateField()),
                (
                    "organisation_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="programmes.organisationunit",
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="programmes.transactionpoint",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="programmes.village",
                    ),
                ),
            ],
            options={
                "verbose_name": "savings and credit group",
                "verbose_name_plural": "savings and credit groups",
            },
        ),
        migrations.CreateModel(
            name="Membership",
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
                ("deposit_level", models.BigIntegerField(default=0)),
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="loans.person",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="loans.savingscreditgroup",
                    ),
                ),
            ],
            options={
                "verbose_name": "membership",
                "verbose_name_plural": "memberships",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="membership_ends_after_it_begins",
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
                        name="membership_is_withdrawn_by_somebody_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("deposit_level__gte", 0)),
                        name="membership_deposit_level_is_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Loan",
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
                    "contract_number",
                    models.CharField(
                        max_length=16, unique=True, verbose_name="contract"
                    ),
                ),
                ("principal", models.BigIntegerField()),
                ("term_months", models.PositiveSmallIntegerField()),
                ("period_months", models.PositiveSmallIntegerField()),
                ("grace_months", models.PositiveSmallIntegerField(default=0)),
                ("purpose", models.CharField(max_length=200)),
                ("decision_number", models.CharField(max_length=40)),
                ("approved_on", models.DateField()),
                ("valid_until", models.DateField()),
                ("contract_on", models.DateField()),
                ("graduates_on", models.DateField(blank=True, null=True)),
                (
                    "course_months",
                    models.PositiveSmallIntegerField(blank=True, null=True),
                ),
                ("is_repayment_doubled", models.BooleanField(default=False)),
                ("interest_grace_until", models.DateField(blank=True, null=True)),
                ("has_instalment_rule", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("APPROVED", "Approved"),
                            ("ACTIVE", "Active"),
                            ("CLOSED", "Closed"),
                            ("LAPSED", "Lapsed"),
                        ],
                        default="APPROVED",
                        max_length=8,
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="loans",
                        to="loans.household",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="programmes.transactionpoint",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="programmes.programme",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="programmes.capitalsource",
                    ),
                ),
                (
                    "borrower",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="loans",
                        to="loans.person",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="loans",
                        to="loans.savingscreditgroup",
                    ),
                ),
            ],
            options={
                "verbose_name": "loan",
                "verbose_name_plural": "loans",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by", models.F("made_by")), _negated=True
                        ),
                        name="loan_is_made_and_approved_by_two_people",
                        violation_error_message="Approver and maker must be different people.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("principal__gt", 0), ("principal__lte", 10000000000000)
                        ),
                        name="loan_principal_is_positive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("grace_months__lt", models.F("term_months")),
                            ("period_months__gt", 0),
                            ("term_months__gt", 0),
                        ),
                        name="loan_term_holds_its_period_and_grace",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["APPROVED", "ACTIVE", "CLOSED", "LAPSED"])
                        ),
                        name="loan_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_on__isnull", False), ("state", "CLOSED")),
                            models.Q(
                                models.Q(("state", "CLOSED"), _negated=True),
                                ("closed_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="closed_loan_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__gte", models.F("approved_on"))
                        ),
                        name="loan_approval_is_valid_from_its_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupSheet",
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
                ("key", models.UUIDField(unique=True)),
                ("request_digest", models.CharField(max_length=64)),
                ("voucher_number", models.PositiveIntegerField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "handed_in_by",
                    models.CharField(
                        choices=[
                            ("LEADER", "Group leader"),
                            ("DEPUTY", "Deputy leader"),
                        ],
                        max_length=6,
                    ),
                ),
                ("receipt_from", models.CharField(blank=True, max_length=10)),
                ("receipt_to", models.CharField(blank=True, max_length=10)),
                ("interest", models.BigIntegerField()),
                ("deposit", models.BigIntegerField()),
                ("interest_from_savings", models.BigIntegerField()),
                ("principal_from_savings", models.BigIntegerField()),
                ("cash_received", models.BigIntegerField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "handed_in_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="loans.person",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="loans.savingscreditgroup",
                    ),
                ),
            ],
            options={
                "verbose_name": "recorded sheet",
                "verbose_name_plural": "recorded sheets",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "cash_received",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("interest"), "+", models.F("deposit")
                                ),
                            )
                        ),
                        name="sheet_cash_is_its_interest_and_deposits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("deposit__gte", 0),
                            ("interest__gte", 0),
                            ("interest_from_savings__gte", 0),
                            ("principal_from_savings__gte", 0),
                        ),
                        name="sheet_amounts_are_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("handed_in_by__in", ["LEADER", "DEPUTY"])),
                        name="sheet_is_handed_in_by_a_board_member",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CollectionContract",
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
                ("number", models.CharField(max_length=40)),
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
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="collection_contracts",
                        to="loans.savingscreditgroup",
                    ),
                ),
            ],
            options={
                "verbose_name": "contract 11/TD",
                "verbose_name_plural": "contracts 11/TD",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="collectioncontract_ends_after_it_begins",
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
                        name="collectioncontract_is_withdrawn_by_somebody_for_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BoardMember",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("LEADER", "Group leader"),
                            ("DEPUTY", "Deputy leader"),
                        ],
                        max_length=6,
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="loans.person"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="board",
                        to="loans.savingscreditgroup",
                    ),
                ),
            ],
            options={
                "verbose_name": "board member",
                "verbose_name_plural": "board members",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="boardmember_ends_after_it_begins",
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
                        name="boardmember_is_withdrawn_by_somebody_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["LEADER", "DEPUTY"])),
                        name="board_role_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Session",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("POINT", "Commune session"),
                            ("OFFICE", "Office session"),
                        ],
                        max_length=6,
                    ),
                ),
                ("held_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("PREPARED", "Prepared"),
                            ("OPEN", "Open"),
                            ("COUNTING", "Counting cash"),
                            ("CLOSED", "Closed"),
                        ],
                        default="PREPARED",
                        max_length=8,
                    ),
                ),
                ("prepared_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("voucher_count", models.PositiveIntegerField(default=0)),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="programmes.office",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="programmes.transactionpoint",
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "POINT"), ("point__isnull", False)),
                            models.Q(("kind", "OFFICE"), ("point__isnull", True)),
                            _connector="OR",
                        ),
                        name="session_has_a_point_unless_it_is_an_office_session",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["PREPARED", "OPEN", "COUNTING", "CLOSED"])
                        ),
                        name="session_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("opened_at__isnull", True),
                                ("opened_by__isnull", True),
                                ("state", "PREPARED"),
                            ),
                            models.Q(
                                models.Q(("state", "PREPARED"), _negated=True),
                                ("opened_at__isnull", False),
                                ("opened_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="session_that_was_opened_names_its_opener",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                                ("state", "CLOSED"),
                            ),
                            models.Q(
                                models.Q(("state", "CLOSED"), _negated=True),
                                ("closed_at__isnull", True),
                                ("closed_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="session_that_was_closed_names_its_closer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opened_by__isnull", True),
                            models.Q(
                                ("opened_by", models.F("prepared_by")), _negated=True
                            ),
                            _connector="OR",
                        ),
                        name="session_is_prepared_and_opened_by_two_people",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "POINT")),
                        fields=("point", "held_on"),
                        name="one_session_for_a_point_and_day",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "OFFICE")),
                        fields=("office", "held_on"),
                        name="one_session_for_an_office_counter_and_day",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("kind", "POINT"), ("state__in", ["OPEN", "COUNTING"])
                        ),
                        fields=("point",),
                        name="one_open_session_for_a_point",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Printing",
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
                ("form", models.CharField(max_length=10)),
                ("is_recorded", models.BooleanField()),
                ("copy_number", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "loan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="loans.loan",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="loans.savingscreditgroup",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="loans.session"
                    ),
                ),
            ],
            options={
                "verbose_name": "form printed",
                "verbose_name_plural": "forms printed",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("group__isnull", False)),
                        fields=(
                            "session",
                            "group",
                            "form",
                            "is_recorded",
                            "copy_number",
                        ),
                        name="copies_of_a_groups_form_are_numbered_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("loan__isnull", False)),
                        fields=(
                            "session",
                            "loan",
                            "form",
                            "is_recorded",
                            "copy_number",
                        ),
                        name="copies_of_a_loans_form_are_numbered_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("group__isnull", True), ("loan__isnull", True)
                        ),
                        fields=("session", "form", "is_recorded", "copy_number"),
                        name="copies_of_a_sessions_form_are_numbered_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("group__isnull", True),
                            ("loan__isnull", True),
                            _connector="OR",
                        ),
                        name="form_is_of_a_group_or_a_loan_not_both",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("copy_number__gte", 1)),
                        name="copies_of_a_form_count_from_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PreparedAct",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("DISBURSEMENT", "Disbursement"),
                            ("ACCRUAL", "Interest accrued"),
                            ("ACCRUAL_CORRECTION", "Interest corrected"),
                            ("REPAYMENT", "Repayment"),
                            ("SAVINGS_USE", "Paid from savings"),
                            ("DEPOSIT", "Deposit"),
                            ("WITHDRAWAL", "Withdrawal"),
                            ("OVERDUE_TRANSFER", "Transfer to overdue"),
                        ],
                        max_length=24,
                    ),
                ),
                ("amount", models.BigIntegerField()),
                ("key", models.UUIDField(unique=True)),
                ("is_by_transfer", models.BooleanField(default=False)),
                ("bank_account", models.CharField(blank=True, max_length=60)),
                ("received_by", models.CharField(blank=True, max_length=120)),
                ("authorisation", models.CharField(blank=True, max_length=120)),
                ("prepared_at", models.DateTimeField()),
                ("checked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "checked_way",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("OWN_DEVICE", "On own device"),
                            ("IN_PLACE", "In place"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("set_aside_at", models.DateTimeField(blank=True, null=True)),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "loan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prepared_acts",
                        to="loans.loan",
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "set_aside_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "savings_account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prepared_acts",
                        to="loans.savingsaccount",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prepared_acts",
                        to="loans.session",
                    ),
                ),
            ],
            options={
                "verbose_name": "prepared act",
                "verbose_name_plural": "prepared acts",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ("DISBURSEMENT", "WITHDRAWAL", "OVERDUE_TRANSFER"),
                            )
                        ),
                        name="prepared_act_is_of_a_kind_that_is_signed_twice",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "WITHDRAWAL"),
                                ("loan__isnull", True),
                                ("savings_account__isnull", False),
                            ),
                            models.Q(
                                models.Q(("kind", "WITHDRAWAL"), _negated=True),
                                ("loan__isnull", False),
                                ("savings_account__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="prepared_act_names_a_loan_or_an_account",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)),
                        name="prepared_amount_is_positive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_by__isnull", True),
                            models.Q(
                                ("checked_by", models.F("prepared_by")), _negated=True
                            ),
                            _connector="OR",
                        ),
                        name="act_is_prepared_and_checked_by_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("checked_at__isnull", True),
                                ("checked_by__isnull", True),
                                ("checked_way", ""),
                            ),
                            models.Q(
                                ("checked_at__isnull", False),
                                ("checked_by__isnull", False),
                                ("checked_way__in", ["OWN_DEVICE", "IN_PLACE"]),
                            ),
                            _connector="OR",
                        ),
                        name="act_that_is_checked_says_when_and_how",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_at__isnull", True),
                            ("checked_by__isnull", False),
                            _connector="OR",
                        ),
                        name="act_is_done_only_when_checked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_at__isnull", True),
                            ("set_aside_at__isnull", True),
                            _connector="OR",
                        ),
                        name="act_is_done_or_set_aside_not_both",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("set_aside_at__isnull", True),
                                ("set_aside_by__isnull", True),
                            ),
                            models.Q(
                                ("set_aside_at__isnull", False),
                                ("set_aside_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="act_set_aside_says_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("received_by", ""),
                            models.Q(("authorisation", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="another_person_receives_only_with_a_paper",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("bank_account", ""), ("is_by_transfer", False)),
                            models.Q(
                                ("is_by_transfer", True),
                                models.Q(("bank_account", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="transfer_names_the_bank_account",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("done_at__isnull", True), ("set_aside_at__isnull", True)
                        ),
                        fields=("session", "loan", "kind"),
                        name="one_act_of_a_kind_waits_for_a_loan_in_a_session",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("done_at__isnull", True), ("set_aside_at__isnull", True)
                        ),
                        fields=("session", "savings_account"),
                        name="one_withdrawal_waits_for_an_account_in_a_session",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Posting",
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
                ("key", models.UUIDField()),
                ("line", models.PositiveSmallIntegerField(default=1)),
                ("request_digest", models.CharField(max_length=64)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("DISBURSEMENT", "Disbursement"),
                            ("ACCRUAL", "Interest accrued"),
                            ("ACCRUAL_CORRECTION", "Interest corrected"),
                            ("REPAYMENT", "Repayment"),
                            ("SAVINGS_USE", "Paid from savings"),
                            ("DEPOSIT", "Deposit"),
                            ("WITHDRAWAL", "Withdrawal"),
                            ("OVERDUE_TRANSFER", "Transfer to overdue"),
                        ],
                        max_length=24,
                    ),
                ),
                ("voucher_number", models.PositiveIntegerField()),
                ("value_date", models.DateField()),
                ("posted_at", models.DateTimeField()),
                (
                    "checked_way",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("OWN_DEVICE", "On own device"),
                            ("IN_PLACE", "In place"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("is_by_transfer", models.BooleanField(default=False)),
                ("period_from", models.DateField(blank=True, null=True)),
                ("period_to", models.DateField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("cash", models.BigIntegerField(default=0)),
                ("principal_in_term", models.BigIntegerField(default=0)),
                ("principal_overdue", models.BigIntegerField(default=0)),
                ("principal_frozen", models.BigIntegerField(default=0)),
                ("interest_in_term", models.BigIntegerField(default=0)),
                ("interest_overdue", models.BigIntegerField(default=0)),
                ("interest_grace", models.BigIntegerField(default=0)),
                ("savings", models.BigIntegerField(default=0)),
                ("income", models.BigIntegerField(default=0)),
                ("expense", models.BigIntegerField(default=0)),
                ("loss", models.BigIntegerField(default=0)),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "loan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="loans.loan",
                    ),
                ),
                (
                    "posted_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="loans.posting",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="loans.groupsheet",
                    ),
                ),
                (
                    "savings_account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="loans.savingsaccount",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="loans.session"
                    ),
                ),
            ],
            options={
                "verbose_name": "posting",
                "verbose_name_plural": "postings",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "cash",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    django.db.models.expressions.CombinedExpression(
                                                        django.db.models.expressions.CombinedExpression(
                                                            django.db.models.expressions.CombinedExpression(
                                                                django.db.models.expressions.CombinedExpression(
                                                                    django.db.models.expressions.CombinedExpression(
                                                                        models.F(
                                                                            "principal_in_term"
                                                                        ),
                                                                        "+",
                                                                        models.F(
                                                                            "principal_overdue"
                                                                        ),
                                                                    ),
                                                                    "+",
                                                                    models.F(
                                                                        "principal_frozen"
                                                                    ),
                                                                ),
                                                                "+",
                                                                models.F(
                                                                    "interest_in_term"
                                                                ),
                                                            ),
                                                            "+",
                                                            models.F(
                                                                "interest_overdue"
                                                            ),
                                                        ),
                                                        "+",
                                                        models.F("interest_grace"),
                                                    ),
                                                    "+",
                                                    models.F("savings"),
                                                ),
                                                "+",
                                                models.F("income"),
                                            ),
                                            "+",
                                            models.F("expense"),
                                        ),
                                        "+",
                                        models.F("loss"),
                                    ),
                                    "*",
                                    models.Value(-1),
                                ),
                            )
                        ),
                        name="posting_sums_to_zero",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cash", 0),
                            ("expense", 0),
                            ("income", 0),
                            ("interest_grace", 0),
                            ("interest_in_term", 0),
                            ("interest_overdue", 0),
                            ("loss", 0),
                            ("principal_frozen", 0),
                            ("principal_in_term", 0),
                            ("principal_overdue", 0),
                            ("savings", 0),
                            _negated=True,
                        ),
                        name="posting_moves_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cash__gte", -10000000000000),
                            ("cash__lte", 10000000000000),
                            ("expense__gte", -10000000000000),
                            ("expense__lte", 10000000000000),
                            ("income__gte", -10000000000000),
                            ("income__lte", 10000000000000),
                            ("interest_grace__gte", -10000000000000),
                            ("interest_grace__lte", 10000000000000),
                            ("interest_in_term__gte", -10000000000000),
                            ("interest_in_term__lte", 10000000000000),
                            ("interest_overdue__gte", -10000000000000),
                            ("interest_overdue__lte", 10000000000000),
                            ("loss__gte", -10000000000000),
                            ("loss__lte", 10000000000000),
                            ("principal_frozen__gte", -10000000000000),
                            ("principal_frozen__lte", 10000000000000),
                            ("principal_in_term__gte", -10000000000000),
                            ("principal_in_term__lte", 10000000000000),
                            ("principal_overdue__gte", -10000000000000),
                            ("principal_overdue__lte", 10000000000000),
                            ("savings__gte", -10000000000000),
                            ("savings__lte", 10000000000000),
                        ),
                        name="posting_amounts_are_within_the_cap",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "DISBURSEMENT",
                                    "ACCRUAL",
                                    "ACCRUAL_CORRECTION",
                                    "REPAYMENT",
                                    "SAVINGS_USE",
                                    "DEPOSIT",
                                    "WITHDRAWAL",
                                    "OVERDUE_TRANSFER",
                                ],
                            )
                        ),
                        name="posting_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "DISBURSEMENT"), _negated=True),
                            models.Q(
                                ("expense", 0),
                                ("income", 0),
                                ("interest_grace", 0),
                                ("interest_in_term", 0),
                                ("interest_overdue", 0),
                                ("loss", 0),
                                ("principal_frozen", 0),
                                ("principal_overdue", 0),
                                ("savings", 0),
                                models.Q(
                                    models.Q(
                                        ("reverses__isnull", True),
                                        ("principal_in_term__gte", 0),
                                        ("cash__lte", 0),
                                    ),
                                    models.Q(
                                        ("reverses__isnull", False),
                                        ("principal_in_term__lte", 0),
                                        ("cash__gte", 0),
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="posting_disbursement_moves_only_its_columns",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "ACCRUAL"), _negated=True),
                            models.Q(
                                ("cash", 0),
                                ("expense", 0),
                                ("loss", 0),
                                ("principal_frozen", 0),
                                ("principal_in_term", 0),
                                ("principal_overdue", 0),
                                ("savings", 0),
                                ("reverses__isnull", True),
                                ("interest_in_term__gte", 0),
                                ("interest_overdue__gte", 0),
                                ("interest_grace__gte", 0),
                                ("income__lte", 0),
                            ),
                            _connector="OR",
                        ),
                        name="posting_accrual_moves_only_its_columns",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "ACCRUAL_CORRECTION"), _negated=True),
                            models.Q(
                                ("cash", 0),
                                ("expense", 0),
                                ("loss", 0),
                                ("principal_frozen", 0),
                                ("principal_in_term", 0),
                                ("principal_overdue", 0),
                                ("savings", 0),
                                ("reverses__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="posting_accrual_correction_moves_only_its_columns",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "REPAYMENT"), _negated=True),
                            models.Q(
                                ("expense", 0),
                                ("income", 0),
                                ("loss", 0),
                                ("principal_frozen", 0),
                                ("savings", 0),
                                models.Q(
                                    models.Q(
                                        ("reverses__isnull", True),
                                        ("cash__gte", 0),
                                        ("principal_in_term__lte", 0),
                                        ("principal_overdue__lte", 0),
                                        ("interest_in_term__lte", 0),
                                        ("interest_overdue__lte", 0),
                                        ("interest_grace__lte", 0),
                                    ),
                                    models.Q(
                                        ("reverses__isnull", False),
                                        ("cash__lte", 0),
                                        ("principal_in_term__gte", 0),
                                        ("principal_overdue__gte", 0),
                                        ("interest_in_term__gte", 0),
                                        ("interest_overdue__gte", 0),
                                        ("interest_grace__gte", 0),
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="posting_repayment_moves_only_its_columns",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "SAVINGS_USE"), _negated=True),
                            models.Q(
                                ("cash", 0),
                                ("expense", 0),
                                ("income", 0),
                                ("loss", 0),
                                ("principal_frozen", 0),
                                models.Q(
                                    models.Q(
                                        ("reverses__isnull", True),
                                        ("savings__gte", 0),
                                        ("principal_in_term__lte", 0),
                                        ("principal_overdue__lte", 0),
                                        ("interest_in_term__lte", 0),
                                        ("interest_overdue__lte", 0),
                                        ("interest_grace__lte", 0),
                                    ),
                                    models.Q(
                                        ("reverses__isnull", False),
                                        ("savings__lte", 0),
                                        ("principal_in_term__gte", 0),
                                        ("principal_overdue__gte", 0),
                                        ("interest_in_term__gte", 0),
                                        ("interest_overdue__gte", 0),
                                        ("interest_grace__gte", 0),
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="posting_savings_use_moves_only_its_columns",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "DEPOSIT"), _negated=True),
                            models.Q(
                                ("expense", 0),
                                ("income", 0),
                                ("interest_grace", 0),
                                ("interest_in_term", 0),
                                ("interest_overdue", 0),
                                ("loss", 0),
                                ("principal_frozen", 0),
                                ("principal_in_term", 0),
                                ("principal_overdue", 0),
                                models.Q(
                                    models.Q(
                                        ("reverses__isnull", True),
                                        ("cash__gte", 0),
                                        ("savings__lte", 0),
                                    ),
                                    models.Q(
                                        ("reverses__isnull", False),
                                        ("cash__lte", 0),
                                        ("savings__gte", 0),
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="posting_deposit_moves_only_its_columns",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "WITHDRAWAL"), _negated=True),
                            models.Q(
                                ("expense", 0),
                                ("income", 0),
                                ("interest_grace", 0),
                                ("interest_in_term", 0),
                                ("interest_overdue", 0),
                                ("loss", 0),
                                ("principal_frozen", 0),
                                ("principal_in_term", 0),
                                ("principal_overdue", 0),
                                models.Q(
                                    models.Q(
                                        ("reverses__isnull", True),
                                        ("savings__gte", 0),
                                        ("cash__lte", 0),
                                    ),
                                    models.Q(
                                        ("reverses__isnull", False),
                                        ("savings__lte", 0),
                                        ("cash__gte", 0),
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="posting_withdrawal_moves_only_its_columns",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "OVERDUE_TRANSFER"), _negated=True),
                            models.Q(
                                ("cash", 0),
                                ("expense", 0),
                                ("income", 0),
                                ("interest_grace", 0),
                                ("interest_in_term", 0),
                                ("interest_overdue", 0),
                                ("loss", 0),
                                ("principal_frozen", 0),
                                ("savings", 0),
                                models.Q(
                                    models.Q(
                                        ("reverses__isnull", True),
                                        ("principal_overdue__gte", 0),
                                        ("principal_in_term__lte", 0),
                                    ),
                                    models.Q(
                                        ("reverses__isnull", False),
                                        ("principal_overdue__lte", 0),
                                        ("principal_in_term__gte", 0),
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="posting_overdue_transfer_moves_only_its_columns",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "kind__in",
                                    (
                                        "DISBURSEMENT",
                                        "ACCRUAL",
                                        "ACCRUAL_CORRECTION",
                                        "REPAYMENT",
                                        "SAVINGS_USE",
                                        "OVERDUE_TRANSFER",
                                    ),
                                ),
                                ("loan__isnull", False),
                            ),
                            models.Q(
                                models.Q(
                                    (
                                        "kind__in",
                                        (
                                            "DISBURSEMENT",
                                            "ACCRUAL",
                                            "ACCRUAL_CORRECTION",
                                            "REPAYMENT",
                                            "SAVINGS_USE",
                                            "OVERDUE_TRANSFER",
                                        ),
                                    ),
                                    _negated=True,
                                ),
                                ("loan__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="posting_on_a_loan_names_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind__in", ("SAVINGS_USE", "DEPOSIT", "WITHDRAWAL")),
                                ("savings_account__isnull", False),
                            ),
                            models.Q(
                                models.Q(
                                    (
                                        "kind__in",
                                        ("SAVINGS_USE", "DEPOSIT", "WITHDRAWAL"),
                                    ),
                                    _negated=True,
                                ),
                                ("savings_account__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="posting_on_savings_names_the_account",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_by__isnull", True),
                            models.Q(
                                ("checked_by", models.F("posted_by")), _negated=True
                            ),
                            _connector="OR",
                        ),
                        name="posting_is_made_and_checked_by_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("checked_by__isnull", True), ("checked_way", "")),
                            models.Q(
                                ("checked_by__isnull", False),
                                ("checked_way__in", ["OWN_DEVICE", "IN_PLACE"]),
                            ),
                            _connector="OR",
                        ),
                        name="posting_that_is_checked_says_how",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_by__isnull", False),
                            models.Q(
                                models.Q(
                                    (
                                        "kind__in",
                                        (
                                            "DISBURSEMENT",
                                            "WITHDRAWAL",
                                            "OVERDUE_TRANSFER",
                                        ),
                                    ),
                                    _negated=True,
                                ),
                                ("reverses__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="posting_that_needs_a_second_person_has_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "ACCRUAL"),
                                ("period_from__isnull", False),
                                ("period_to__gt", models.F("period_from")),
                                ("period_to__isnull", False),
                            ),
                            models.Q(
                                models.Q(("kind", "ACCRUAL"), _negated=True),
                                ("period_from__isnull", True),
                                ("period_to__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="accrual_and_only_an_accrual_has_a_period",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reverses__isnull", True),
                            ("reason__length__gte", 10),
                            _connector="OR",
                        ),
                        name="reversal_gives_a_reason_of_ten_characters",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_by_transfer", False),
                            ("kind", "DISBURSEMENT"),
                            _connector="OR",
                        ),
                        name="only_a_disbursement_is_by_transfer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("line__gte", 1)),
                        name="posting_line_is_positive",
                    ),
                    models.UniqueConstraint(
                        fields=("key", "line"), name="key_and_line_are_unique_for_ever"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "ACCRUAL")),
                        fields=("loan", "period_from", "period_to"),
                        name="one_accrual_for_a_loan_and_period",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "ACCRUAL_CORRECTION")),
                        fields=("loan", "session"),
                        name="one_correcting_accrual_for_a_loan_and_session",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="groupsheet",
            name="session",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, to="loans.session"
            ),
        ),
        migrations.CreateModel(
            name="Counterfeit",
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
                ("denomination", models.PositiveIntegerField()),
                ("serial", models.CharField(max_length=20)),
                ("brought_by", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "seized_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "witnessed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="counterfeits",
                        to="loans.session",
                    ),
                ),
            ],
            options={
                "verbose_name": "counterfeit note",
                "verbose_name_plural": "counterfeit notes",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("witnessed_by", models.F("seized_by")), _negated=True
                        ),
                        name="counterfeit_is_seized_before_another_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("serial", ""), _negated=True),
                            models.Q(("brought_by", ""), _negated=True),
                        ),
                        name="counterfeit_names_serial_and_bringer",
                    ),
                    models.UniqueConstraint(
                        fields=("session", "denomination", "serial"),
                        name="a_serial_is_seized_once_in_a_session",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CashCount",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("ADVANCE", "Advance"),
                            ("TOP_UP", "Top-up"),
                            ("COUNT", "Count in between"),
                            ("CLOSING", "Count at the close"),
                        ],
                        max_length=7,
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                ("total", models.BigIntegerField()),
                ("expected", models.BigIntegerField(blank=True, null=True)),
                ("at", models.DateTimeField()),
                (
                    "counted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "witnessed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cash_counts",
                        to="loans.session",
                    ),
                ),
            ],
            options={
                "verbose_name": "cash count",
                "verbose_name_plural": "cash counts",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["ADVANCE", "TOP_UP", "COUNT", "CLOSING"])
                        ),
                        name="cash_count_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("total__gte", 0)),
                        name="cash_count_total_is_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("witnessed_by", models.F("counted_by")), _negated=True
                        ),
                        name="cash_is_counted_before_another_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("expected__isnull", False),
                                ("kind__in", ["COUNT", "CLOSING"]),
                            ),
                            models.Q(
                                ("expected__isnull", True),
                                ("kind__in", ["ADVANCE", "TOP_UP"]),
                            ),
                            _connector="OR",
                        ),
                        name="count_of_the_till_says_what_was_expected",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "ADVANCE")),
                        fields=("session",),
                        name="one_advance_for_a_session",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CashClosing",
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
                ("advance", models.BigIntegerField()),
                ("cash_in", models.BigIntegerField()),
                ("cash_out", models.BigIntegerField()),
                ("handed_over", models.BigIntegerField()),
                ("difference", models.BigIntegerField()),
                ("reason", models.TextField(blank=True)),
                ("report_due_at", models.DateTimeField(blank=True, null=True)),
                (
                    "controller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "teller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "count",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="loans.cashcount",
                    ),
                ),
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cash_closing",
                        to="loans.session",
                    ),
                ),
            ],
            options={
                "verbose_name": "closing of a till",
                "verbose_name_plural": "closings of tills",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "handed_over",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("advance"),
                                            "+",
                                            models.F("cash_in"),
                                        ),
                                        "-",
                                        models.F("cash_out"),
                                    ),
                                    "-",
                                    models.F("difference"),
                                ),
                            )
                        ),
                        name="till_closes_even_or_names_the_difference",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("difference", 0),
                            ("reason__length__gte", 10),
                            _connector="OR",
                        ),
                        name="difference_of_a_till_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("controller", models.F("teller")), _negated=True
                        ),
                        name="till_is_closed_by_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("advance__gte", 0),
                            ("cash_in__gte", 0),
                            ("cash_out__gte", 0),
                            ("handed_over__gte", 0),
                        ),
                        name="sums_of_a_till_are_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("difference__lt", 50000000),
                            ("report_due_at__isnull", False),
                            _connector="OR",
                        ),
                        name="large_loss_is_to_be_reported",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attempt",
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
                ("act", models.CharField(max_length=40)),
                ("key", models.UUIDField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        choices=[("REFUSED", "Refused"), ("REPEATED", "Sent again")],
                        max_length=8,
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=80)),
                ("sentence", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempts",
                        to="loans.session",
                    ),
                ),
            ],
            options={
                "verbose_name": "attempt",
                "verbose_name_plural": "attempts",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["REFUSED", "REPEATED"])),
                        name="attempt_outcome_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "REFUSED"), _negated=True),
                            models.Q(("code", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="refused_attempt_gives_its_code",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionSeal",
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
                ("number", models.PositiveIntegerField()),
                ("posting_count", models.PositiveIntegerField()),
                ("cash_in", models.BigIntegerField()),
                ("cash_out", models.BigIntegerField()),
                ("previous_digest", models.CharField(blank=True, max_length=64)),
                ("digest", models.CharField(max_length=64)),
                ("sealed_at", models.DateTimeField()),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="programmes.office",
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="programmes.transactionpoint",
                    ),
                ),
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seal",
                        to="loans.session",
                    ),
                ),
            ],
            options={
                "verbose_name": "seal",
                "verbose_name_plural": "seals",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("point__isnull", False)),
                        fields=("point", "number"),
                        name="seals_of_a_point_are_numbered_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("point__isnull", True)),
                        fields=("office", "number"),
                        name="seals_of_an_office_counter_are_numbered_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cash_in__gte", 0), ("cash_out__gte", 0)),
                        name="seal_sums_are_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetDraft",
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
                    "handed_in_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("LEADER", "Group leader"),
                            ("DEPUTY", "Deputy leader"),
                        ],
                        default="",
                        max_length=6,
                    ),
                ),
                ("cash_received", models.BigIntegerField(blank=True, null=True)),
                ("receipt_from", models.CharField(blank=True, max_length=10)),
                ("receipt_to", models.CharField(blank=True, max_length=10)),
                ("arrived_at", models.DateTimeField(blank=True, null=True)),
                ("printed_at", models.DateTimeField(blank=True, null=True)),
                ("saved_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=0)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="loans.savingscreditgroup",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="loans.session"
                    ),
                ),
            ],
            options={
                "verbose_name": "draft of a sheet",
                "verbose_name_plural": "drafts of sheets",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "group"),
                        name="one_draft_for_a_session_and_group",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cash_received__isnull", True),
                            ("cash_received__gte", 0),
                            _connector="OR",
                        ),
                        name="draft_cash_is_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("handed_in_by__in", ["", "LEADER", "DEPUTY"])
                        ),
                        name="draft_is_handed_in_by_a_board_member",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DraftLine",
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
                ("number", models.PositiveSmallIntegerField()),
                ("interest", models.BigIntegerField(blank=True, null=True)),
                ("deposit", models.BigIntegerField(blank=True, null=True)),
                (
                    "interest_from_savings",
                    models.BigIntegerField(blank=True, null=True),
                ),
                (
                    "principal_from_savings",
                    models.BigIntegerField(blank=True, null=True),
                ),
                ("is_absent", models.BooleanField(default=False)),
                ("note", models.CharField(blank=True, max_length=200)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="loans.person"
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="loans.sheetdraft",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of a draft",
                "verbose_name_plural": "lines of a draft",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("draft", "number"),
                        name="lines_of_a_draft_are_numbered_once",
                    ),
                    models.UniqueConstraint(
                        fields=("draft", "person"),
                        name="a_person_stands_once_on_a_draft",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("interest__isnull", True),
                            ("interest__gte", 0),
                            _connector="OR",
                        ),
                        name="draft_interest_is_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("deposit__isnull", True),
                            ("deposit__gte", 0),
                            _connector="OR",
                        ),
                        name="draft_deposit_is_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("interest_from_savings__isnull", True),
                            ("interest_from_savings__gte", 0),
                            _connector="OR",
                        ),
                        name="draft_interest_from_savings_is_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("principal_from_savings__isnull", True),
                            ("principal_from_savings__gte", 0),
                            _connector="OR",
                        ),
                        name="draft_principal_from_savings_is_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_absent", False),
                            models.Q(
                                ("deposit__isnull", True),
                                ("interest__isnull", True),
                                ("interest_from_savings__isnull", True),
                                ("principal_from_savings__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="absent_line_of_a_draft_has_no_amounts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetLine",
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
                ("number", models.PositiveSmallIntegerField()),
                ("due_interest", models.BigIntegerField()),
                ("due_arrears", models.BigIntegerField()),
                ("due_principal", models.BigIntegerField()),
                ("interest", models.BigIntegerField()),
                ("deposit", models.BigIntegerField()),
                ("interest_from_savings", models.BigIntegerField()),
                ("principal_from_savings", models.BigIntegerField()),
                ("cash", models.BigIntegerField()),
                ("note", models.CharField(blank=True, max_length=200)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="loans.person"
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="loans.groupsheet",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of a recorded sheet",
                "verbose_name_plural": "lines of a recorded sheet",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sheet", "number"),
                        name="lines_of_a_sheet_are_numbered_once",
                    ),
                    models.UniqueConstraint(
                        fields=("sheet", "person"),
                        name="a_person_stands_once_on_a_sheet",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "cash",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("interest"), "+", models.F("deposit")
                                ),
                            )
                        ),
                        name="line_cash_is_its_interest_and_deposit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("deposit__gte", 0),
                            ("due_arrears__gte", 0),
                            ("due_interest__gte", 0),
                            ("due_principal__gte", 0),
                            ("interest__gte", 0),
                            ("interest_from_savings__gte", 0),
                            ("principal_from_savings__gte", 0),
                        ),
                        name="line_amounts_are_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReversalRequest",
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
                ("reason", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("is_agreed", models.BooleanField(blank=True, null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "posting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="loans.posting",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="loans.session"
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="loans.sheetline",
                    ),
                ),
            ],
            options={
                "verbose_name": "reversal asked for",
                "verbose_name_plural": "reversals asked for",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("line__isnull", False), ("posting__isnull", True)
                            ),
                            models.Q(
                                ("line__isnull", True), ("posting__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="reversal_names_a_line_or_a_posting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("settled_by__isnull", True),
                            models.Q(
                                ("settled_by", models.F("asked_by")), _negated=True
                            ),
                            _connector="OR",
                        ),
                        name="reversal_is_asked_and_settled_by_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason__length__gte", 10)),
                        name="reversal_request_gives_a_reason_of_ten_characters",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("is_agreed__isnull", True),
                                ("settled_at__isnull", True),
                                ("settled_by__isnull", True),
                            ),
                            models.Q(
                                ("is_agreed__isnull", False),
                                ("settled_at__isnull", False),
                                ("settled_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="reversal_that_is_settled_says_by_whom_and_when",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("settled_at__isnull", True)),
                        fields=("line",),
                        name="one_open_reversal_request_for_a_line",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("settled_at__isnull", True)),
                        fields=("posting",),
                        name="one_open_reversal_request_for_a_posting",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignatureAttempt",
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
                ("subject", models.CharField(db_index=True, max_length=80)),
                ("shown", models.TextField()),
                ("username", models.CharField(max_length=150)),
                ("at", models.DateTimeField()),
                (
                    "machine_of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="loans.session"
                    ),
                ),
                (
                    "signer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "try at a signature",
                "verbose_name_plural": "tries at signatures",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("signer__isnull", True),
                            models.Q(("signer", models.F("machine_of")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_signs_twice_on_the_same_machine",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TeamMember",
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
                            ("TEAM_LEADER", "Team leader"),
                            ("CONTROLLER", "Controller"),
                            ("TELLER", "Teller"),
                        ],
                        max_length=11,
                    ),
                ),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="team",
                        to="loans.session",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "team member",
                "verbose_name_plural": "team members",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "user"),
                        name="a_person_stands_once_in_a_team",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("role__in", ["TEAM_LEADER", "CONTROLLER", "TELLER"])
                        ),
                        name="team_role_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tranche",
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
                ("number", models.PositiveSmallIntegerField()),
                ("planned_on", models.DateField()),
                ("amount", models.BigIntegerField()),
                (
                    "loan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tranches",
                        to="loans.loan",
                    ),
                ),
            ],
            options={
                "verbose_name": "tranche",
                "verbose_name_plural": "tranches",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("loan", "number"),
                        name="tranches_of_a_loan_are_numbered_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)),
                        name="tranche_amount_is_positive",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CashCountLine",
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
                ("denomination", models.PositiveIntegerField()),
                ("pieces", models.PositiveIntegerField()),
                (
                    "count",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="loans.cashcount",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of a cash count",
                "verbose_name_plural": "lines of a cash count",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("count", "denomination"),
                        name="a_denomination_stands_once_in_a_count",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("denomination__gt", 0), ("pieces__gt", 0)),
                        name="counted_notes_are_above_zero",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LoanBalance",
            fields=[
                (
                    "loan",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="balance",
                        serialize=False,
                        to="loans.loan",
                    ),
                ),
                ("principal_in_term", models.BigIntegerField(default=0)),
                ("principal_overdue", models.BigIntegerField(default=0)),
                ("principal_frozen", models.BigIntegerField(default=0)),
                ("interest_in_term", models.BigIntegerField(default=0)),
                ("interest_overdue", models.BigIntegerField(default=0)),
                ("interest_grace", models.BigIntegerField(default=0)),
                ("disbursed", models.BigIntegerField(default=0)),
                ("accrued_until", models.DateField(blank=True, null=True)),
                ("last_value_date", models.DateField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "balance of a loan",
                "verbose_name_plural": "balances of loans",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("principal_in_term__gte", 0)),
                        name="loan_principal_in_term_is_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("principal_overdue__gte", 0)),
                        name="loan_principal_overdue_is_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("principal_frozen__gte", 0)),
                        name="loan_principal_frozen_is_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("interest_in_term__gte", 0)),
                        name="loan_interest_in_term_is_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("interest_overdue__gte", 0)),
                        name="loan_interest_overdue_is_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("interest_grace__gte", 0)),
                        name="loan_interest_grace_is_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "disbursed__gte",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("principal_in_term"),
                                        "+",
                                        models.F("principal_overdue"),
                                    ),
                                    "+",
                                    models.F("principal_frozen"),
                                ),
                            )
                        ),
                        name="loan_principal_is_not_above_what_was_disbursed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Instalment",
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
                ("number", models.PositiveSmallIntegerField()),
                ("contract_due_on", models.DateField()),
                ("session_due_on", models.DateField()),
                ("extended_due_on", models.DateField(blank=True, null=True)),
                ("amount", models.BigIntegerField()),
                (
                    "loan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="instalments",
                        to="loans.loan",
                    ),
                ),
            ],
            options={
                "verbose_name": "instalment",
                "verbose_name_plural": "instalments",
                "indexes": [
                    models.Index(
                        fields=["session_due_on"], name="instalment_by_session_day"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("loan", "number"),
                        name="instalments_of_a_loan_are_numbered_once",
                    ),
                    models.UniqueConstraint(
                        fields=("loan", "contract_due_on"),
                        name="instalments_of_a_loan_fall_on_different_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)),
                        name="instalment_amount_is_positive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("extended_due_on__isnull", True),
                            ("extended_due_on__gt", models.F("contract_due_on")),
                            _connector="OR",
                        ),
                        name="extension_moves_an_instalment_forward",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LoanRate",
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
                    "annual_rate_percent",
                    models.DecimalField(decimal_places=5, max_digits=8),
                ),
                (
                    "overdue_rate_percent",
                    models.DecimalField(decimal_places=5, max_digits=8),
                ),
                (
                    "loan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rates",
                        to="loans.loan",
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
                "verbose_name": "rate of a loan",
                "verbose_name_plural": "rates of a loan",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="loanrate_ends_after_it_begins",
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
                        name="loanrate_is_withdrawn_by_somebody_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("annual_rate_percent__gte", 0),
                            ("annual_rate_percent__lte", 100),
                            (
                                "overdue_rate_percent__gte",
                                models.F("annual_rate_percent"),
                            ),
                        ),
                        name="loan_rate_is_between_0_and_100",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="groupsheet",
            constraint=models.UniqueConstraint(
                fields=("session", "group"),
                name="one_recorded_sheet_for_a_session_and_group",
            ),
        ),
    ]
