"""The laws look at every slice's world: the fixtures of its cases are theirs too."""

from importlib import import_module

from _pytest.fixtures import FixtureFunctionDefinition

from .cases import law_of, modules
from .world import browsers, cast, law, office, sheet, things, upload

__all__ = ["browsers", "cast", "law", "office", "sheet", "things", "upload"]


def offered(name, module):
    """The fixtures of a slice: those of its cases, and those of its conftest that its world stands on."""
    yield from ((each, made) for each, made in vars(module).items() if isinstance(made, FixtureFunctionDefinition))
    if stage := law_of(name).stage:
        conftest = import_module(f"{module.__package__}.conftest")
        yield from ((each, getattr(conftest, each)) for each in stage)


for _name, _module in modules().items():
    for _each, _made in offered(_name, _module):
        assert globals().setdefault(_each, _made) is _made, f"{_module.__name__}: another slice has a fixture {_each}"
