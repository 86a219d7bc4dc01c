"""Reposts: the same article on many sites, found among up to millions of documents, and the figures that differ.

Needs numpy, which is imported with this package and by nothing above it.
"""

from luodi.reading.reposts.figures import DifferingFigure, Reported, differing_figures
from luodi.reading.reposts.index import Copy, Match, RepostGroup, RepostIndex, find_reposts
from luodi.reading.reposts.similarity import Similarity

__all__ = [
    "Copy",
    "DifferingFigure",
    "Match",
    "Reported",
    "RepostGroup",
    "RepostIndex",
    "Similarity",
    "differing_figures",
    "find_reposts",
]
