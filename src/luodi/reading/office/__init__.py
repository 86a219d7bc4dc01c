"""Word and PDF files → documents, with bounds on size, time and memory.

``.docx`` is read by python-docx (MIT), ``.pdf`` by PDFium (pypdfium2; Apache-2.0 or BSD-3-Clause), in a process of
its own: a PDF may be made to fill memory or to run for hours. A paragraph is a line of the text, a table's row a
line with its cells apart by `` | ``; headers, footers and page numbers are left out.
"""

from luodi.facts.document import Document

SUFFIXES = frozenset((".docx", ".pdf"))


def read_office(data: bytes, suffix: str, *, where: str, id: str) -> Document:  # noqa: A002
    """Read a Word or PDF file; raises :class:`luodi.core.errors.LuodiError` that says why it can't be read."""
    if suffix == ".docx":
        from luodi.reading.office.docx import read_docx

        return read_docx(data, where, id)
    from luodi.reading.office.pdf import read_pdf

    return read_pdf(data, where, id)
