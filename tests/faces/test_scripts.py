"""Words of an office in Traditional script: OpenCC would make words of computing of them."""

import pytest

from gonghui.faces.scripts import in_script


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("统一社会信用代码", "統一社會信用代碼"),
        ("发布以后价格冻结", "發布以後價格凍結"),
        ("结算待审核", "結算待審核"),
        ("服务项目", "服務項目"),
        ("名额全部释放", "名額全部釋放"),
    ],
)
def test_an_office_speaks_of_codes_and_projects_not_of_programs(written, read):
    assert in_script(written, "zh-hant") == read
    assert in_script(written, "zh-hans") == written
