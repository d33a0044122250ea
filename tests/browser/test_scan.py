"""扫码 in a browser whose camera sees a plate, and which cannot read a code by itself."""

import pytest
import segno
from PIL import Image
from playwright.sync_api import expect

from .conftest import chromium


@pytest.fixture
def camera(browser, tmp_path):
    """`camera(text)` is a page whose camera sees the QR of that text, tilted a little and not filling the picture."""
    opened = []

    def new(text):
        segno.make(text, error="m", micro=False).save(tmp_path / "qr.png", scale=7, border=4)
        ground = Image.new("L", (640, 480), 150)
        ground.paste(Image.open(tmp_path / "qr.png").convert("L").rotate(9, expand=True, fillcolor=150), (120, 60))
        frame = b"FRAME\n" + ground.tobytes() + bytes([128]) * (320 * 240 * 2)
        (tmp_path / "seen.y4m").write_bytes(b"YUV4MPEG2 W640 H480 F10:1 Ip A1:1 C420jpeg\n" + frame * 5)
        devices = "--use-fake-device-for-media-stream"
        seen = f"--use-file-for-fake-video-capture={tmp_path / 'seen.y4m'}"
        started = browser.browser_type.launch(executable_path=chromium(), args=["--no-sandbox", devices, seen])
        opened.append(started)
        return started.new_context(permissions=["camera"], locale="zh-CN", viewport={"width": 390, "height": 844})

    yield new
    for one in opened:
        one.close()


def test_the_camera_opens_at_once_and_a_plate_opens_its_page(camera, base, db):
    page = camera(f"{base}/services/").new_page()
    page.add_init_script("delete window.BarcodeDetector")
    page.goto(f"{base}/scan/")
    page.wait_for_url("**/services/")


def test_what_is_not_ours_is_not_opened(camera, base, db):
    page = camera("https://evil.example/pay").new_page()
    page.add_init_script("delete window.BarcodeDetector")
    page.goto(f"{base}/scan/")
    expect(page.get_by_text("这个二维码是别处的网址，没有打开")).to_be_visible()


def test_without_a_camera_one_types(window, db):
    page = window().open("/scan/")
    expect(page.get_by_text("相机没有打开")).to_be_visible()
    page.fill("[name=code]", "K7M2PX9QR4")
    page.click("text=打开凭证")
    expect(page.get_by_text("这个码不对，可能有一位抄错")).to_be_visible()
