from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("inventory", "0003_describe_what_is_kept")]
    operations = [
        migrations.AlterField("site", "fresh_on", models.DateField(db_index=True)),
        migrations.AlterField("historicalsite", "fresh_on", models.DateField(db_index=True)),
    ]
