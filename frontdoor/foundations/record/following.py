"""What a restriction reaches: a record says which record it follows, and stands behind the same door."""

import functools
from collections.abc import Iterator
from uuid import UUID

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import RawSQL

from frontdoor.foundations.access.models import User

ANYBODY = UUID(int=0)  # stands where whoever asks will stand


def behind_a_closed_door(model: type[models.Model], user: User) -> Q:
    """Those that follow, at whatever distance, a restricted record on which this person is not named.

    Each step begins at the few records that are restricted, so that a county's thousands cost nothing.
    """
    if not model.restricted_with:
        return Q(pk__in=[])
    sql, params = _closed_doors(model)
    return Q(pk__in=RawSQL(sql, [user.pk if each == ANYBODY else each for each in params]))  # noqa: S611 (compiled by Django, below)


@functools.cache
def _closed_doors(model: type[models.Model]) -> tuple[str, tuple]:
    """The question in SQL, the same for everybody but for who asks: every action and page asks it, and to compile it costs more
    than to answer it."""
    found = Q(pk__in=[])
    for each in _doors(model, ANYBODY):
        found |= each
    sql, params = model._base_manager.filter(found).values("pk").query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    return sql, params


def _doors(model: type[models.Model], user: UUID) -> Iterator[Q]:
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


def _closed_to(model: type[models.Model], user: UUID) -> models.QuerySet:
    kind = {"record_type__app_label": model._meta.app_label, "record_type__model": model._meta.model_name}
    named = apps.get_model("record.Share").objects.open().filter(user=user, record_id=OuterRef("pk"), **kind)
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
