"""Naming the team of a session, and the reason for going back from the count."""

from collections import defaultdict
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from loans.models import TeamRole
from programmes.forms.fields import NoteField

FEW = 6
"""Up to so many choices are radios; more are a list."""

LEAST_REASON = 10


class PrepareForm(forms.Form):
    """Leader, controller and tellers of a team, out of those whose posts reach it.

    `candidates` is of (user, role); a user may stand for several roles and is named
    for one of them. `named` is the team that is offered, in the same shape.
    """

    leader = forms.TypedChoiceField(
        label=_("Team leader"), coerce=int, widget=forms.RadioSelect
    )
    controller = forms.TypedChoiceField(
        label=_("Controller"), coerce=int, widget=forms.RadioSelect
    )
    tellers = forms.TypedMultipleChoiceField(
        label=_("Tellers"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    fields_of_roles = (
        (TeamRole.TEAM_LEADER, "leader"),
        (TeamRole.CONTROLLER, "controller"),
        (TeamRole.TELLER, "tellers"),
    )

    def __init__(self, *args: Any, candidates: Any, named: Any = (), **options: Any):
        super().__init__(*args, **options)
        self.people = {user.pk: user for user, _role in candidates}
        by_role: dict[str, list] = defaultdict(list)
        for user, role in candidates:
            by_role[role].append((user.pk, str(user)))
        offered: dict[str, list] = defaultdict(list)
        for user, role in named:
            offered[role].append(user.pk)
        for role, name in self.fields_of_roles:
            field, choices = self.fields[name], by_role[role]
            if name != "tellers" and len(choices) > FEW:
                field.widget = forms.Select()
            field.choices = choices
            if not choices:
                field.help_text = _(
                    "Nobody holds a post of this role that reaches here."
                    " Ask who keeps the posts."
                )
            wanted = [pk for pk, _name in choices if pk in offered[role]]
            if not wanted and len(choices) == 1:
                wanted = [choices[0][0]]
            field.initial = wanted if name == "tellers" else next(iter(wanted), None)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.form_show_errors = True

    def clean(self) -> dict[str, Any]:
        """Nobody stands for two: one person has one place in a team."""
        cleaned = super().clean()
        people = [user.pk for user, _role in self.team]
        if len(people) != len(set(people)):
            raise ValidationError(
                _("One person stands once in a team. Choose another for one place.")
            )
        return cleaned

    @property
    def team(self) -> list[tuple[Any, str]]:
        """What was chosen, as the action takes it: (user, TeamRole)."""
        chosen = self.cleaned_data
        team = [
            (self.people[chosen[name]], role)
            for role, name in self.fields_of_roles[:2]
            if chosen.get(name)
        ]
        team += [(self.people[pk], TeamRole.TELLER) for pk in chosen.get("tellers", [])]
        return team


class CounterForm(PrepareForm):
    """The team at an office's counter: controller, tellers, a leader if there is."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["leader"]
        field.required = False
        field.empty_value = None
        field.choices = [("", _("Nobody")), *field.choices]


class ReopenForm(forms.Form):
    """Why a session goes back from counting to serving."""

    reason = NoteField(
        label=_("Reason"),
        longest=200,
        help_text=_("At least 10 characters. It stays in the record."),
    )

    def clean_reason(self) -> str:
        """A word is no reason."""
        reason = self.cleaned_data["reason"]
        if len(reason) < LEAST_REASON:
            raise ValidationError(_("Give the reason in at least 10 characters."))
        return reason
