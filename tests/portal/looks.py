"""What every page owes to who looks at it, as the browser tests hold it to."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}


def violations(page: Page) -> list[str]:
    """Give what axe finds: the rule and the beginning of the elements that break it."""
    return [
        f"{each['id']}: {node['html'][:160]}"
        for each in Axe().run(page, options=RULES).response["violations"]
        for node in each["nodes"][:3]
    ]


def fits(page: Page) -> bool:
    """Tell whether nothing stands out of the window to the right."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def look(page: Page) -> None:
    """Nothing that axe finds, and nothing that stands out of the window."""
    assert violations(page) == [], page.url
    assert fits(page), page.url
