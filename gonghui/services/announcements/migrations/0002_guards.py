"""The database keeps the promise: what was published is not changed without its former edition, and is not removed.

The refusal is raised as a check violation (23514), which Django shows as IntegrityError.

Locks: the tables it guards against writers for a moment, while triggers are made; they are empty when a site is new.
"""

from django.db import migrations

GUARD = """
CREATE FUNCTION announcements_keep_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NULL THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' OR NEW.published_at IS NULL OR NEW.union_id <> OLD.union_id OR NEW.audience <> OLD.audience THEN
        RAISE EXCEPTION 'announcement % is published', OLD.id USING ERRCODE = '23514';
    END IF;
    IF (OLD.title, OLD.text, OLD.kind, OLD.ends_at) IS DISTINCT FROM (NEW.title, NEW.text, NEW.kind, NEW.ends_at)
        AND (NEW.edition <> OLD.edition + 1 OR NOT EXISTS (
            SELECT 1 FROM announcements_edition AS former
            WHERE former.announcement_id = OLD.id AND former.number = OLD.edition
                AND former.title = OLD.title AND former.text = OLD.text
        )) THEN
        RAISE EXCEPTION 'announcement % is changed without its former edition', OLD.id USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION announcements_keep_editions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'editions are append-only: % refused', TG_OP USING ERRCODE = '23514';
END $$;

CREATE TRIGGER announcements_keep_published BEFORE UPDATE OR DELETE ON announcements_announcement
    FOR EACH ROW EXECUTE FUNCTION announcements_keep_published();
CREATE TRIGGER announcements_keep_editions BEFORE UPDATE OR DELETE ON announcements_edition
    FOR EACH ROW EXECUTE FUNCTION announcements_keep_editions();
"""

UNGUARD = """
DROP TRIGGER announcements_keep_editions ON announcements_edition;
DROP TRIGGER announcements_keep_published ON announcements_announcement;
DROP FUNCTION announcements_keep_editions();
DROP FUNCTION announcements_keep_published();
"""


class Migration(migrations.Migration):
    dependencies = [("announcements", "0001_initial")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]
