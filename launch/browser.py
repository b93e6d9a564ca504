"""A browser for the tests: one on the machine, else the system's package, else the test tool's own download."""

import os
import shutil
import subprocess
from pathlib import Path

from launch.places import PYTHON
from launch.processes import run
from launch.say import step

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge")
MAC = "/Applications/{0}.app/Contents/MacOS/{0}"
APPLICATIONS = tuple(MAC.format(name) for name in ("Google Chrome", "Chromium", "Microsoft Edge"))
NONE = (
    "There is no browser for the browser tests: none was found, and none could be installed. Install Chromium, Chrome "
    "or Edge, or set BROWSER_PATH to one."
)


def find_browser() -> str | None:
    given = os.environ.get("BROWSER_PATH")
    if given:
        return given if works(given) else None
    return on_machine() or from_the_system() or from_playwright()


def on_machine() -> str | None:
    candidates = [shutil.which(name) for name in NAMES] + list(APPLICATIONS)
    return next((path for path in candidates if path and works(path)), None)


def works(path: str) -> bool:
    """It says what version it is. (Ubuntu's chromium-browser may be a stub that only says to install a snap.)"""
    if not Path(path).exists():
        return False
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return said.returncode == 0 and any(letter.isdigit() for letter in said.stdout)


def from_the_system() -> str | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with step("Installing Chromium with apt-get, for the browser tests"):
        run(["apt-get", "update"], log="browser-apt", env=env)
        run(["apt-get", "install", "-y", "--no-install-recommends", "chromium"], log="browser-apt", env=env)
    return on_machine()


def from_playwright() -> str | None:
    with step("Fetching a browser with Playwright, for the browser tests"):
        fetched = run([str(PYTHON), "-m", "playwright", "install", "chromium"], log="browser-playwright")
    if not fetched:
        return None
    where = "from playwright.sync_api import sync_playwright as p\nwith p() as it: print(it.chromium.executable_path)"
    path = subprocess.run([PYTHON, "-c", where], capture_output=True, text=True).stdout.strip()
    return path if path and works(path) else None
