"""PDF files made by hand, for tests."""


def make_pdf(pages: list[list[tuple[float, float, float, str]]], extra: bytes = b"") -> bytes:
    """Write a PDF: of each page (x, y, size, text) runs, each letter an em wide."""
    font = 3 + 2 * len(pages)
    kids = b" ".join(b"%d 0 R" % (3 + 2 * i) for i in range(len(pages)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages))]
    for i, runs in enumerate(pages):
        drawn = "".join(
            f"BT /F {size} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET\n"
            for x, y, size, text in runs
        )
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents %d 0 R"
            b"/Resources<</Font<</F %d 0 R>>>>>>" % (4 + 2 * i, font)
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn.encode()))
    cmap = b"begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange\n" + b"".join(
        b"1 beginbfrange <%04x> <%04x> <%04x> endbfrange\n" % (at, at + 255, at)
        for at in range(0, 0xD800, 256)
    )
    objects += [
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/Identity-H/ToUnicode %d 0 R"
        b"/DescendantFonts[%d 0 R]>>" % (font + 3, font + 1),
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/FontDescriptor %d 0 R"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>" % (font + 2),
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(cmap), cmap),
    ]
    return join_objects(objects, extra)


def join_objects(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """Write a PDF of numbered objects, the catalogue first."""
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (
        size, table, size, trailer, len(out),
    )  # fmt: skip
