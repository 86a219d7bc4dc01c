"""One search over news, listings, parks, sites and firms: Chinese by pairs of characters, the same on both databases.

``tokens`` says what a text is to the index, ``query`` what was asked, ``index`` keeps and matches entries (by FTS5 on
SQLite, by ``tsvector`` on PostgreSQL), ``sources`` says what of a row is searched, ``find`` ranks, groups and counts.
"""
