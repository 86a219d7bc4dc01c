"""An empty table of sites to fill in: headings that luodi reads back, and a sheet that says what each may hold."""

import io

import openpyxl
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from luodi.core.fields import SITE_FIELDS, Field, Type
from luodi.core.text import Lang, Text

_ROWS = 1000  # how far down the lists to choose from reach
_SHEETS = (Text("房源", "sites"), Text("填写说明", "how to fill in"))
_COLUMNS = (Text("列", "column"), Text("字段", "field"), Text("单位", "unit"), Text("可填", "may hold"))
_MAY_HOLD = {
    Type.NUMBER: Text(
        "非负数；可带单位，如 8米、30亩、0.42元/㎡/天", "a number of 0 or more; a unit may follow: 8m, 30亩"
    ),
    Type.COORDINATE: Text("十进制度数（WGS-84），如 120.3826", "decimal degrees (WGS-84), such as 120.3826"),
    Type.TEXT: Text("文字", "text"),
    Type.TEXTS: Text("文字；多个用 | 分隔", "text; several separated by |"),
    Type.CHOICE: Text("其中一个：", "one of: "),
    Type.CHOICES: Text("其中一个或几个，用 | 分隔：", "one or several of, separated by |: "),
    Type.FLOORS: Text(
        "楼层，如 1|2、1-3；地下一层为 -1", "floors, such as 1|2 or 1-3; the first basement is -1"
    ),
    Type.FLAG: Text("有 或 无（是/否）", "yes or no"),
    Type.DATE: Text("日期，如 2025-03-01、2025-03", "a date, such as 2025-03-01 or 2025-03"),
}
_UNKNOWN = Text(
    "不知道就留空：空白表示未知，不会被当作“无”或 0。",
    "Leave blank what isn't known: it never counts as no or 0.",
)


def make_template(lang: Lang) -> bytes:
    """Make the template as an Excel file."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = _SHEETS[0].say(lang)
    _write_headings(sheet, lang)
    _write_notes(book.create_sheet(_SHEETS[1].say(lang)), lang)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def heading(field: Field, lang: Lang) -> str:
    """Give a field's heading with its unit: 层高(米)."""
    unit = field.unit.say(lang)
    return f"{field.label.say(lang)}({unit})" if unit else field.label.say(lang)


def _write_headings(sheet: Worksheet, lang: Lang) -> None:
    for index, field in enumerate(SITE_FIELDS, 1):
        cell = sheet.cell(1, index, heading(field, lang))
        cell.font = Font(bold=True)
        letter = get_column_letter(index)
        sheet.column_dimensions[letter].width = max(10, 2 * len(str(cell.value)))
        if choices := _one_of(field, lang):
            validation = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
            validation.add(f"{letter}2:{letter}{_ROWS}")
            sheet.add_data_validation(validation)
        if field.type is Type.FLOORS:  # else 1-3 would become the third of January
            for row in range(2, _ROWS + 1):
                sheet.cell(row, index).number_format = "@"
    sheet.freeze_panes = "A2"


def _one_of(field: Field, lang: Lang) -> list[str]:
    """Give the words of a field that holds just one of them."""
    if field.type is Type.FLAG:
        return list(Text("有|无", "yes|no").say(lang).split("|"))
    return [label.say(lang) for label in field.choices.values()] if field.type is Type.CHOICE else []


def _write_notes(sheet: Worksheet, lang: Lang) -> None:
    sheet.append([_UNKNOWN.say(lang)])
    sheet.append([column.say(lang) for column in _COLUMNS])
    for field in SITE_FIELDS:
        sheet.append([field.label.say(lang), field.name, field.unit.say(lang), may_hold(field).say(lang)])
    for letter, width in zip("ABCD", (20, 24, 16, 80), strict=True):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows(min_col=4, max_col=4):
        row[0].alignment = Alignment(wrap_text=True)


def may_hold(field: Field) -> Text:
    """Say what a field's cells may hold."""
    rule = _MAY_HOLD[field.type]
    if field.type is Type.DATE and field.choices:
        return Text(f"{rule.zh}，或 即可", f"{rule.en}, or now")
    labels = field.choices.values()
    zh, en = "、".join(label.zh for label in labels), ", ".join(label.en for label in labels)
    return Text(rule.zh + zh, rule.en + en)
