"""Which merchants, goods and sales a person may see."""

from django.db import models


class MerchantQuerySet(models.QuerySet):
    pass
