"""A folder into which a force's drops are put: each is taken in and moved beside its reply.

    FOLDER/PPN_44_....zip                    put here by the force's transfer
    FOLDER/taken/PPN_44_.../  the drop and ack.json        FOLDER/refused/PPN_44_.../  the same
    FOLDER/outcomes/44/outcome.json          what became of what the force sent
"""

from datetime import datetime
from pathlib import Path

from django.conf import settings

from frontdoor.foundations.access.models import User

from ..models import Drop
from ..outcomes import outcomes
from .importing import REFUSED_WHOLE, Answer, as_json, import_drop, write_json

STILL_COMING = (".part", ".partial", ".tmp", ".filepart", ".crdownload")
Size = tuple[int, int]
_last_look: dict[Path, Size] = {}


def watch(*, by: User, at: datetime) -> int:
    """Take in every file that was the same at two looks in a row: one that still grows is left for the next."""
    folder = Path(settings.PPN_FOLDER) if settings.PPN_FOLDER else None
    if folder is None or not folder.is_dir():
        return 0
    found = {path: _size(path) for path in sorted(folder.iterdir()) if _is_a_drop(path)}
    ready = [path for path, size in found.items() if _last_look.get(path) == size]
    _last_look.clear()
    _last_look.update(found)
    trouble = [no for path in ready if (no := _take_or_leave(path, by=by, at=at))]
    if trouble:
        raise trouble[0]
    return len(ready)


def _take_or_leave(path: Path, *, by: User, at: datetime) -> OSError | None:
    """A file that cannot be read or moved does not keep the others waiting; the chore still says that it failed."""
    try:
        take_from_folder(path, by=by, at=at)
    except OSError as no:
        return no
    return None


def _is_a_drop(path: Path) -> bool:
    """Every file somebody put there, whatever it is called: what is no drop is refused with the reason, and so seen."""
    return path.is_file() and not path.is_symlink() and not path.name.startswith(".") and path.suffix.lower() not in STILL_COMING


def _size(path: Path) -> Size:
    is_now = path.stat()
    return is_now.st_size, is_now.st_mtime_ns


def take_from_folder(path: Path, *, by: User, at: datetime) -> Answer:
    """Taken in, answered, moved: in this order, so that a crash between two of them only does the next look's work again."""
    answer = import_drop(path, name=path.name, by=by, at=at)
    home = path.parent / ("refused" if answer.code == REFUSED_WHOLE else "taken")
    room = _room(home, path)
    write_json(room / "ack.json", answer.said())
    path.replace(room / path.name)
    return answer


def _room(home: Path, path: Path) -> Path:
    """A folder of its own, named as the drop; one that came twice is not laid over the first."""
    number = 1
    while ((room := home / (path.stem if number == 1 else f"{path.stem}-{number}")) / path.name).exists():
        number += 1
    room.mkdir(parents=True, exist_ok=True)
    return room


def write_outcomes_of_all(*, by: User, at: datetime) -> int:
    """outcome.json of each force that sent something, written again only where it says something new."""
    folder = Path(settings.PPN_FOLDER) if settings.PPN_FOLDER else None
    if folder is None or not folder.is_dir():
        return 0
    forces = Drop.objects.filter(stage=Drop.Stage.TAKEN).values_list("force_code", flat=True).distinct().order_by()
    return sum(_write_if_new(folder / "outcomes" / force, force, by=by, at=at) for force in forces)


def _write_if_new(folder: Path, force_code: str, *, by: User, at: datetime) -> bool:
    said, path = outcomes(force_code=force_code, by=by, at=at), folder / "outcome.json"
    if path.exists() and path.read_text(encoding="utf-8") == as_json(said):
        return False
    write_json(path, said)
    return True
