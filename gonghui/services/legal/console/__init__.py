"""What officers do: handle what was asked (faces.cases), decide on legal aid, and look after the library; and what
lawyers do in what was given to them."""

from . import aid
from .closing import close
from .library import change, edit, index, new, withdraw, write

__all__ = ["aid", "change", "close", "edit", "index", "new", "withdraw", "write"]
