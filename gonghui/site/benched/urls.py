"""Every address of the product, and the bare view behind all middleware."""

from django.urls import path

from gonghui.site.urls import handler400, handler403, handler404, handler500
from gonghui.site.urls import urlpatterns as _products

from .bare import BEHIND, bare

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
urlpatterns = [*_products, path(BEHIND[1:], bare)]
