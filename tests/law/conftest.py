"""The law looks at a whole fair in progress, the one the fairs' own tests play with."""

from tests.services.fairs.conftest import (  # noqa: F401
    admitted,
    browser_of,
    buy,
    clerk,
    datong_venue,
    dealer,
    draft,
    fair,
    fridge,
    kettle,
    sessions,
    taiyuan_venue,
    terms,
)

from .reading_world import library  # noqa: F401
from .road import breakdown, freight, home, road  # noqa: F401
from .world import browsers, cast, drawn, premises, rooms, things  # noqa: F401
