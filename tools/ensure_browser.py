"""Find the Chromium that the browser tests drive, or install one; used by ``make browser`` and by the tests.

Looks for a system Chromium or Chrome (``LUODI_BROWSER`` names another), then for one that Playwright has installed.
Where there is none it installs: Debian's packages as root or with a password-free sudo, else Playwright's own download.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
PACKAGES = ("chromium", "fonts-noto-cjk")


def find_browser() -> str | None:
    """Find the path of a Chromium that can be run."""
    named = os.environ.get("LUODI_BROWSER")
    if named:
        return shutil.which(named)
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return found or (str(MAC) if MAC.exists() else _playwrights_own())


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _has_chinese_font() -> bool:
    """Whether Chinese would be drawn; True where nothing can tell."""
    if not shutil.which("fc-list"):
        return True
    listed = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip())


def _install_by_apt(packages: tuple[str, ...]) -> bool:
    if not shutil.which("apt-get"):
        return False
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if prefix and subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode:
        return False
    say(f"installing {', '.join(packages)} (a minute or two) ...")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = [*prefix, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    if subprocess.run(install, env=environment, stdout=subprocess.DEVNULL, check=False).returncode == 0:
        return True
    subprocess.run([*prefix, "apt-get", "update", "-qq"], env=environment, check=False)
    return subprocess.run(install, env=environment, stdout=subprocess.DEVNULL, check=False).returncode == 0


def _install_by_playwright() -> bool:
    say("downloading Playwright's Chromium ...")
    return (
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False).returncode
        == 0
    )


def say(line: str) -> None:
    """Say a line of progress."""
    sys.stderr.write(f"browser: {line}\n")
    sys.stderr.flush()


def main() -> int:
    """Make sure that there is a browser that draws Chinese; 1 and a remedy where there can't be."""
    if find_browser() is None and not (_install_by_apt(PACKAGES) or _install_by_playwright()):
        say(
            "no Chromium was found and none could be installed; install chromium or Google Chrome, or set LUODI_BROWSER"
        )
        return 1
    if not _has_chinese_font() and not _install_by_apt(PACKAGES[1:]):
        say("no Chinese font was found: the tests run, their pictures show boxes; install fonts-noto-cjk")
    return 0


if __name__ == "__main__":
    sys.exit(main())
