"""The addresses of the news."""

from django.urls import path

from luodi_portal.news import feeds, views

urlpatterns = [
    path("", views.news_list, name="news"),
    path("feed/", feeds.AtomFeed(), name="news-feed"),
    path("rss/", feeds.RssFeed(), name="news-rss"),
    path("<slug:by>/<path:value>/feed/", feeds.AtomFeed(), name="news-section-feed"),
    path("<slug:by>/<path:value>/rss/", feeds.RssFeed(), name="news-section-rss"),
    path("<slug:by>/<path:value>/", views.news_list, name="news-section"),
]
