"""八大群体 and the other trades of new forms of employment, in which workers are counted."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Trade(TextChoices):
    LORRY_DRIVER = "lorry_driver", _("货车司机")
    COURIER = "courier", _("快递员")
    CARE_WORKER = "care_worker", _("护工护理员")
    DOMESTIC_WORKER = "domestic_worker", _("家政服务员")
    PROMOTER = "promoter", _("商场信息员")
    FOOD_RIDER = "food_rider", _("网约送餐员")
    PROPERTY_AGENT = "property_agent", _("房产中介员")
    SECURITY_GUARD = "security_guard", _("保安员")
    RIDE_HAILING = "ride_hailing", _("网约车司机")
    ECOMMERCE = "ecommerce", _("电商从业人员")
    OTHER = "other", _("其他")
