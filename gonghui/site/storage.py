"""Static files under names that hold their hash, compressed once so that no request has to."""

import brotli
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

QUALITY = 6  # of 11: the best takes over a minute for the API's documentation alone and saves a tenth


class QuickCompressor(Compressor):
    SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")

    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        return brotli.compress(data, quality=QUALITY)


class Storage(CompressedManifestStaticFilesStorage):
    def create_compressor(self, **options: object) -> Compressor:
        options["extensions"] = QuickCompressor.SKIP_COMPRESS_EXTENSIONS
        return QuickCompressor(**options)
