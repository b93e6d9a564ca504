"""People as they are: several names, numbers, addresses and relationships, each with its dates and its source."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from frontdoor.foundations.access.models import Agency, Team
from frontdoor.foundations.record.models import Record


class Identity(models.Model):
    """Who somebody is said to be. The same fields whether as given on a form or as known to the partnership."""

    given_names = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100, blank=True)
    born_on = models.DateField(null=True, blank=True)
    birth_is_a_guess = models.BooleanField(default=False)
    not_yet_born = models.BooleanField(default=False, db_default=False)
    expected_on = models.DateField(null=True, blank=True)  # unborn: the estimated date of delivery, where it is known
    sex = models.CharField(max_length=1, blank=True)  # code set sex
    ethnicity = models.CharField(max_length=4, blank=True)
    disabilities = ArrayField(models.CharField(max_length=4), default=list, blank=True)
    language = models.CharField(max_length=20, blank=True)
    interpreter = models.BooleanField(null=True, blank=True)
    communication = models.CharField(max_length=300, blank=True)
    religion = models.CharField(max_length=20, blank=True)
    nhs_number = models.CharField(max_length=20, blank=True)
    upn = models.CharField(max_length=20, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    address = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    address_is_protected = models.BooleanField(default=False)  # never shown or inherited, save to those it is for
    school = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    school_text = models.CharField(max_length=120, blank=True)
    gp = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    gp_text = models.CharField(max_length=120, blank=True)
    scrap = models.CharField(max_length=300, blank=True)  # "Dave, the boyfriend"

    class Meta:
        abstract = True

    @property
    def name(self) -> str:
        """The name to show: children first, by name; the unborn and the unnamed in words."""
        name = f"{self.given_names} {self.family_name}".strip()
        if self.is_unborn and not self.given_names:
            return f"Unborn baby {self.family_name}" if self.family_name else self.scrap or "Unborn baby"
        return name or self.scrap or "Name not known"

    @property
    def is_unborn(self) -> bool:
        return self.born_on is None and (self.not_yet_born or self.expected_on is not None)

    def age_on(self, day: date) -> int | None:
        """Whole years on a day, as at the time of the event and not today. None when not known or not yet born."""
        if self.born_on is None or day < self.born_on:
            return None
        return day.year - self.born_on.year - ((day.month, day.day) < (self.born_on.month, self.born_on.day))


class Person(Identity, Record):
    """Somebody known to the front door."""

    reference = models.CharField(max_length=20, unique=True)
    preferred_name = models.CharField(max_length=100, blank=True)
    died_on = models.DateField(null=True, blank=True)
    nhs_number_status = models.CharField(max_length=2, blank=True)
    about_age = models.PositiveSmallIntegerField(null=True, blank=True)  # "about 30", where no birth date is known
    about_age_on = models.DateField(null=True, blank=True)  # the day on which that was said
    sealed = models.BooleanField(default=False, db_default=False)  # found by nobody but the custodians: governance says so
    match_keys = ArrayField(models.CharField(max_length=60), default=list)  # what a search can find this person by
    about = "pk"
    restricted_with = ()

    class Meta:
        indexes = [
            GinIndex(fields=["match_keys"], name="person_match_keys"),
            models.Index(fields=["id"], condition=Q(restricted=True), name="person_restricted"),
            models.Index(fields=["family_name", "given_names"]),
            models.Index(fields=["postcode"], condition=~Q(postcode=""), name="person_postcode"),
            models.Index(fields=["nhs_number"], condition=~Q(nhs_number=""), name="person_nhs_number"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(about_age=None, about_age_on=None) | Q(about_age__lte=125, about_age_on__isnull=False),
                name="an_age_is_about_a_day",
            ),
        ]

    def __str__(self):
        return self.name


    @property
    def birth_years(self) -> tuple[int, int] | None:
        """The years between which somebody of about that age was born; nothing where the birth date is known."""
        if self.about_age is None or self.about_age_on is None or self.born_on and not self.birth_is_a_guess:
            return None
        return self.about_age_on.year - self.about_age - 1, self.about_age_on.year - self.about_age


class PersonName(models.Model):
    """Another name a person goes or went by."""

    guarded = True

    class Kind(models.TextChoices):
        GIVEN = "GIVEN", "Given"
        PREFERRED = "PREFERRED", "Preferred"
        FORMER = "FORMER", "Former"
        ALIAS = "ALIAS", "Alias"
        TRANSLITERATION = "TRANSLITERATION", "Written from another script"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="names")
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.ALIAS)
    given_names = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100, blank=True)
    source = models.CharField(max_length=120, blank=True)
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)


class Identifier(models.Model):
    """A number another system knows this person by, with who says so and since when."""

    guarded = True

    class Kind(models.TextChoices):
        NHS = "NHS", "NHS number"
        UPN = "UPN", "Unique pupil number"
        POLICE = "POLICE", "Police person number"
        CASE_SYSTEM = "CASE_SYSTEM", "Case system number"
        OTHER = "OTHER", "Other number"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="identifiers")
    kind = models.CharField(max_length=12, choices=Kind)
    value = models.CharField(max_length=40)
    is_verified = models.BooleanField(default=False)
    source = models.CharField(max_length=120)
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind", "value"], name="a_number_once_a_person")]
        indexes = [models.Index(fields=["kind", "value"])]


class Residence(models.Model):
    """Where a person lives or lived. A protected one is shown only to those it is for."""

    guarded = True
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="residences")
    address = models.CharField(max_length=300)
    postcode = models.CharField(max_length=10, blank=True)
    kind = models.CharField(max_length=20, default="HOME")
    is_protected = models.BooleanField(default=False)
    source = models.CharField(max_length=120, blank=True)
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["postcode"])]


class Relationship(models.Model):
    """What one person is to another: `person` is the `kind` of `other`."""

    guarded = True
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="is_to")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="has")
    kind = models.CharField(max_length=40)  # code set relationship
    has_parental_responsibility = models.BooleanField(null=True, blank=True)
    lives_with = models.BooleanField(null=True, blank=True)
    source = models.CharField(max_length=120, blank=True)
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("other")), name="nobody_is_related_to_themselves"),
            models.UniqueConstraint(
                fields=["person", "other", "kind"], condition=Q(to_on=None), name="a_relationship_is_said_once"
            ),
        ]


class Involvement(models.Model):
    """Who is working with this person now, and whom to ring."""

    guarded = True
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="involvements")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=40)
    worker_name = models.CharField(max_length=120, blank=True)
    worker_phone = models.CharField(max_length=30, blank=True)
    worker_email = models.EmailField(blank=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person"], condition=Q(to_on=None), name="open_involvement")]


class NotTheSame(models.Model):
    """Somebody looked and said these two are different people: never proposed again."""

    guarded = True
    as_given = models.UUIDField()  # the row on a contact
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["as_given", "person"], name="told_apart_once")]


class Card(models.Model):
    """A person in the form in which people are compared, kept beside them. Made from the person; says nothing that the person does not."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="card")
    written = ArrayField(models.TextField())


class Key(models.Model):
    """One of the keys by which a person is found."""

    pk = models.CompositePrimaryKey("key", "person")
    key = models.BigIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")


class NameCount(models.Model):
    """How often a given or a family name is met among the people known: to share a rare one says more. Counted now and then."""

    name = models.CharField(max_length=200, primary_key=True)  # "first:robin", "surname:ashgrove"; "people:" for everybody
    count = models.PositiveIntegerField()


from .sameness import Apart, DuplicateLook, DuplicatePair, Merged  # noqa: E402, F401 said of people; models of this app
