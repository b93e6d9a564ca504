"""What may be read of drops, gaps and quarantine, and by whom."""

from django.db.models import QuerySet

from frontdoor.foundations.access.models import User

from ..models import Drop, Gap, Notice, NoticeFile, Quarantine


def drops(user: User, *, stage: str = "") -> QuerySet[Drop]:
    """The newest first; all of them, or those at one stage."""
    found = Drop.objects.visible_to(user).order_by("-received_at", "-pk")
    return found.filter(stage=stage) if stage in Drop.Stage.values else found


def gaps(user: User) -> QuerySet[Gap]:
    """Those that are still missing first."""
    return Gap.objects.visible_to(user).order_by("-stage", "-noticed_at", "-pk")


def unread_of(drop: Drop, *, user: User) -> list[Quarantine]:
    return list(Quarantine.objects.visible_to(user).filter(drop=drop).order_by("received_at", "pk"))


def brought_by(drop: Drop, *, user: User, most: int = 50) -> list[Notice]:
    """The notices whose first or later version this drop brought, those this person may see."""
    return list(Notice.objects.visible_to(user).filter(versions__drop=drop).distinct().order_by("ppn_id")[:most])


def files_of(notices: list[Notice], *, user: User) -> list[NoticeFile]:
    """The papers that notices were keyed from."""
    return list(NoticeFile.objects.visible_to(user).filter(notice__in=notices).select_related("notice"))
