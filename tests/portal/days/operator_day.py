"""A park operator's day: space from Excel, seen before it is taken in; terms tried on a firm before they are kept."""

import io
from pathlib import Path

import openpyxl
from playwright.sync_api import Browser, expect

from portal.days.office import Office
from portal.days.person import Person, at_work

PARK = "红滩精测产业园"
DEARER = {"zh": "0.7元/㎡/天", "en": "0.72元/㎡/天"}
BUILDING = {"zh": "7号楼", "en": "8号楼"}


def day(browser: Browser, office: Office, lang: str) -> None:
    with at_work(browser, office, "operator", lang) as operator:
        page = operator.page
        operator.go("园区管理", "My parks")
        expect(page.locator("h1")).to_have_text(PARK)
        operator.look("park-keeping")
        take_in_a_table(operator)
        work_on_an_offer(operator)
        operator.go("园区管理", "My parks")
        edit_the_terms(operator)


def take_in_a_table(operator: Person) -> None:
    """Download the template, fill it in, see what it would change and which cell is bad, take in the good rows."""
    page, said = operator.page, operator.part("导入 Excel 或 CSV", "Take in Excel or CSV")
    with page.expect_download() as given:
        said.get_by_role("link", name=operator.say("下载模板", "The template")).click()
    table = filled_in(Path(given.value.path()).read_bytes(), operator)
    said.locator("[type=file]").set_input_files(
        {"name": "空间.xlsx", "mimeType": "application/octet-stream", "buffer": table}
    )
    operator.follow(operator.button("上传并预览", "Upload and preview"))
    bad = operator.part("这些格有问题", "These cells are bad")
    expect(bad.locator("li")).to_have_count(1)
    expect(bad).to_contain_text("很高")
    expect(operator.part("更改", "Changed").locator("ins").last).to_be_visible()
    expect(operator.part("新增", "New")).to_contain_text(BUILDING[operator.lang])
    operator.look("import")
    page.get_by_label(operator.say("只导入没有问题的行", "Take the good rows only")).check()
    operator.input("表里的房源今天都核实过", "All offers of the table were verified today").check()
    operator.follow(operator.button("确认导入", "Take it in"))
    operator.told("已导入", "The table is taken in")
    expect(operator.button("撤销这次导入", "Undo this import")).to_be_visible()
    operator.look()
    operator.follow(page.locator(".crumbs").get_by_role("link", name=PARK))
    expect(operator.part("空间与房源", "Spaces and offers")).to_contain_text(BUILDING[operator.lang])


def filled_in(template: bytes, operator: Person) -> bytes:
    """What the operator makes of the template: one dearer, one new, one with a bad cell."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    sheet = book.worksheets[0]
    columns = {str(cell.value): cell.column for cell in sheet[1]}
    building, say = BUILDING[operator.lang], operator.say
    rows: tuple[dict[str, object], ...] = (
        {
            say("编号", "id"): "listing-01",
            say("租金(元/㎡·月)", "rent(CNY/m² a month)"): DEARER[operator.lang],
        },
        {
            say("名称", "name"): f"{building}一层（虚构）",
            say("楼栋或地块", "building or parcel"): building,
            say("所在楼层", "storey offered"): "1",
            say("建筑面积(㎡)", "floor area(m²)"): 1200,
            say("类型", "kind"): say("厂房", "factory"),
        },
        {say("名称", "name"): "夹层（虚构）", say("层高(米)", "clear height(m)"): "很高"},
    )
    for number, row in enumerate(rows, 2):
        for heading, value in row.items():
            sheet.cell(number, columns[heading], value)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def work_on_an_offer(operator: Person) -> None:
    """Say how high the new floor is, and that somebody wants it: its history tells both."""
    page, history = operator.page, operator.part("状态与变更", "Status and changes")
    operator.follow(page.get_by_role("link", name=f"{BUILDING[operator.lang]}一层（虚构）").first)
    expect(page.locator("main")).to_contain_text(operator.say("我们核实于", "verified by us on"))
    operator.follow(operator.link("修改", "Change"))
    operator.input("层高（米）", "Clear height (m)").fill("8.5")
    operator.look()
    operator.follow(operator.button("保存", "Save"))
    expect(operator.part("已知", "Known")).to_contain_text(operator.say("8.5 米", "8.5 m"))
    operator.input("状态", "Status").select_option("reserved")
    operator.input("为什么", "Why").fill("意向书")
    operator.follow(operator.button("更新状态", "Change the status"))
    expect(history).to_contain_text("意向书")
    expect(history).to_contain_text(operator.say("8.5 米", "8.5 m"))
    operator.look()


def edit_the_terms(operator: Person) -> None:
    """See a rule as a sentence and tried on a firm before it is kept; take the former terms up again."""
    page = operator.page
    sentences = operator.part("读作", "Read as").locator(".terms")
    operator.follow(operator.link("修改准入条件", "Edit the terms"))
    before = sentences.inner_text()
    operator.follow(operator.button("加一条", "Add a rule").last)
    page.locator("select[name^=measure-r]").last.select_option("staff")
    page.locator("input[name^=low-r]").last.fill("500")
    operator.follow(operator.button("看句子并试算", "See as sentences and try"))
    expect(sentences).to_contain_text("500")
    expect(page.locator(".checks .state.fail").first).to_be_visible()
    operator.look("terms")
    operator.input("为什么改", "Why it changes").fill("新政策")
    operator.follow(operator.button("保存", "Save"))
    operator.told("准入条件已保存", "terms are saved")
    expect(operator.part("准入条件", "Admission terms")).to_contain_text("500")
    operator.follow(operator.link("修改准入条件", "Edit the terms"))
    operator.follow(operator.button("恢复到这一版", "Take this up again").first)
    operator.told("已恢复", "again")
    expect(sentences).to_have_text(before, use_inner_text=True)
