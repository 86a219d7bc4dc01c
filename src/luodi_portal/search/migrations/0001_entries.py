"""The entries, and beside them the index of their words: FTS5 on SQLite, tsvector with GIN on PostgreSQL."""

from django.db import migrations, models

SQLITE = (
    "CREATE VIRTUAL TABLE search_index USING fts5(title, text, content='', tokenize=\"ascii tokenchars '=~./+-%'\")",
)
POSTGRESQL = (
    "CREATE TABLE search_index (id bigint PRIMARY KEY, title tsvector NOT NULL, text tsvector NOT NULL)"
    " WITH (toast_tuple_target = 128)",
    "CREATE INDEX search_index_title ON search_index USING gin (title)",
    "CREATE INDEX search_index_text ON search_index USING gin (text) WITH (gin_pending_list_limit = 1024)",
)


def create_index(apps, schema_editor):
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    schema_editor.execute("DROP TABLE search_index")


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("source", models.CharField(max_length=220, unique=True)),
                ("kind", models.CharField(max_length=12)),
                ("day", models.DateField(null=True)),
                ("until", models.DateField(null=True)),
                ("title", models.TextField()),
                ("text", models.TextField()),
                ("facets", models.TextField()),
                ("marks", models.TextField()),
            ],
        ),
        migrations.RunPython(create_index, drop_index),
    ]
