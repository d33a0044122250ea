"""A store that speaks the S3 protocol, through django-storages. Imported only when GONGHUI_FILES_BUCKET is set."""

from typing import Any

from botocore.config import Config
from storages.backends.s3 import S3Storage

CONNECT_SECONDS, READ_SECONDS, ATTEMPTS = 5, 20, 3


class Bucket(S3Storage):
    """Private objects, never handed out by address: the pages read them for who may see them.

    Checksums that only AWS knows are left off where a request does not need them: MinIO of old and Aliyun OSS refuse
    requests that carry them.
    """

    def __init__(self, **options: Any) -> None:
        options.setdefault(
            "client_config",
            Config(
                connect_timeout=CONNECT_SECONDS,
                read_timeout=READ_SECONDS,
                retries={"max_attempts": ATTEMPTS, "mode": "standard"},
                signature_version="s3v4",
                s3={"addressing_style": options.pop("addressing", "auto")},
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        )
        super().__init__(default_acl=None, file_overwrite=True, **options)
