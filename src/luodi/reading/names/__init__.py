"""Names in running text: parks, zones, firms, projects, institutions, places; and which of them mean the same."""

from luodi.reading.names.brands import like_firm
from luodi.reading.names.find import find_names, generic
from luodi.reading.names.known import Known
from luodi.reading.names.listed import listed_firms
from luodi.reading.names.name import Kind, Name
from luodi.reading.names.places import is_place, leading_place

__all__ = [
    "Kind",
    "Known",
    "Name",
    "find_names",
    "generic",
    "is_place",
    "leading_place",
    "like_firm",
    "listed_firms",
]
