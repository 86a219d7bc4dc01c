"""What every page owes to who looks at it, as the browser tests hold it to."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Request, Response

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


def watch(page: Page, server: str) -> list[str]:
    """Give the list to which all that goes wrong on a page is added from now on.

    That is what the console says, save of a form that could not be used; scripts that fail; answers that are faults of the
    server's; and requests that leave it.
    """
    wrong: list[str] = []

    def on_console(said: ConsoleMessage) -> None:
        if said.type in ("error", "warning") and "status of 400" not in said.text:
            wrong.append(f"{page.url}: {said.text}")

    def on_request(asked: Request) -> None:
        if not asked.url.startswith((server, "data:")):
            wrong.append(f"{page.url} asked for {asked.url}")

    def on_response(answer: Response) -> None:
        if answer.status >= 500:
            wrong.append(f"{answer.status} {answer.url}")

    page.on("console", on_console)
    page.on("request", on_request)
    page.on("response", on_response)
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    return wrong
