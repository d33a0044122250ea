"""Tables that went to another app: renamed with all that bears their name, so that old and new databases are alike."""

from django.db.migrations import RunSQL

# Constraints (of the table, and keys that point at it), indexes and sequences; the content types follow, and with them
# the permissions. Names given by hand in a model do not begin with the app, and stay.
MOVED = """
DO $$
DECLARE
    spoken text;
BEGIN
    ALTER TABLE {old} RENAME TO {new};
    FOR spoken IN
        SELECT format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', conrelid::regclass, conname, renamed)
        FROM (
            SELECT conrelid, conname, CASE conrelid WHEN '{new}'::regclass
                THEN regexp_replace(pointing, '^{old}_', '{new}_') ELSE pointing END AS renamed
            FROM (
                SELECT conrelid, conname, CASE confrelid WHEN '{new}'::regclass
                    THEN regexp_replace(regexp_replace(conname, '_fk_{old}_', '_fk_{new}_'),
                        '_fk_{old_app}$', '_fk_{new_app}') -- where the name had to be cut
                    ELSE conname END AS pointing
                FROM pg_constraint WHERE '{new}'::regclass IN (conrelid, confrelid)
            ) AS keys
        ) AS names
        WHERE renamed <> conname
    LOOP EXECUTE spoken; END LOOP;
    FOR spoken IN
        SELECT format('ALTER INDEX %s RENAME TO %I', named.oid::regclass, regexp_replace(relname, '^{old}_', '{new}_'))
        FROM pg_index JOIN pg_class AS named ON named.oid = indexrelid
        WHERE indrelid = '{new}'::regclass AND relname ~ '^{old}_'
        UNION ALL
        SELECT format('ALTER SEQUENCE %s RENAME TO %I', named.oid::regclass,
            regexp_replace(relname, '^{old}_', '{new}_'))
        FROM pg_depend JOIN pg_class AS named ON named.oid = objid AND relkind = 'S'
        WHERE refobjid = '{new}'::regclass AND relname ~ '^{old}_'
    LOOP EXECUTE spoken; END LOOP;
    IF to_regclass('django_content_type') IS NOT NULL THEN
        UPDATE django_content_type SET app_label = '{new_app}', model = '{new_model}'
        WHERE app_label = '{old_app}' AND model = '{old_model}';
    END IF;
END $$
"""


def moved(old: str, new: str) -> RunSQL:
    """Table "admission_entry" becomes "presence_doorentry", and back again when the migration is undone."""
    return RunSQL(_words(old, new), _words(new, old))


def _words(old: str, new: str) -> str:
    (old_app, old_model), (new_app, new_model) = old.split("_"), new.split("_")
    return MOVED.format(old=old, new=new, old_app=old_app, new_app=new_app, old_model=old_model, new_model=new_model)
