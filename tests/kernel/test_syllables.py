import pytest

from gonghui.kernel.sounds import sounds
from gonghui.kernel.syllables import MOST, SYLLABLES, readings


@pytest.mark.parametrize(
    ("letters", "ways"),
    [
        ("hongloumeng", (("hong", "lou", "meng"),)),
        ("xian", (("xian",), ("xi", "an"))),
        ("lvse", (("lv", "se"),)),
        ("python", ()),
        ("hlm", ()),
        ("", ((),)),
    ],
)
def test_it_reads_letters_as_syllables(letters, ways):
    assert readings(letters) == ways


def test_a_long_word_has_a_bounded_number_of_readings():
    assert len(readings("xian" * 10)) == MOST
    assert readings("a" * 40 + "v") == ()


def test_every_common_sound_is_in_the_table():
    text = (
        "的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多"
        "然于心学么之都好看起发当没成只如事把还用第样道想作种开美总从无情己面最女但现前些所同日手又行意动方期它头"
        "经长儿回位分爱老因很给名法间斯知世什两次使身者被高已亲其进此话常与活正感绿女略虐"
    )
    assert set(sounds(text)) <= SYLLABLES
