"""Which fairs, venues and purchases a person may see or act on."""

from django.db import models


class FairQuerySet(models.QuerySet):
    pass


class VenueQuerySet(models.QuerySet):
    pass


class SessionQuerySet(models.QuerySet):
    pass


class PurchaseQuerySet(models.QuerySet):
    pass
