"""The product with eight slices more, each with a sign, a line of the menu, a desk and a kind of matter."""

from gonghui.faces.services import MenuEntry, Sign
from gonghui.faces.slices import Product, Slice
from gonghui.primitives.agenda.actions import Source
from gonghui.primitives.people.powers import Act, Power
from gonghui.site.product import PRODUCT as REAL

CODES = tuple(f"more{number}" for number in range(8))


def invented(code: str) -> Slice:
    act = Act(f"{code}.manage", Power.MANAGE)
    return Slice(
        code=code,
        signs=(Sign(code, f"服务{code}", "star", "life", "faces:scan", "能用", rank=900),),
        agenda=(Source(f"{code}.thing", lambda *_asked: []),),
        menu=(MenuEntry(f"菜单{code}", "star", "faces:kit", act=act, rank=900),),
        desks=(MenuEntry(f"柜台{code}", "star", "faces:help", act=act, rank=900),),
        acts={f"{code}.do": "办"},
    )


PRODUCT = Product((*REAL.slices, *map(invented, CODES)))
