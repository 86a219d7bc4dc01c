"""The addresses."""

from django.conf import settings
from django.contrib import admin
from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path, register_converter
from django.urls.converters import StringConverter
from django.views.generic import RedirectView

from luodi_portal.news import pages
from luodi_portal.news import views as news
from luodi_portal.web.views import compare, documents, home, parks, requirements, sites


class Hex16(StringConverter):
    """A document's address: sixteen hexadecimal digits."""

    regex = "[0-9a-f]{16}"


register_converter(Hex16, "hex16")

urlpatterns = [
    path("", home.home, name="home"),
    path("documents/", documents.document_list, name="documents"),
    path("documents/<hex16:slug>/", documents.document_page, name="document"),
    path("parks/", parks.park_list, name="parks"),
    path("parks/<path:key>/", parks.park_page, name="park"),
    path("sites/", sites.site_list, name="sites"),
    path("sites/compare/", compare.compare, name="compare"),
    path("sites/compare/chosen/", compare.change_basket, name="basket"),
    path("sites/<path:key>/", sites.site_page, name="site"),
    path("map/", sites.map_page, name="map"),
    path("map/points/", sites.map_points, name="map-points"),
    path("map/places/", sites.map_places, name="map-places"),
    path("inventory/", include("luodi_portal.web.views.inventory.urls")),
    path("requirements/", requirements.requirement_list, name="requirements"),
    path("requirements/new/", requirements.new, name="requirement-new"),
    path("requirements/read/", requirements.read, name="requirement-read"),
    path("requirements/<int:pk>/", requirements.requirement_page, name="requirement"),
    path("requirements/<int:pk>/shortlist/", requirements.shortlist, name="shortlist"),
    path("requirements/<int:pk>/shortlists/", requirements.shortlists, name="shortlists"),
    path("requirements/<int:pk>/report/", requirements.report, name="report"),
    path(
        "favicon.ico", RedirectView.as_view(url=f"{settings.STATIC_URL}web/icon.svg")
    ),  # the report names none
    path("i18n/", include("django.conf.urls.i18n")),
    path("documents/<hex16:slug>/<slug:what>/", news.count, name="document-count"),
    path("news/", include("luodi_portal.news.urls")),
    path("robots.txt", pages.robots, name="robots"),
    path(
        "sitemap.xml",
        sitemaps.index,
        {"sitemaps": pages.SITEMAPS, "sitemap_url_name": "sitemap-part"},
        name="sitemap",
    ),
    path("sitemap-<section>.xml", sitemaps.sitemap, {"sitemaps": pages.SITEMAPS}, name="sitemap-part"),
    path("editorial/", include("luodi_portal.editorial.urls")),
    path("search/", include("luodi_portal.search.urls")),
    path("intake/", include("luodi_portal.intake.urls")),
    path("", include("luodi_portal.knowledge.urls")),
    path("", include("luodi_portal.operations.urls")),
    path("account/", include("luodi_portal.accounts.urls")),
    path("admin/login/", RedirectView.as_view(pattern_name="log-in", query_string=True)),  # one way in
    path("admin/", admin.site.urls),
]
handler400 = "luodi_portal.web.views.errors.bad_request"
handler403 = "luodi_portal.web.views.errors.forbidden"
handler404 = "luodi_portal.web.views.errors.not_found"
handler500 = "luodi_portal.web.views.errors.server_error"
