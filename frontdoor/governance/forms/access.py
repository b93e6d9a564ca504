from django import forms
from django.conf import settings

from frontdoor.foundations.access.models import Team
from frontdoor.foundations.access.roles import ROLES
from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.pages.fields import ChoiceField, DayField, EmailField, TextField
from frontdoor.foundations.record.models import Viewing

from ..actions import NOT_GIVEN, REASONS
from ..queries.access import every_agency, every_team


def roles() -> list[tuple[str, str]]:
    return [(role.code, role.name) for role in ROLES.values() if role.code not in NOT_GIVEN]


def what_they_do() -> dict[str, str]:
    return {role.code: f"{role.does[0].upper()}{role.does[1:]}" for role in ROLES.values()}


class AgencyDetails(forms.Form):
    inbox = EmailField(label="Safeguarding inbox", required=False, hint="An address several people read. Letters to the organisation go there")
    phone = TextField(label="Telephone", required=False, width=20, max_length=30)
    code = TextField(label="URN or ODS code", required=False, width=10, max_length=20, hint="Of a school or a health organisation")
    source_code = ChoiceField(label="Referral source", required=False, as_select=True, empty="It does not refer")
    identity_provider = ChoiceField(label="How its people sign in", required=False, as_select=True, empty="Passkey, password or code")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["source_code"].choices = [("", ""), *CODES["referral_source"].choices()]
        providers = [(each["provider_id"], f"With its own accounts: {each['name']}") for each in settings.IDENTITY_PROVIDERS]
        self.fields["identity_provider"].choices = [("", ""), *providers]
        if not providers:
            del self.fields["identity_provider"]

    def clean(self):
        return {"identity_provider": "", **super().clean()}


class NewAgency(AgencyDetails):
    name = TextField(label="Name of the agency", called="the name of the agency", max_length=120)
    kind = ChoiceField(label="Kind of agency", as_select=True)
    field_order = ["name", "kind", "inbox", "phone", "code", "source_code", "identity_provider"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = CODES["agency_kind"].choices()


class NewTeam(forms.Form):
    name = TextField(label="Name of the team", called="the name of the team", max_length=120, hint="As its own people say it")
    function = ChoiceField(label="What it does", called="what the team does", choices=Team.Function.choices)
    district = ChoiceField(label="District", required=False, as_select=True, empty="The whole county")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["district"].choices = [("", ""), *CODES["district"].choices()]


class NewPerson(forms.Form):
    name = TextField(label="Their name", called="their name", max_length=120)
    email = EmailField(label="Their work e-mail", called="their work e-mail", hint="Theirs alone, not a shared inbox. They sign in with it", autocomplete="off")
    job_title = TextField(label="Job title", required=False, max_length=120)
    phone = TextField(label="Telephone", required=False, width=20, max_length=30)
    role = ChoiceField(label="Role", hints=what_they_do())
    team = ChoiceField(label="Team", required=False, as_select=True, empty="No team")

    def __init__(self, *args, teams=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.teams = {str(team.pk): team for team in teams}
        self.fields["role"].choices = roles()
        self.fields["team"].choices = [("", ""), *((key, team.name) for key, team in self.teams.items())]
        if not self.teams:
            del self.fields["team"]

    def clean(self):
        given = super().clean()
        return {**given, "team": self.teams.get(given.get("team") or "")}


class NewRole(forms.Form):
    agency = ChoiceField(label="Agency", as_select=True)
    role = ChoiceField(label="Role", hints=what_they_do())
    team = ChoiceField(label="Team", required=False, as_select=True, empty="No team")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = every_agency()
        self.fields["role"].choices = roles()
        self.fields["team"].choices = [("", ""), *every_team()]


class EndAccess(forms.Form):
    reason = ChoiceField(label="Why does it end?", called="why it ends", must="Select why the access ends", choices=REASONS)


class FindAgencies(forms.Form):
    search = TextField(label="Name", required=False)
    kind = ChoiceField(label="Kind", required=False, as_select=True, empty="Any")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", ""), *CODES["agency_kind"].choices()]


class FindPeople(forms.Form):
    search = TextField(label="Name or e-mail", required=False)
    agency = ChoiceField(label="Agency", required=False, as_select=True, empty="Any")
    role = ChoiceField(label="Role", required=False, as_select=True, empty="Any", choices=[])
    state = ChoiceField(label="Access", required=False, as_select=True, empty="Any", choices=[
        ("", ""), ("open", "Open"), ("dormant", "Not used for 35 days"), ("never", "Never signed in"), ("ended", "Ended"),
    ])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [("", ""), *every_agency()]
        self.fields["role"].choices = [("", ""), *roles(), ("guest", ROLES["guest"].name)]


def found_by(form: forms.Form) -> dict:
    """What was asked for; a filter that is not understood is left out, so an old bookmark still opens."""
    form.is_valid()
    return {name: value for name, value in form.cleaned_data.items() if value not in (None, "")}


class FindViewings(forms.Form):
    person = TextField(label="Who looked: name or e-mail", required=False)
    reference = TextField(label="At what: reference", required=False, width=20)
    how = ChoiceField(label="How", required=False, as_select=True, empty="Any")
    since = DayField(label="From", required=False, not_after="today")
    until = DayField(label="To", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["how"].choices = [("", ""), *Viewing.How.choices]
