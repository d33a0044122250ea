"""The database keeps the promise: a transfer moves two balances, nothing else does, and no transfer ever changes.

Locks: the tables it guards against writers for a moment, while triggers are made; they are empty when a site is new.
"""

from django.db import migrations

MOVE = """
CREATE FUNCTION ledger_move_balances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    held bigint;
BEGIN
    -- Always the lower id first: two transfers in opposite directions queue up instead of deadlocking.
    IF NEW.target_id < NEW.source_id THEN
        UPDATE ledger_account SET balance = balance + NEW.amount WHERE id = NEW.target_id;
    END IF;

    UPDATE ledger_account SET balance = balance - NEW.amount
     WHERE id = NEW.source_id AND (kind = 'outside' OR balance >= NEW.amount);
    IF NOT FOUND THEN
        -- Now hold the row and look: money may have come back since, and a refusal must tell what is left.
        SELECT balance INTO held FROM ledger_account WHERE id = NEW.source_id FOR NO KEY UPDATE;
        IF held < NEW.amount THEN
            RAISE EXCEPTION 'account % holds % fen, % wanted', NEW.source_id, held, NEW.amount
            USING ERRCODE = '23514', CONSTRAINT = 'account_not_overdrawn', TABLE = 'ledger_account',
                  DETAIL = held::text;
        END IF;
        UPDATE ledger_account SET balance = balance - NEW.amount WHERE id = NEW.source_id;
    END IF;

    IF NEW.target_id > NEW.source_id THEN
        UPDATE ledger_account SET balance = balance + NEW.amount WHERE id = NEW.target_id;
    END IF;
    RETURN NULL;
END $$;

-- AFTER, because BEFORE would also fire for a row that ON CONFLICT DO NOTHING then leaves out.
CREATE TRIGGER transfer_moves_balances AFTER INSERT ON ledger_transfer
    FOR EACH ROW EXECUTE FUNCTION ledger_move_balances();
"""

REFUSE = """
CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% refused on %: %', TG_OP, TG_TABLE_NAME, TG_ARGV[0]
    USING ERRCODE = '23514', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END $$;

CREATE TRIGGER transfer_is_final BEFORE UPDATE OR DELETE ON ledger_transfer
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse('a wrong transfer is reversed, never changed');
CREATE TRIGGER transfers_are_kept BEFORE TRUNCATE ON ledger_transfer
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse('a wrong transfer is reversed, never thrown away');

-- At depth 0 it is not the transfer's trigger that writes.
CREATE TRIGGER account_balance_moves_by_transfer BEFORE UPDATE OF balance, kind ON ledger_account
    FOR EACH ROW WHEN (
        NEW.kind <> OLD.kind OR (NEW.balance <> OLD.balance AND pg_trigger_depth() = 0)
    ) EXECUTE FUNCTION ledger_refuse('only a transfer moves a balance, and the kind stays');

CREATE TRIGGER account_opens_empty BEFORE INSERT ON ledger_account
    FOR EACH ROW WHEN (NEW.balance <> 0)
    EXECUTE FUNCTION ledger_refuse('an account opens with nothing in it');
"""

UNDO = """
DROP TRIGGER account_opens_empty ON ledger_account;
DROP TRIGGER account_balance_moves_by_transfer ON ledger_account;
DROP TRIGGER transfers_are_kept ON ledger_transfer;
DROP TRIGGER transfer_is_final ON ledger_transfer;
DROP TRIGGER transfer_moves_balances ON ledger_transfer;
DROP FUNCTION ledger_refuse();
DROP FUNCTION ledger_move_balances();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [migrations.RunSQL(MOVE + REFUSE, UNDO)]
