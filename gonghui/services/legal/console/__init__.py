"""What officers do: handle what was asked (faces.cases), and look after the library."""

from .closing import close
from .library import change, edit, index, new, withdraw, write

__all__ = ["change", "close", "edit", "index", "new", "withdraw", "write"]
