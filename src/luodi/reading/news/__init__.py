"""Read industrial-park news: what a park, zone, project or firm has, does and plans, each fact with its run of text."""

from luodi.reading.news.read import read_news

__all__ = ["read_news"]
