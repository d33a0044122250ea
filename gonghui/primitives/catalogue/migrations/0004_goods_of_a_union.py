"""Every goods has its union, and its key within it. Whoever offers goods has divided shared ones before.

Locks: goods and prices for as long as the list of goods is short: milliseconds for ten thousand.
"""

import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

# Goods that nobody offers: where they were sold, else the topmost union's. Prices are kept, so goods are.
LEFT = """
SET CONSTRAINTS ALL IMMEDIATE;
UPDATE catalogue_goods AS goods SET union_id = COALESCE(
    (SELECT fund.union_id FROM catalogue_sale AS sale JOIN ledger_account AS fund ON fund.id = sale.fund_id
        WHERE sale.goods_id = goods.id AND fund.union_id IS NOT NULL ORDER BY sale.id LIMIT 1),
    (SELECT id FROM people_union ORDER BY length(path), path LIMIT 1)
) WHERE goods.union_id IS NULL;
SET CONSTRAINTS ALL DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0003_apart")]

    operations = [
        migrations.RunSQL(LEFT, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="goods",
            name="union",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.union"
            ),
        ),
        migrations.AddConstraint(
            model_name="goods",
            constraint=models.UniqueConstraint(
                models.F("union"),
                models.F("merchant"),
                django.db.models.functions.text.Upper("brand"),
                django.db.models.functions.text.Upper("model"),
                name="one_model_per_merchant",
            ),
        ),
    ]
