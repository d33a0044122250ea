"""Numbers and names by which somebody can be reached, in every spelling that was used to hide them."""

import pytest

from gonghui.kernel.contacts import holds_contact

HIDDEN = """
13812345678
138.1234.5678
138_1234_5678
138/1234/5678
138—1234—5678
138....1234....5678
+8613812345678
8613812345678
0086 13812345678
1 3 8 1 2 3 4 5 6 7 8
138·1234·5678
138，1234，5678
（0472）5123456
0472 512 3456
0472-51234567
010-65123456
400-800-1234
一三八一二三四五六七八
一三八，一二三四，五六七八
幺三八 幺二三四 五六七八
壹叁捌壹贰叁肆伍陆柒捌
①③⑧①②③④⑤⑥⑦⑧
１３８１２３４５６７８
1⃣3⃣8⃣1⃣2⃣3⃣4⃣5⃣6⃣7⃣8⃣
l38l2345678
13o12345678
钢材28吨13812345678联系
白天139.1234.5678/晚上138.1234.5678
微信号 huozhu88
微信：huozhu88
薇❤信 huozhu88
微 信 号：huozhu88
V信huozhu_88
vx huozhu88
加我wx：Huozhu88
加v：huozhu88
+V huozhu88
wechat: huozhu88
huozhu88微信
QQ 12345678
扣扣：12345678
huozhu@example.com
www.example.com
""".strip().splitlines()
PLAIN = """
钢材
土豆 28 吨
2026-12-05 08:30-17:00装货
12月5日8:30到17:00
GB/T 1499.2-2018 螺纹钢
螺纹钢 HRB400E 12×9000
长12.5米 宽2.4米 高3.2米
4.2米 6.8米 9.6米 13米 17.5米 均可
冰箱500台，每台65公斤
运费 3500-4200 元
袋装25kg×1200袋
DN100/DN150/DN200 管
QT450-10 球墨铸铁
国道G208 K123+500
编号 20261205001
一二三等品
三十八吨
可微信支付
微信或现金结算
要回单，押金 2000
""".strip().splitlines()


@pytest.mark.parametrize("text", HIDDEN)
def test_a_way_to_reach_somebody_is_found_however_it_is_spelled(text):
    assert holds_contact(text)


@pytest.mark.parametrize("text", PLAIN)
def test_what_a_load_needs_to_say_is_no_telephone_number(text):
    assert not holds_contact(text)
