"""The whole product: what the house offers, and what the slices add. Imported once Django is ready."""

from importlib import import_module

from gonghui.faces.slices import Product

from .house import HOUSE
from .slices import APPS

PRODUCT = Product((HOUSE, *(import_module(f"{app}.slice").SLICE for app in APPS)))
