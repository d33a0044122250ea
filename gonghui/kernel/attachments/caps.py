"""How much of what may be attached in one act."""

from dataclasses import dataclass

from .kinds import GIF, JPEG, PNG, WEBP, FileKind

MEGABYTE = 1024 * 1024
PICTURES = (JPEG, PNG, WEBP, GIF)


@dataclass(frozen=True, slots=True)
class Caps:
    """What one act takes: `most` files of these kinds, each and together so many bytes as they come in.

    Pictures are kept with no side longer than `side` pixels and beside them a small one; they are refused when a side
    is shorter than `least_side`.
    """

    kinds: tuple[FileKind, ...]
    most: int = 1
    most_bytes: int = 20 * MEGABYTE
    most_bytes_together: int = 50 * MEGABYTE
    side: int = 1600
    small_side: int = 480
    least_side: int = 1

    def takes(self, kind: FileKind) -> bool:
        return kind in self.kinds
