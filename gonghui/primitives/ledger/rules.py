"""When a transfer is refused. Amounts are fen."""

from uuid import UUID

from gonghui.kernel.money import Fen
from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _

MOST = Fen(10**15)  # ten trillion yuan: far above any fund, far below what the column can add up


class Overdrawn(Refused):
    """`facts["left"]` is what the source held when it was refused, `facts["needed"]` what was asked (Fen)."""

    kind = Kind.CONFLICT
    code = "ledger.overdrawn"
    says = _("账户余额 %(left)s 元，不够支付 %(needed)s 元")
    mend = _("请先补充资金，或减少金额")

    def __init__(self, *, left: Fen, needed: Fen) -> None:
        self.left = left
        self.needed = needed
        super().__init__(left=left, needed=needed)


class KeyReused(Refused):
    kind = Kind.CONFLICT
    code = "ledger.key_reused"
    says = _("这个请求编号已用于另一笔金额或账户不同的转账")
    mend = _("请刷新页面后重新提交")


class AlreadyReversed(Refused):
    kind = Kind.CONFLICT
    code = "ledger.already_reversed"
    says = _("这笔转账已经冲正过，不能再次冲正")


class ReversalStands(Refused):
    kind = Kind.CONFLICT
    code = "ledger.reversal_stands"
    says = _("冲正记录本身不能再冲正")
    mend = _("如需恢复，请另做一笔转账")


class BadAmount(Refused):
    kind = Kind.INVALID
    code = "ledger.bad_amount"
    says = _("转账金额必须大于 0 元且不超过 %(most)s 元")


class SameAccount(Refused):
    kind = Kind.INVALID
    code = "ledger.same_account"
    says = _("转出账户和转入账户不能是同一个")


def check_transfer(amount: int, source: UUID, target: UUID) -> None:
    """Raises BadAmount, SameAccount."""
    if not 0 < amount <= MOST:
        raise BadAmount(most=MOST)
    if source == target:
        raise SameAccount()
