"""Photographs: encoded anew, bounded, upright, and without what the camera noted."""

import io

import pytest
from PIL import Image

from gonghui.kernel import pictures
from gonghui.kernel.attachments import JPEG, Caps, Incoming, prepare
from gonghui.kernel.pictures import encoded

from .spoken import refusal

GPS, MAKER, ORIENTATION = 0x8825, 0x010F, 0x0112


def photograph(width=640, height=480, kind="JPEG", turned=1):
    """A photograph, the left half red, with the camera's notes."""
    image = Image.new("RGB", (width, height), "white")
    image.paste("red", (0, 0, width // 2, height))
    notes = Image.Exif()
    notes[MAKER] = "Camera of Lin"
    notes[ORIENTATION] = turned
    notes.get_ifd(GPS)[2] = (37.0, 51.0, 27.0)
    out = io.BytesIO()
    image.save(out, kind, exif=notes)
    return out.getvalue()


def prepared_photograph():
    """As a form gives it to an action."""
    [made] = prepare([Incoming("门口.jpg", photograph())], Caps(kinds=(JPEG,)))
    return made


def opened(jpeg):
    return Image.open(io.BytesIO(jpeg))


def test_the_cameras_notes_are_gone():
    data = photograph()
    assert b"Camera of Lin" in data
    kept = encoded(data)
    for jpeg in (kept.jpeg, kept.small_jpeg):
        assert b"Camera of Lin" not in jpeg
        assert not opened(jpeg).getexif()


def test_it_is_bounded_and_keeps_its_shape():
    kept = encoded(photograph(4000, 3000))
    assert (kept.width, kept.height) == opened(kept.jpeg).size == (1600, 1200)
    assert opened(kept.small_jpeg).size == (480, 360)
    assert encoded(photograph(300, 250)).width == 300


def test_a_photograph_taken_sideways_stands_upright():
    kept = encoded(photograph(turned=6))
    assert (kept.width, kept.height) == (480, 640)
    red, _green, blue = opened(kept.jpeg).getpixel((240, 100))
    assert red > 200
    assert blue < 60


def test_what_can_be_seen_through_becomes_white():
    image, out = Image.new("RGBA", (300, 300), (0, 0, 0, 0)), io.BytesIO()
    image.save(out, "PNG")
    assert min(opened(encoded(out.getvalue()).jpeg).getpixel((150, 150))) > 250


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "JPEG"])
def test_it_takes_what_phones_make(kind):
    assert encoded(photograph(kind=kind)).jpeg.startswith(b"\xff\xd8")


@pytest.mark.parametrize("data", [b"GIF89a" + bytes(9), b"<svg onload=alert(1)>", b"\xff\xd8\xff\xe0" + bytes(99)])
def test_it_refuses_what_is_no_photograph(data):
    refusal(pictures.PictureUnreadable, encoded, data)


def test_it_refuses_half_a_photograph():
    refusal(pictures.PictureUnreadable, encoded, photograph(2000, 2000)[:4000])


def test_it_refuses_nothing_too_much_and_too_little(monkeypatch):
    refusal(pictures.PictureMissing, encoded, b"")
    refusal(pictures.PictureTooSmall, encoded, photograph(199, 300), least_side=200)
    refusal(pictures.PictureTooLarge, encoded, bomb())
    monkeypatch.setattr(pictures, "MOST_BYTES", 100)
    refusal(pictures.PictureTooHeavy, encoded, photograph())


def bomb():
    """A small file that would unfold to a hundred million pixels."""
    out = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(out, "PNG")
    return out.getvalue()
