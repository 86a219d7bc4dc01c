import importlib.util
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from django.test import Client
from playwright.sync_api import Browser, sync_playwright

from luodi_portal.inventory.keep import keep_parks, keep_sites
from luodi_portal.knowledge.keep import keep_reading
from luodi_portal.knowledge.models import Document
from portal import samples
from portal.people import client_of

ROOT = Path(__file__).resolve().parents[2]
Speaks = Callable[[str], Client]


def tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def fill() -> None:
    listing = keep_reading(samples.reading(samples.LISTING, "listing"))
    keep_reading(samples.reading())
    keep_parks([samples.PARK])
    keep_sites(samples.SITES, {"listing-1": listing.document.pk})


@pytest.fixture
def world(db: None) -> None:
    fill()


@pytest.fixture
def news(world: None) -> Document:
    return Document.objects.get(type="news")


@pytest.fixture
def officer(db: None) -> Client:
    return client_of("officer")


@pytest.fixture
def speaks() -> Speaks:
    def client(lang: str) -> Client:
        made = Client()
        if lang == "en":
            made.cookies["django_language"] = "en"
        return made

    return client


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = tool("ensure_browser").find_browser()
    if path is None:
        pytest.skip("no Chromium here: run tools/ensure_browser.py")
    # Playwright runs a loop of its own in this thread, which Django takes for an asynchronous caller.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
