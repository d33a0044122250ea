"""The database itself keeps the journal: an entry may be sealed once and is otherwise never changed.

The refusal is raised as a check violation (23514), which Django shows as IntegrityError.

Locks: the tables it guards against writers for a moment, while triggers are made; they are empty when a site is new.
"""

from django.db import migrations

GUARD = """
CREATE FUNCTION journal_keeps_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.seal_id IS NULL AND NEW.seal_id IS NOT NULL THEN
        OLD.seal_id := NEW.seal_id;
        IF OLD IS NOT DISTINCT FROM NEW THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'the journal is append-only: % on % refused', TG_OP, TG_TABLE_NAME USING ERRCODE = '23514';
END $$;

CREATE FUNCTION journal_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only: % on % refused', TG_OP, TG_TABLE_NAME USING ERRCODE = '23514';
END $$;

CREATE TRIGGER journal_entry_keeps_rows BEFORE UPDATE OR DELETE ON journal_entry
    FOR EACH ROW EXECUTE FUNCTION journal_keeps_entries();
CREATE TRIGGER journal_entry_keeps_table BEFORE TRUNCATE ON journal_entry
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuses();
CREATE TRIGGER journal_seal_keeps_rows BEFORE UPDATE OR DELETE ON journal_seal
    FOR EACH ROW EXECUTE FUNCTION journal_refuses();
CREATE TRIGGER journal_seal_keeps_table BEFORE TRUNCATE ON journal_seal
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuses();
"""

UNGUARD = """
DROP TRIGGER journal_seal_keeps_table ON journal_seal;
DROP TRIGGER journal_seal_keeps_rows ON journal_seal;
DROP TRIGGER journal_entry_keeps_table ON journal_entry;
DROP TRIGGER journal_entry_keeps_rows ON journal_entry;
DROP FUNCTION journal_refuses();
DROP FUNCTION journal_keeps_entries();
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]
