"""What a restriction reaches: a record says which record it follows, and stands behind the same door."""

from collections.abc import Iterator

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q

from frontdoor.foundations.access.models import User


def behind_a_closed_door(model: type[models.Model], user: User) -> Q:
    """Those that follow, at whatever distance, a restricted record on which this person is not named.

    Each step begins at the few records that are restricted, so that a county's thousands cost nothing.
    """
    found = Q(pk__in=[])
    for each in _doors(model, user):
        found |= each
    return found


def _doors(model: type[models.Model], user: User) -> Iterator[Q]:
    for path in model.restricted_with or ():
        for target in followed(model, path):
            yield _those_with(model, path, _closed_to(target, user))
            for further in _doors(target, user):
                yield _those_with(model, path, target._base_manager.filter(further).values("pk"))


def followed(model: type[models.Model], path: str) -> list[type[models.Model]]:
    """The kinds of record at the end of the path; for a letter, every kind that letters are written about."""
    for step in path.split("__"):
        found = next((each for each in model._meta.private_fields if each.name == step), None) or model._meta.get_field(step)
        if isinstance(found, GenericForeignKey):
            return [each for each in apps.get_models() if getattr(each, "has_post", False)]
        model = found.related_model
    return [model]


def _closed_to(model: type[models.Model], user: User) -> models.QuerySet:
    named = apps.get_model("record.Share").objects.open().filter(
        user=user, record_type=ContentType.objects.get_for_model(model), record_id=OuterRef("pk")
    )
    return model._base_manager.filter(~Exists(named), restricted=True).values("pk")


def _those_with(model: type[models.Model], path: str, ids: models.QuerySet) -> Q:
    """As a set of ids and not as a join: a record with several children stays one row, and can be locked."""
    first, _, rest = path.partition("__")
    private = next((each for each in model._meta.private_fields if each.name == first), None)
    if private is not None:
        return Q(**{f"{private.fk_field}__in": ids})
    field = model._meta.get_field(first)
    if not rest:
        return Q(**{f"{first}__in": ids})
    rows = field.related_model._base_manager.filter(**{f"{rest}__in": ids})
    return Q(pk__in=rows.values(field.field.name))
