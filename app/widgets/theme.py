"""Light and dark colours of the program, switching while it runs; widgets ask here, never for a literal colour."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from app.core.contrast import contrast
from app.widgets import icons
from app.widgets.style import OfficeStyle


class Mode(StrEnum):
    """Which scheme the person wants."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True)
class Colors:
    """Colours by meaning, as ``#rrggbb``.

    ``outline`` is the edge of things one operates (3 : 1 at least), ``line`` only separates. ``accent`` is
    for text and thin shapes, ``accent_fill`` lies under ``on_accent``. ``selection`` lies under ``ink``.
    ``mark`` lies under a word that was searched for, whose text then is ``on_mark``.
    """

    window: str
    base: str
    soft: str
    ink: str
    muted: str
    line: str
    outline: str
    accent: str
    accent_fill: str
    accent_hover: str
    on_accent: str
    selection: str
    link: str
    focus: str
    mark: str
    on_mark: str
    ok: str
    warning: str
    danger: str

    def color(self, name: str) -> QColor:
        """One of the fields as a QColor."""
        return QColor(getattr(self, name))


LIGHT = Colors(
    window="#f4f7fa",
    base="#ffffff",
    soft="#eef3f8",
    ink="#1b2733",
    muted="#566575",
    line="#d5dde6",
    outline="#7c8b9a",
    accent="#1f4e79",
    accent_fill="#1f4e79",
    accent_hover="#2a6299",
    on_accent="#ffffff",
    selection="#dce8f4",
    link="#1f5c99",
    focus="#1f6fb8",
    mark="#ffe9a3",
    on_mark="#1b2733",
    ok="#1f6b3a",
    warning="#8a5300",
    danger="#a8261c",
)
DARK = Colors(
    window="#1a2129",
    base="#212a34",
    soft="#27323d",
    ink="#e6ecf2",
    muted="#a3b2c1",
    line="#36434f",
    outline="#8292a2",
    accent="#8cbdec",
    accent_fill="#2f6ea8",
    accent_hover="#2b6398",
    on_accent="#ffffff",
    selection="#2a4460",
    link="#8cbdec",
    focus="#8cbdec",
    mark="#5f4d10",
    on_mark="#fff4d2",
    ok="#7fd09a",
    warning="#f0b45c",
    danger="#ff9b8f",
)

_READABLE = 4.5
_VISIBLE = 3.0
PAIRS: tuple[tuple[str, str, float], ...] = (
    *(
        (text, ground, _READABLE)
        for text in ("ink", "muted", "accent", "link")
        for ground in ("window", "base", "soft")
    ),
    *((text, ground, _READABLE) for text in ("ok", "warning", "danger") for ground in ("window", "base", "selection")),
    ("ink", "selection", _READABLE),
    ("muted", "selection", _READABLE),
    ("on_accent", "accent_fill", _READABLE),
    ("on_accent", "accent_hover", _READABLE),
    ("on_mark", "mark", _READABLE),
    *((shape, ground, _VISIBLE) for shape in ("outline", "focus") for ground in ("window", "base")),
)
"""What stands on what, with the least contrast (WCAG 2.1, criteria 1.4.3 and 1.4.11)."""


def weak_pairs(colors: Colors) -> tuple[str, ...]:
    """The pairs that miss their contrast, in words; empty when all is well."""
    return tuple(
        f"{front} on {ground}: {contrast(getattr(colors, front), getattr(colors, ground)):.2f} < {least}"
        for front, ground, least in PAIRS
        if contrast(getattr(colors, front), getattr(colors, ground)) < least
    )


def colors(palette: QPalette | None = None) -> Colors:
    """The scheme a palette belongs to; without one, the program's."""
    shown = palette if palette is not None else QGuiApplication.palette()
    return DARK if shown.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def palette_of(scheme: Colors) -> QPalette:
    """Qt's palette for a scheme, every role set so that no platform colour shines through."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    palette = QPalette()
    by_role = {
        role.Window: scheme.window,
        role.WindowText: scheme.ink,
        role.Base: scheme.base,
        role.AlternateBase: scheme.soft,
        role.ToolTipBase: scheme.base,
        role.ToolTipText: scheme.ink,
        role.PlaceholderText: scheme.muted,
        role.Text: scheme.ink,
        role.Button: scheme.base if scheme is LIGHT else scheme.soft,
        role.ButtonText: scheme.ink,
        role.BrightText: scheme.on_accent,
        role.Link: scheme.link,
        role.LinkVisited: scheme.link,
        role.Highlight: scheme.accent_fill,
        role.HighlightedText: scheme.on_accent,
        role.Accent: scheme.accent_fill,
        role.Light: scheme.base,
        role.Midlight: scheme.soft,
        role.Mid: scheme.line,
        role.Dark: scheme.outline,
        role.Shadow: scheme.outline,
    }
    for which, value in by_role.items():
        palette.setColor(which, QColor(value))
    for which in (role.WindowText, role.Text, role.ButtonText):
        faded = QColor(scheme.muted)
        faded.setAlphaF(0.75)
        palette.setColor(group.Disabled, which, faded)
    return palette


class Theme(QObject):
    """Puts style and palette on the application and follows the system while the mode says so."""

    changed = Signal()

    def __init__(self, app: QApplication, mode: Mode = Mode.SYSTEM) -> None:
        super().__init__(app)
        self.setObjectName("theme")
        self._app = app
        self._mode = mode
        # the wrapper must outlive the hand-over to Qt, or the overridden methods are gone
        self._style = OfficeStyle()
        app.setStyle(self._style)
        app.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)
        self._apply()

    @property
    def mode(self) -> Mode:
        """What the person chose."""
        return self._mode

    def set_mode(self, mode: Mode) -> None:
        """Switch at once; nothing needs a restart."""
        self._mode = mode
        self._apply()

    def _on_scheme_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self._mode is Mode.SYSTEM:
            self._apply_palette()

    def _apply(self) -> None:
        hints = self._app.styleHints()
        # tells the platform too, so that title bars and native dialogs agree where it can
        if self._mode is Mode.SYSTEM:
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(Qt.ColorScheme.Dark if self._mode is Mode.DARK else Qt.ColorScheme.Light)
        self._apply_palette()

    def _apply_palette(self) -> None:
        dark = self._mode is Mode.DARK or (
            self._mode is Mode.SYSTEM and self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        )
        self._app.setPalette(palette_of(DARK if dark else LIGHT))
        icons.renew()
        self.changed.emit()
