"""The one page of all imports in a real browser: bad rows are named, taken along, mended and loaded again."""

import io

import openpyxl
from playwright.sync_api import expect

from gonghui.primitives.places.models import Premises

from .looking import DESK, assert_fit_everywhere

LIST = """名称,地址,纬度,经度,坐标系,容纳人数
北街驿站,北街1号,37.8600,112.5700,WGS-84,12
南街驿站,南街1号,112.4803,37.7152,WGS-84,十二
西街驿站,西街1号,37.7152,112.4803,火星,12,多
"""


def send(page, data, name):
    page.get_by_label("属于哪个工会").select_option(label="晋源机械厂工会")
    page.get_by_label("种类").select_option("station")
    page.get_by_label("表格文件").set_input_files({"name": name, "mimeType": "text/csv", "buffer": data})
    page.get_by_role("button", name="检查并导入").click()


def test_a_list_is_brought_its_bad_rows_are_taken_along_mended_and_loaded_again(window, zhao, works):
    page = window(zhao, size=DESK).open("/console/premises/import/")
    assert_fit_everywhere(page, "import")
    with page.expect_download() as template:
        page.get_by_role("link", name="下载模板").click()
    assert template.value.suggested_filename == "导入场所模板.xlsx"

    send(page, LIST.encode(), "驿站.csv")
    expect(page.get_by_role("alert")).to_contain_text("表格里有 3 处要改")
    expect(page.get_by_role("row", name="3 纬度")).to_be_visible()
    assert_fit_everywhere(page, "import-troubles")
    with page.expect_download() as taken:
        page.get_by_role("link", name="取走这些行").click()
    assert taken.value.suggested_filename == "要改的行.xlsx"
    assert not Premises.objects.exists()

    book = openpyxl.load_workbook(io.BytesIO(taken.value.path().read_bytes()))
    rows = list(book.active.iter_rows(min_row=2))
    assert [row[0].value for row in rows] == ["南街驿站", "西街驿站"]
    for column, value in enumerate(("37.7152", "112.4803", "WGS-84", "12"), start=2):
        for row in rows:
            row[column].value = value
    out = io.BytesIO()
    book.save(out)
    send(page, out.getvalue(), "要改的行.xlsx")
    expect(page.get_by_role("status")).to_contain_text("已导入：新增 2 处")
    assert set(Premises.objects.values_list("name", flat=True)) == {"南街驿站", "西街驿站"}
