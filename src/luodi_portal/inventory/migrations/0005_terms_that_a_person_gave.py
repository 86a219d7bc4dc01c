from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("inventory", "0004_every_offer_has_a_last_word")]
    operations = [
        migrations.AddField("park", "terms_edited", models.BooleanField(default=False)),
        migrations.AddField("historicalpark", "terms_edited", models.BooleanField(default=False)),
    ]
