"""The draft report as Markdown, as a document for word processors (DOCX) and as a table (CSV).

The same report makes the same bytes.
"""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime, time

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph as DocxParagraph

from newsroom.core.output import SiteFile
from newsroom.core.table import csv_table
from newsroom.record.report import Gap, Heading, Line, Paragraph, Points, Report, Table

GAP = "Gap"
"""The style of what is missing."""
_GAP_COLOUR, _LINK_COLOUR = RGBColor(0x9B, 0x1C, 0x1C), RGBColor(0x12, 0x32, 0x5B)
_SIGNS = re.compile(r"([\\`*_\[\]<>|#])")
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The day of every part of a document: ZIP files know no earlier one."""
_COLUMNS = (
    *("duty", "year", "date", "title", "language", "summary", "cities", "places", "address"),
    "sources",
)


def report_files(report: Report, name: str) -> list[SiteFile]:
    """The report in all formats, each in a file of this name."""
    return [
        SiteFile(path=f"{name}.md", make=markdown(report).encode),
        SiteFile(path=f"{name}.docx", make=lambda: document(report)),
        SiteFile(path=f"{name}.csv", make=table(report).encode),
    ]


def markdown(report: Report) -> str:
    parts = [f"# {_escaped(report.title)}"]
    for block in report.blocks:
        match block:
            case Heading(text, level):
                parts.append(f"{'#' * (level + 1)} {_escaped(text)}")
            case Paragraph(line):
                parts.append(_markdown_line(line))
            case Gap(text):
                parts.append(f"> **{_escaped(text)}**")
            case Points(lines):
                parts.append("\n".join(f"- {_markdown_line(line)}" for line in lines))
            case Table(rows):
                head, *rest = [[_markdown_line(cell) for cell in row] for row in rows]
                shown = [head, ["---"] * len(head), *rest]
                parts.append("\n".join(f"| {' | '.join(row)} |" for row in shown))
    return "\n\n".join(parts) + "\n"


def _markdown_line(line: Line) -> str:
    return "".join(
        f"[{_escaped(link.text)}](<{link.address}>)" if link.address else _escaped(link.text)
        for link in line
    ).strip()


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\1", text)


def table(report: Report) -> str:
    """A row for every article and duty, and one for every year without an article."""
    rows = [list(_COLUMNS)]
    for piece in report.pieces:
        article = piece.article
        sources = "; ".join(f"{each.title} {each.url}".strip() for each in article.sources)
        row = [piece.duty, str(piece.year), str(article.told), article.title, article.language]
        row += [article.summary, piece.cities, piece.places, piece.address, sources]
        rows.append(row)
    for duty, year in report.gaps:
        rows.append([duty, str(year), *[""] * (len(_COLUMNS) - 2)])
    return csv_table(rows)


def document(report: Report) -> bytes:
    made = docx.Document()
    _prepare(made, report)
    made.add_heading(report.title, level=0)
    for block in report.blocks:
        match block:
            case Heading(text, level):
                made.add_heading(text, level=level)
            case Paragraph(line):
                _write(made.add_paragraph(), line)
            case Gap(text):
                made.add_paragraph(text, style=GAP)
            case Points(lines):
                for line in lines:
                    _write(made.add_paragraph(style="List Bullet"), line)
            case Table(rows):
                _write_table(made, rows)
    written = io.BytesIO()
    made.save(written)
    return _same_bytes(written.getvalue())


def _prepare(made: Document, report: Report) -> None:
    """Page, styles, language and properties."""
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    styles = made.styles
    styles["Normal"].font.name = "Calibri"
    styles["Normal"].font.size = Pt(11)
    gap = styles.add_style(GAP, WD_STYLE_TYPE.PARAGRAPH)
    gap.base_style = styles["Normal"]
    gap.font.bold = True
    gap.font.color.rgb = _GAP_COLOUR
    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.underline = True
    link.font.color.rgb = _LINK_COLOUR
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), report.locale.replace("_", "-"))
    properties = made.core_properties
    properties.title, properties.author = report.title, report.author
    properties.language = report.language
    properties.comments = ""
    properties.created = properties.modified = datetime.combine(report.day, time.min)


def _write(paragraph: DocxParagraph, line: Line) -> None:
    for link in line:
        if not link.address:
            paragraph.add_run(link.text)
            continue
        relation = paragraph.part.relate_to(
            link.address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
        )
        element = OxmlElement("w:hyperlink")
        element.set(qn("r:id"), relation)
        run = paragraph.add_run(link.text, style="Hyperlink")
        element.append(run._r)
        paragraph._p.append(element)


def _write_table(made: Document, rows: Sequence[Sequence[Line]]) -> None:
    grid = made.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for number, row in enumerate(rows):
        for cell, line in zip(grid.rows[number].cells, row, strict=True):
            _write(cell.paragraphs[0], line)
            if number == 0:
                for run in cell.paragraphs[0].runs:
                    run.font.bold = True
    # On a second page the head is repeated.
    head = OxmlElement("w:tblHeader")
    grid.rows[0]._tr.get_or_add_trPr().append(head)
    made.add_paragraph()


def _same_bytes(content: bytes) -> bytes:
    """The same document with one day for all its parts, instead of the moment of writing."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as parts,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as same,
    ):
        for name in parts.namelist():
            same.writestr(zipfile.ZipInfo(name, _EARLIEST), parts.read(name), zipfile.ZIP_DEFLATED)
    return written.getvalue()
