"""The database keeps the promise: prices and the facts of a sale or a batch never change, and nothing is deleted.

Locks: the tables it guards against writers for a moment, while triggers are made; they are empty when a site is new.
"""

from django.db import migrations


def row(side, columns):
    return "(" + ", ".join(f"{side}.{column}" for column in columns.split()) + ")"


def differ(columns):
    return f"{row('OLD', columns)} IS DISTINCT FROM {row('NEW', columns)}"


SALE = """id created_at merchant_id goods_id brand buyer_id fund_id code key serial invoice list_price
    ex_factory_price subsidy sold_at sold_by_id transfer_id"""
BATCH = "id created_at merchant_id fund_id number sales_count subsidy prepared_by_id prepared_at"

KEPT = ("price", "sale", "settlementbatch")

REFUSE = """
CREATE FUNCTION catalogue_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% refused on %: %', TG_OP, TG_TABLE_NAME, TG_ARGV[0]
    USING ERRCODE = '23514', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END $$;

CREATE TRIGGER price_is_final BEFORE UPDATE OR DELETE ON catalogue_price
    FOR EACH ROW EXECUTE FUNCTION catalogue_refuse('a price is followed by another, never changed');
"""

SALES = f"""
CREATE TRIGGER sale_is_kept BEFORE DELETE ON catalogue_sale
    FOR EACH ROW EXECUTE FUNCTION catalogue_refuse('a sale is cancelled, never deleted');

CREATE TRIGGER sale_facts_stay BEFORE UPDATE ON catalogue_sale
    FOR EACH ROW WHEN ({differ(SALE)} OR (OLD.cancelled_at IS NOT NULL AND OLD IS DISTINCT FROM NEW))
    EXECUTE FUNCTION catalogue_refuse('only its batch and its cancellation change, and a cancelled sale stays');

CREATE FUNCTION catalogue_sale_leaves_batch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM catalogue_settlementbatch WHERE id = OLD.batch_id AND returned_at IS NULL) THEN
        RAISE EXCEPTION 'sale % is in batch %, which was not returned', OLD.id, OLD.batch_id
        USING ERRCODE = '23514', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER sale_leaves_only_a_returned_batch BEFORE UPDATE OF batch_id ON catalogue_sale
    FOR EACH ROW WHEN (OLD.batch_id IS DISTINCT FROM NEW.batch_id AND OLD.batch_id IS NOT NULL)
    EXECUTE FUNCTION catalogue_sale_leaves_batch();
"""

BATCHES = f"""
CREATE TRIGGER batch_is_kept BEFORE DELETE ON catalogue_settlementbatch
    FOR EACH ROW EXECUTE FUNCTION catalogue_refuse('a batch is returned, never deleted');

CREATE TRIGGER batch_facts_stay BEFORE UPDATE ON catalogue_settlementbatch
    FOR EACH ROW WHEN (
        {differ(BATCH)}
        OR (OLD.approved_at IS NOT NULL AND {differ("approved_at approved_by_id claimed")})
        OR ((OLD.paid_at IS NOT NULL OR OLD.returned_at IS NOT NULL) AND OLD IS DISTINCT FROM NEW)
    ) EXECUTE FUNCTION catalogue_refuse('what was prepared and approved stays, and a paid or returned batch is over');
"""

TABLES = "".join(
    f"""
CREATE TRIGGER {table}_rows_are_kept BEFORE TRUNCATE ON catalogue_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION catalogue_refuse('these rows are the books');
"""
    for table in KEPT
)

UNDO = "".join(f"DROP TRIGGER {table}_rows_are_kept ON catalogue_{table};" for table in KEPT) + """
DROP TRIGGER batch_facts_stay ON catalogue_settlementbatch;
DROP TRIGGER batch_is_kept ON catalogue_settlementbatch;
DROP TRIGGER sale_leaves_only_a_returned_batch ON catalogue_sale;
DROP TRIGGER sale_facts_stay ON catalogue_sale;
DROP TRIGGER sale_is_kept ON catalogue_sale;
DROP TRIGGER price_is_final ON catalogue_price;
DROP FUNCTION catalogue_sale_leaves_batch();
DROP FUNCTION catalogue_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]

    operations = [migrations.RunSQL(REFUSE + SALES + BATCHES + TABLES, UNDO)]
