"""The product with eight slices more: each as one of ours, opening a service that is still to come."""

from dataclasses import replace
from itertools import cycle, islice

from gonghui.faces.slices import Addresses, Product, Slice
from gonghui.site.house import HOUSE
from gonghui.site.product import PRODUCT as OURS

MANY = 8


def invented(model: Slice, number: int) -> Slice:
    """One as `model`: what it puts on home, into the console and on desks; its sign takes the place of one to come."""
    shown = model.signs[0].url_name if model.signs else "faces:services"
    sign = replace(HOUSE.signs[number], url_name=shown)
    return Slice(
        code=f"invented{number}",
        signs=(sign,),
        urls=Addresses(),
        cards=model.cards,
        person=model.person,
        page_of_code=model.page_of_code,
        menu=model.menu,
        desks=model.desks,
        acts={},
    )


def product() -> Product:
    """Ours and the invented ones, as if they were the next to come."""
    slices = [one for one in OURS.slices if one.code != HOUSE.code]
    more = [invented(model, number) for number, model in enumerate(islice(cycle(slices), MANY))]
    return Product((replace(HOUSE, signs=HOUSE.signs[MANY:]), *slices, *more))


PRODUCT = product()
