"""Documents, and the facts that were read from them, each with the run of text that it came from."""

from luodi.facts.document import Document, DocumentPart, DocumentType, Span
from luodi.facts.fact import Approx, Fact
from luodi.facts.reading import FieldReading, Reading

__all__ = ["Approx", "Document", "DocumentPart", "DocumentType", "Fact", "FieldReading", "Reading", "Span"]
