"""A document has several sources: what it was kept with so far becomes its first."""

import hashlib

import django.db.models.deletion
from django.db import migrations, models


def _key(document):
    said = document.url or "\n".join((document.source, document.author, str(document.published or "")))
    return hashlib.sha256(said.encode()).hexdigest()[:24]


def first_sources(apps, _schema_editor):
    Document, Source, Fact, FieldReading = (
        apps.get_model("knowledge", name) for name in ("Document", "DocumentSource", "Fact", "FieldReading")
    )
    rows = Document.objects.only("url", "source", "author", "published", "retrieved").order_by("pk")
    for document in rows.iterator():
        given = {name: getattr(document, name) for name in ("url", "source", "author", "published")}
        made = Source.objects.create(document=document, key=_key(document), **given)
        Source.objects.filter(pk=made.pk).update(retrieved=document.retrieved)
        read = Fact.objects.filter(document=document).first() or FieldReading.objects.filter(document=document).first()
        Document.objects.filter(pk=document.pk).update(reader=read.reader if read else "")


class Migration(migrations.Migration):

    dependencies = [
        ('knowledge', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='document',
            name='article',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='copies', to='knowledge.document'),
        ),
        migrations.AddField(
            model_name='document',
            name='reader',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.CreateModel(
            name='DocumentSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=24)),
                ('url', models.TextField(blank=True)),
                ('source', models.TextField(blank=True)),
                ('author', models.TextField(blank=True)),
                ('published', models.DateField(blank=True, null=True)),
                ('retrieved', models.DateTimeField(auto_now_add=True)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='knowledge.document')),
            ],
            options={
                'ordering': ('pk',),
                'indexes': [models.Index(fields=['key'], name='source_by_key')],
                'constraints': [models.UniqueConstraint(fields=('document', 'key'), name='one_source_a_document')],
            },
        ),
        migrations.CreateModel(
            name='Sketch',
            fields=[
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='sketch', serialize=False, to='knowledge.document')),
                ('row', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='Shingle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hash', models.BigIntegerField()),
                ('document', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='knowledge.document')),
            ],
            options={
                'indexes': [models.Index(fields=['hash', 'document'], name='shingle_by_hash')],
            },
        ),
        migrations.RunPython(first_sources, migrations.RunPython.noop),
    ]
