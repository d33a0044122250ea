"""Why a file cannot be kept or shown just now."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class FileGone(Refused):
    kind = Kind.GONE
    code = "files.gone"
    says = _("这个附件已经撤下")
    mend = _("如需要，请联系办理的工会")


class FileUnreadable(Refused):
    """The bytes are missing, were changed, or were sealed with another key; `bin/gonghui check` names the file."""

    kind = Kind.GONE
    code = "files.unreadable"
    says = _("这个附件读不出来")
    mend = _("请告诉工会的管理员，附件编号 %(id)s")


class StorageAway(Refused):
    kind = Kind.BUSY
    code = "files.storage_away"
    says = _("附件现在存不了，也打不开，什么都没有保存")
    mend = _("请过一会儿再试；填好的内容不会丢，附件要重新选择")
