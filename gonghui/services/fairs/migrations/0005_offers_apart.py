"""Offers keep name and category; goods that fairs of several unions shared are divided, each union has its own.

Locks: offers, goods and sales while they are divided: a second for ten thousand offers. The union whose fair offered
goods first keeps them; the others get a copy with the prices they published, and their sales point to it.
"""

from django.db import migrations, models

NAMES = """
UPDATE fairs_offer SET name = goods.name, category = goods.category FROM catalogue_goods AS goods
    WHERE goods.id = goods_id
"""

# Constraints are looked at row by row here, so that no check waits when a trigger is switched.
BEGIN = """
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE catalogue_sale DISABLE TRIGGER sale_facts_stay;
ALTER TABLE catalogue_price DISABLE TRIGGER price_is_final;
"""
END = """
ALTER TABLE catalogue_price ENABLE TRIGGER price_is_final;
ALTER TABLE catalogue_sale ENABLE TRIGGER sale_facts_stay;
SET CONSTRAINTS ALL DEFERRED;
"""
SALES = """
UPDATE catalogue_sale AS sale SET goods_id = offer.goods_id
    FROM fairs_purchase AS purchase JOIN fairs_offer AS offer ON offer.id = purchase.offer_id
    WHERE purchase.sale_id = sale.id AND sale.goods_id <> offer.goods_id;
"""

DIVIDE = f"""{BEGIN}
CREATE TEMP TABLE shared AS
SELECT goods_id, union_id, gen_random_uuid() AS own,
    row_number() OVER (PARTITION BY goods_id ORDER BY min(offer.created_at), union_id) AS turn
FROM fairs_offer AS offer JOIN fairs_fair AS fair ON fair.id = offer.fair_id
GROUP BY goods_id, union_id;

UPDATE catalogue_goods AS goods SET union_id = shared.union_id
    FROM shared WHERE shared.goods_id = goods.id AND turn = 1;

INSERT INTO catalogue_goods (id, created_at, union_id, merchant_id, brand, model, name, category)
SELECT own, created_at, shared.union_id, merchant_id, brand, model, name, category
    FROM shared JOIN catalogue_goods AS goods ON goods.id = shared.goods_id WHERE turn > 1;

CREATE TEMP TABLE moved AS
SELECT price_id, own, gen_random_uuid() AS copy
FROM fairs_offer AS offer JOIN fairs_fair AS fair ON fair.id = offer.fair_id
    JOIN shared ON shared.goods_id = offer.goods_id AND shared.union_id = fair.union_id AND turn > 1
GROUP BY price_id, own;

INSERT INTO catalogue_price (id, created_at, goods_id, list_price, ex_factory_price, proof, starts_at)
SELECT copy, created_at, own, list_price, ex_factory_price, proof, starts_at
    FROM moved JOIN catalogue_price AS price ON price.id = moved.price_id;

UPDATE fairs_offer AS offer SET goods_id = shared.own, price_id = moved.copy
    FROM fairs_fair AS fair, shared, moved
    WHERE fair.id = offer.fair_id AND shared.goods_id = offer.goods_id AND shared.union_id = fair.union_id
        AND turn > 1 AND moved.price_id = offer.price_id AND moved.own = shared.own;
{SALES}
DROP TABLE moved;
DROP TABLE shared;
{END}"""

UNITE = f"""{BEGIN}
CREATE TEMP TABLE twice AS
SELECT id AS goods_id, first_value(id) OVER (
    PARTITION BY merchant_id, upper(brand), upper(model) ORDER BY created_at, id
) AS kept FROM catalogue_goods;
DELETE FROM twice WHERE goods_id = kept;
UPDATE catalogue_price AS price SET goods_id = kept FROM twice WHERE twice.goods_id = price.goods_id;
UPDATE fairs_offer AS offer SET goods_id = kept FROM twice WHERE twice.goods_id = offer.goods_id;
UPDATE catalogue_sale AS sale SET goods_id = kept FROM twice WHERE twice.goods_id = sale.goods_id;
DELETE FROM catalogue_goods WHERE id IN (SELECT goods_id FROM twice);
DROP TABLE twice;
{END}"""


class Migration(migrations.Migration):
    dependencies = [("fairs", "0004_draws"), ("catalogue", "0003_apart")]
    run_before = [("catalogue", "0004_goods_of_a_union")]

    operations = [
        migrations.AddField(
            model_name="offer", name="name", field=models.CharField(default="", max_length=120), preserve_default=False
        ),
        migrations.AddField(
            model_name="offer",
            name="category",
            field=models.CharField(default="", max_length=30),
            preserve_default=False,
        ),
        migrations.RunSQL(NAMES, migrations.RunSQL.noop),
        migrations.RunSQL(DIVIDE, UNITE),
    ]
