"""The noes to what somebody attached. The name of the file is told beside them, by whoever knows it."""

from gonghui.kernel.refusals import Refused
from gonghui.kernel.words import gettext_noop as _


class AttachmentRefused(Refused):
    """A name for all of them. `file`: what the file it speaks of is called; "" when it speaks of several."""

    file: str = ""


class TooManyFiles(AttachmentRefused):
    code = "attachments.too_many"
    says = _("选了 %(count)s 个文件，最多 %(limit)s 个")
    mend = _("请减少几个，或分几次办理")


class TogetherTooHeavy(AttachmentRefused):
    code = "attachments.together_too_heavy"
    says = _("这些文件一共 %(megabytes)s MB，超过了 %(limit)s MB")
    mend = _("请减少几个，或先压缩照片")


class EmptyAttachment(AttachmentRefused):
    code = "attachments.empty"
    says = _("文件是空的")
    mend = _("请重新选择文件")


class FileTooHeavy(AttachmentRefused):
    code = "attachments.too_heavy"
    says = _("文件有 %(megabytes)s MB，超过了 %(limit)s MB")
    mend = _("请先压缩，或只上传需要的几页")


class KindNotAccepted(AttachmentRefused):
    code = "attachments.kind_not_accepted"
    says = _("这是%(what)s，这里不收")
    mend = _("请换成：%(kinds)s")


class DamagedFile(AttachmentRefused):
    code = "attachments.damaged"
    says = _("文件已损坏，或没有传完")
    mend = _("请在电脑上打开看一看，另存一份再上传")


class ActiveContent(AttachmentRefused):
    code = "attachments.active_content"
    says = _("文件里有会自动运行的内容：%(what)s")
    mend = _("请另存为不带宏和脚本的文件，或打印成 PDF 再上传")


class UnfoldsTooBig(AttachmentRefused):
    code = "attachments.unfolds_too_big"
    says = _("文件解开后超过 %(limit)s MB")
    mend = _("请拆成几个文件，或去掉里面的大图")
