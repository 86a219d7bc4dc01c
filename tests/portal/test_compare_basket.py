"""The basket of sites to compare: kept with the session, at most four, changed from every page that shows sites."""

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser as Html

from luodi_portal.desk.models import Requirement
from portal import samples

BASKET = "/sites/compare/chosen/"
KEYS = [site.id for site in samples.SITES]

pytestmark = pytest.mark.usefixtures("world")


def change(client: Client, back: str = "/sites/", **said: str) -> str:
    response = client.post(BASKET, {"next": back, **said})
    assert response.status_code == 302
    return response["Location"]


def page(client: Client, address: str) -> Html:
    response = client.get(address)
    assert response.status_code == 200
    return Html(response.content.decode())


def compared(client: Client, query: str = "") -> list[str]:
    html = page(client, f"/sites/compare/{query}")
    return [link.attributes["href"] or "" for link in html.css(".compare thead a[lang]")]


def test_sites_are_chosen_taken_out_and_emptied(client: Client) -> None:
    for key in KEYS[:3]:
        assert change(client, add=key) == f"/sites/#pick-{key.replace('/', '%2F')}"
    assert compared(client) == [f"/sites/{key}/" for key in KEYS[:3]]
    change(client, remove=KEYS[1])
    assert compared(client) == [f"/sites/{KEYS[0]}/", f"/sites/{KEYS[2]}/"]
    assert compared(client, f"?s={KEYS[3]}") == [
        f"/sites/{KEYS[3]}/"
    ]  # an address that was passed on stays what it is
    change(client, empty="")
    assert compared(client) == []
    assert compared(Client()) == []


@pytest.mark.parametrize("address", ["/sites/", "/map/", f"/sites/{KEYS[0]}/", "shortlist"])
def test_each_page_of_sites_has_the_buttons_and_shows_what_is_chosen(client: Client, address: str) -> None:
    if address == "shortlist":
        client.post("/requirements/new/", {"kind": ["factory"]})
        address = f"/requirements/{Requirement.objects.get().pk}/shortlist/"
    assert not page(client, address).css_first(".basket")
    assert page(client, address).css(".pick[aria-pressed=false]")
    change(client, add=KEYS[0])
    html = page(client, address)
    assert [link.text() for link in html.css(".basket li a")] == [samples.SITES[0].name]
    assert [button.attributes["value"] for button in html.css(".pick[aria-pressed=true][name=remove]")] == [
        KEYS[0]
    ]
    ids = [button.attributes["id"] for button in html.css(".pick")]
    assert len(ids) == len(set(ids))


def test_a_fifth_is_refused_with_a_word_and_the_same_again_is_none(client: Client) -> None:
    from luodi.sites.site import Site
    from luodi_portal.inventory.keep import keep_sites

    keep_sites([Site(id="e-5", name="第五处（虚构）")])
    for key in [*KEYS, KEYS[0], "e-5", "nowhere"]:
        change(client, add=key)
    assert "先移去一处" in page(client, "/sites/").css_first(".notice.error").text()
    assert compared(client) == [f"/sites/{key}/" for key in KEYS]


@pytest.mark.parametrize(
    "back", ["https://elsewhere.invalid/", "//elsewhere.invalid", "javascript:alert(1)", ""]
)
def test_nobody_is_led_elsewhere(client: Client, back: str) -> None:
    assert change(client, back, empty="") == "/sites/compare/"
