"""Goods of a union, merchants of a name, sales that know their seller's credit code.

Locks: goods, merchants and sales for as long as an index of each is built, and one column of every sale is filled: a
second for a hundred thousand. Back only while no credit code stands under two names.
"""

import django.db.models.deletion
from django.db import migrations, models

FACTS = """id created_at merchant_id goods_id brand buyer_id fund_id code key serial invoice list_price
    ex_factory_price subsidy sold_at sold_by_id transfer_id"""


def sale_facts(*more):
    """The trigger of 0002, with more columns that stay."""
    old, new = (", ".join(f"{side}.{column}" for column in (*FACTS.split(), *more)) for side in ("OLD", "NEW"))
    return f"""
    CREATE TRIGGER sale_facts_stay BEFORE UPDATE ON catalogue_sale
        FOR EACH ROW WHEN (
            ({old}) IS DISTINCT FROM ({new}) OR (OLD.cancelled_at IS NOT NULL AND OLD IS DISTINCT FROM NEW)
        )
        EXECUTE FUNCTION catalogue_refuse('only its batch and its cancellation change, and a cancelled sale stays');
    """


FILL = """
SET CONSTRAINTS ALL IMMEDIATE;
UPDATE catalogue_sale SET seller = merchant.credit_code FROM catalogue_merchant AS merchant
    WHERE merchant.id = merchant_id;
SET CONSTRAINTS ALL DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0002_guards"), ("people", "0002_divisions")]

    operations = [
        migrations.RemoveConstraint(model_name="goods", name="one_model_per_merchant"),
        migrations.AddField(
            model_name="goods",
            name="union",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.union"
            ),
        ),
        migrations.AlterField(model_name="merchant", name="credit_code", field=models.CharField(max_length=18)),
        migrations.AddConstraint(
            model_name="merchant",
            constraint=models.UniqueConstraint(
                models.F("credit_code"), models.F("name"), name="one_merchant_per_code_and_name"
            ),
        ),
        migrations.RunSQL("DROP TRIGGER sale_facts_stay ON catalogue_sale", sale_facts()),
        migrations.AddField(
            model_name="sale", name="seller", field=models.CharField(default="", max_length=18), preserve_default=False
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RemoveConstraint(model_name="sale", name="an_invoice_counts_once"),
        migrations.AddConstraint(
            model_name="sale",
            constraint=models.UniqueConstraint(
                condition=models.Q(("cancelled_at", None)), fields=("seller", "invoice"), name="an_invoice_counts_once"
            ),
        ),
        migrations.RunSQL(sale_facts("seller"), "DROP TRIGGER sale_facts_stay ON catalogue_sale"),
    ]
