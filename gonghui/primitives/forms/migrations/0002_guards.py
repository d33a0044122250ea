"""The database keeps the promise: a published version never changes, and answers are emptied or stay as they are.

Locks: the tables it guards against writers for a moment, while triggers are made; they are empty when a site is new.
"""

from django.db import migrations

GUARDS = """
CREATE FUNCTION forms_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% refused on %: %', TG_OP, TG_TABLE_NAME, TG_ARGV[0]
    USING ERRCODE = '23514', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END $$;

CREATE TRIGGER version_is_final BEFORE UPDATE OR DELETE ON forms_formversion
    FOR EACH ROW EXECUTE FUNCTION forms_refuse('a version is followed by another, never changed');

CREATE TRIGGER answers_stay BEFORE UPDATE ON forms_answers
    FOR EACH ROW WHEN (
        (OLD.version_id, OLD.person_id, OLD.created_at) IS DISTINCT FROM (NEW.version_id, NEW.person_id, NEW.created_at)
        OR NEW.forgotten_at IS NULL OR OLD.forgotten_at IS NOT NULL
    ) EXECUTE FUNCTION forms_refuse('answers are given anew or forgotten, never changed');
"""

UNDO = """
DROP TRIGGER answers_stay ON forms_answers;
DROP TRIGGER version_is_final ON forms_formversion;
DROP FUNCTION forms_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("forms", "0001_initial")]

    operations = [migrations.RunSQL(GUARDS, UNDO)]
