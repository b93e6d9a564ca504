"""Agencies, their teams, and people with a role in them."""

import uuid
from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from .roles import ROLES, May, Role


class Agency(models.Model):
    """An organisation that owns its records: what it contributes stays its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=40)  # code set agency_kind
    inbox = models.EmailField(blank=True)  # the organisation's own safeguarding inbox
    phone = models.CharField(max_length=30, blank=True)
    code = models.CharField(max_length=20, blank=True)  # URN of a school, ODS code of a health body
    source_code = models.CharField(max_length=3, blank=True)  # referral source, when this agency refers
    identity_provider = models.CharField(max_length=50, blank=True)  # its people sign in with their own accounts, by no other way
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """A team within an agency. Names are the area's own; the function says what it does."""

    class Function(models.TextChoices):
        RECEPTION = "RECEPTION", "Reception"
        MASH = "MASH", "MASH"
        EARLY_HELP = "EARLY_HELP", "Early help hub"
        ASSESSMENT = "ASSESSMENT", "Assessment team"
        EXPLOITATION = "EXPLOITATION", "Exploitation team"
        OUT_OF_HOURS = "OUT_OF_HOURS", "Out of hours"
        ADULTS = "ADULTS", "Adult safeguarding"
        ALLEGATIONS = "ALLEGATIONS", "Allegations about professionals"
        OTHER_AUTHORITY = "OTHER_AUTHORITY", "Another authority's front door"
        OTHER = "OTHER", "Other"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=120)
    function = models.CharField(max_length=20, choices=Function, default=Function.OTHER)
    district = models.CharField(max_length=40, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint("agency", Lower("name"), name="one_team_of_a_name_in_an_agency")]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager):
    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser):
    """A person who signs in. What they may do comes from their membership, asked afresh at each request."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    job_title = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    is_active = models.BooleanField(default=True)
    objects = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_person_of_an_address")]

    def __str__(self) -> str:
        return self.name or self.email

    @cached_property
    def membership(self) -> "Membership | None":
        """The place from which this person acts: the newest that is open."""
        return (
            self.memberships.filter(ended_at=None, agency__ended_at=None)
            .select_related("agency", "team").order_by("-started_at").first()
        )

    @property
    def agency(self) -> Agency | None:
        return self.membership.agency if self.membership else None

    @property
    def team(self) -> Team | None:
        return self.membership.team if self.membership else None

    @property
    def role(self) -> Role | None:
        return self.membership.held if self.membership else None

    def may(self, permission: May | None) -> bool:
        return bool(self.is_active and self.role and (permission is None or permission in self.role.may))


class Membership(models.Model):
    """One person's place in one agency, from a time to a time. Ending it ends access at the next request."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships")
    role = models.CharField(max_length=40)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(ended_at=None), name="one_open_place_a_person"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")), name="a_place_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.role}, {self.agency}"

    @property
    def held(self) -> Role | None:
        """The role held here, as the table of roles declares it."""
        return ROLES.get(self.role)
