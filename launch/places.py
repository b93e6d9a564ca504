"""Where things are in a checkout. Everything made at run time is under build/, var/, .venv/ or .bootstrap/."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BOOTSTRAP = ROOT / ".bootstrap"
PYTHON = VENV / "bin" / "python"
ASSETS = ROOT / "build" / "assets"
STATIC = ROOT / "build" / "static"
VAR = ROOT / "var"
LOGS = VAR / "log"


def make_var() -> None:
    """var/ lets other users of the machine through but not look: as root, PostgreSQL runs as one of them."""
    VAR.mkdir(exist_ok=True)
    VAR.chmod(0o711)
    LOGS.mkdir(mode=0o700, exist_ok=True)
