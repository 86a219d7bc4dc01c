"""On PostgreSQL, the numbers that match come from the index alone.

The planner takes a look at a vector for cheap, though it lies outside of its row: for a word that many entries have it
would read all vectors instead of the index (0.7 s for 100,000 entries, against some milliseconds).
"""

from django.db import migrations

FUNCTIONS = (
    """CREATE FUNCTION search_in_text(asked tsquery) RETURNS SETOF bigint
    LANGUAGE sql STABLE SET enable_seqscan = off SET work_mem = '64MB' AS
    $$ SELECT id FROM search_index WHERE text @@ asked $$""",
    """CREATE FUNCTION search_in_title(asked tsquery, facets tsquery) RETURNS SETOF bigint
    LANGUAGE sql STABLE SET enable_seqscan = off SET work_mem = '64MB' AS
    $$ SELECT id FROM search_index WHERE title @@ asked AND text @@ facets $$""",
)


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for function in FUNCTIONS:
            schema_editor.execute(function)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION search_in_text")
        schema_editor.execute("DROP FUNCTION search_in_title")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_entries")]
    operations = [migrations.RunPython(create, drop)]
