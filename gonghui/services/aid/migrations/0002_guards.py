"""The database keeps the promise: who asks, and who lives with them, decides nothing; nobody decides a claim twice; what
is paid was granted by two, was shown to its end, and is never changed.

The refusal is raised as a check violation (23514), which Django shows as IntegrityError.

Locks: the tables it guards against writers for a moment, while triggers are made; they are empty when a site is new.
"""

from django.db import migrations

GUARD = """
CREATE FUNCTION aid_deciders_apart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM aid_claim AS claim
        WHERE claim.id = NEW.claim_id AND claim.person_id IN (NEW.first_by_id, NEW.second_by_id)
    ) OR EXISTS (
        SELECT 1 FROM aid_kin AS kin
        WHERE kin.claim_id = NEW.claim_id AND kin.person_id IN (NEW.first_by_id, NEW.second_by_id)
    ) THEN
        RAISE EXCEPTION 'ruling % by the applicant or their kin', NEW.id
        USING ERRCODE = '23514', CONSTRAINT = 'ruling_by_others', TABLE = 'aid_ruling';
    END IF;
    IF EXISTS (
        SELECT 1 FROM aid_ruling AS former
        WHERE former.claim_id = NEW.claim_id AND former.id <> NEW.id AND former.second_at IS NOT NULL
            AND (former.first_by_id IN (NEW.first_by_id, NEW.second_by_id)
                OR former.second_by_id IN (NEW.first_by_id, NEW.second_by_id))
    ) THEN
        RAISE EXCEPTION 'ruling % by who decided the claim before', NEW.id
        USING ERRCODE = '23514', CONSTRAINT = 'ruling_by_new_people', TABLE = 'aid_ruling';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION aid_paid_as_granted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        RAISE EXCEPTION 'payments are append-only: % refused', TG_OP USING ERRCODE = '23514';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM aid_ruling AS ruling
        WHERE ruling.id = NEW.ruling_id AND ruling.claim_id = NEW.claim_id AND ruling.granted
            AND ruling.dropped_at IS NULL AND ruling.second_at IS NOT NULL AND ruling.objected_at IS NULL
            AND ruling.shown_until <= NEW.created_at AND ruling.amount = NEW.amount
    ) THEN
        RAISE EXCEPTION 'payment % before it was granted and shown to its end', NEW.id
        USING ERRCODE = '23514', CONSTRAINT = 'paid_as_granted', TABLE = 'aid_payment';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER aid_deciders_apart BEFORE INSERT OR UPDATE OF first_by_id, second_by_id ON aid_ruling
    FOR EACH ROW EXECUTE FUNCTION aid_deciders_apart();
CREATE TRIGGER aid_paid_as_granted BEFORE INSERT OR UPDATE OR DELETE ON aid_payment
    FOR EACH ROW EXECUTE FUNCTION aid_paid_as_granted();
"""

UNGUARD = """
DROP TRIGGER aid_paid_as_granted ON aid_payment;
DROP TRIGGER aid_deciders_apart ON aid_ruling;
DROP FUNCTION aid_paid_as_granted();
DROP FUNCTION aid_deciders_apart();
"""


class Migration(migrations.Migration):
    dependencies = [("aid", "0001_initial")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]
