"""Roles and rights on paper: a section for each role with what it may do; opened from the window of the matrix."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.access.roles import Matrix, Role, matrix
from app.core.progress import Progress
from app.shell.help_window import add_help_key
from app.shell.matrix_window import MatrixWindow
from app.shell.pdf_output import PdfOutput
from app.widgets.jobs import Jobs

if TYPE_CHECKING:
    from app.bootstrap import Services
    from app.people.office.domain import Office


def show_matrix(window: QWidget, services: "Services", jobs: Jobs, output: PdfOutput) -> None:
    """Open the window; the roles of who is signed in stand out."""
    table = matrix()
    account = services.session.account
    own = () if account is None else account.roles
    title = QCoreApplication.translate("MatrixWindow", "Role i uprawnienia")

    def work(_progress: Progress) -> bytes:
        return roles_pdf(table, services.office(), services.clock.today())

    def print_it() -> None:
        jobs.run(work, done=lambda pdf: output.print_pdf(pdf, title, lambda: None), owner=shown)

    def open_it() -> None:
        jobs.run(work, done=lambda pdf: output.open_pdf(pdf, "role-i-uprawnienia.pdf"), owner=shown)

    shown = MatrixWindow(table, own, print_it, open_it, window)
    add_help_key(shown, "roles")
    shown.open()


def areas(table: Matrix, role: Role) -> Iterator[tuple[str, str]]:
    """What a role may do, by area; „(swoi)” where it holds for own people only."""
    found: dict[str, list[str]] = {}
    for right in table.rights:
        if right.key in role.rights or right.key in table.everyone:
            found.setdefault(right.area, []).append(right.label)
        elif right.key in role.own:
            found.setdefault(right.area, []).append(f"{right.label} (swoi)")
    for area, labels in found.items():
        yield area, ", ".join(labels)


def roles_pdf(table: Matrix, office: "Office", printed_on: date) -> bytes:
    """The matrix as a tagged PDF."""
    from app.core.dates import format_date
    from app.people.office.printout import letterhead, notice
    from app.printing.blocks import Block, Heading, Paragraph, Space
    from app.printing.document import Document, Running
    from app.printing.styles import Typography, Variant
    from app.printing.tables import Table
    from app.printing.tagging import Anchor, Metadata

    t, title = Typography(Variant.STANDARD), "Role i uprawnienia"
    document = Document(Metadata(title, office.name, title, title, f"{printed_on:%Y%m%d}"), t)
    about = "„Swoi” znaczy: tylko pracownicy własnej komórki i komórek podległych. Uprawnienia kilku ról się sumują."
    blocks: list[Block] = [
        letterhead(office, None, t),
        Heading(1, title, t.title, gap=18, anchor=Anchor(title, 0)),
        Space(6),
        Paragraph(about, t.note),
    ]
    for role in table.roles:
        blocks.append(Heading(2, role.label, t.heading, gap=16))
        blocks.append(Paragraph(role.help, t.note, keep_with_next=True))
        rows = list(areas(table, role))
        blocks.append(Table(("Czego dotyczy", "Co wolno"), rows, (2, 5), t.subheading, t.body, gap=6))
    footer = f"{office.name} · wydrukowano {format_date(printed_on)}".removeprefix(" · ")
    document.add(document.flow(blocks, Running(footer, title, notice(office)), title=title))
    return document.save()
