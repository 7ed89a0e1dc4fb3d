from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("supervision", "0001_initial")]

    operations = [migrations.RemoveField(model_name="errand", name="reminded_on")]
