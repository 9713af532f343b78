"""Filters beside a table: groups of choices, each with the number of records it would show."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)

from app.core.polish import sort_key
from app.widgets.theme import colors
from app.widgets.tips import plain_tip
from app.widgets.zoom import line, scale_font


@dataclass(frozen=True, kw_only=True)
class FilterGroup:
    """One filter of the query.

    ``single`` offers radio buttons headed by ``all_label``; otherwise check boxes. ``label`` turns a value
    into words. ``options`` fixes values and order; without it every value that ever had a record is offered,
    in the order of its words. ``start`` is chosen at first. ``overlapping``: one record may have several of
    the values, so that their numbers do not add up to the number of records and none stands at ``all_label``.
    """

    key: str
    title: str
    label: Callable[[str], str]
    single: bool = False
    all_label: str = "Wszystkie"
    options: Sequence[str] | None = None
    start: frozenset[str] = frozenset()
    overlapping: bool = False

    @classmethod
    def choices(cls, key: str, title: str, words: Mapping[Any, str]) -> Self:
        """Of values that are known with their words: members of an enumeration of texts or plain keys, in order."""
        return cls(key=key, title=title, label=lambda value: words[value], options=tuple(words))


class _Counted:
    """Paints a choice over the whole width: indicator, words cut only if they must be, count at the right."""

    count: int | None = None
    _heights: tuple[tuple[str, str], dict[int, int]] = (("", ""), {})

    def height_at(self, button: QAbstractButton, width: int) -> int:
        """The height that the words need, wrapped beside indicator and count."""
        # the layout asks for the same few widths again and again while a window opens
        shown = (button.text(), button.font().key())
        if self._heights[0] != shown:
            self._heights = (shown, {})
        known = self._heights[1]
        if width not in known:
            known[width] = _height_at(button, width)
        return known[width]

    def paint_counted(self, button: "QRadioButton | QCheckBox", primitive: QStyle.PrimitiveElement) -> None:
        # PySide6's stubs leave out the fields of style options
        option: Any = QStyleOptionButton()
        button.initStyleOption(option)
        painter = QPainter(button)
        style = button.style()
        radio = primitive is QStyle.PrimitiveElement.PE_IndicatorRadioButton
        which = QStyle.SubElement.SE_RadioButtonIndicator if radio else QStyle.SubElement.SE_CheckBoxIndicator
        indicator = style.subElementRect(which, option, button)
        box: Any = QStyleOptionButton(option)
        box.rect = indicator
        style.drawPrimitive(primitive, box, painter, button)
        scheme = colors(button.palette())
        number = "" if self.count is None else str(self.count)
        left = indicator.right() + indicator.width() // 2
        room = QRect(left, 0, button.width() - left - indicator.width() // 3, button.height())
        painter.setPen(scheme.color("muted"))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number)
        painter.setPen(scheme.color("muted" if self.count == 0 and not button.isChecked() else "ink"))
        room.setWidth(_space_for_words(button, button.width()))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(
            room, int(flags), _fitting(button.text(), button.fontMetrics().horizontalAdvance, room.width())
        )
        if button.hasFocus():
            option.rect = button.rect()
            style.drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, option, painter, button)
        painter.end()


def _space_for_words(button: QAbstractButton, width: int) -> int:
    indicator = button.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth)
    return max(20, width - round(indicator * 2.5) - button.fontMetrics().horizontalAdvance("000"))


_SYLLABLE = re.compile(
    "(?<=[aąeęioóuy])(?=[^aąeęioóuylłmnrjw]|[lłmnrjw][aąeęioóuy])|(?<=[aąeęioóuy][lłmnrjw])(?=[^aąeęioóuyz])"
)
"""Where a Polish word may be divided: before one consonant, or between a sonorant and another consonant."""


def _fitting(text: str, measured: Callable[[str], int], width: int) -> str:
    """The text with words wider than ``width`` pixels divided by a hyphen, which the wrapping of lines would cut."""
    return " ".join(_divided(word, measured, width) for word in text.split(" "))


def _divided(word: str, measured: Callable[[str], int], width: int) -> str:
    if measured(word) <= width:
        return word
    fitting = [end for end in range(2, len(word) - 1) if measured(word[:end] + "-") <= width]
    syllables = {found.start() for found in _SYLLABLE.finditer(word.lower())}
    end = max((place for place in fitting if place in syllables), default=max(fitting, default=2))
    return f"{word[:end]}-\n{_divided(word[end:], measured, width)}" if len(word) > end + 1 else word


def _height_at(button: QAbstractButton, width: int) -> int:
    metrics = button.fontMetrics()
    space = _space_for_words(button, width)
    fitting = _fitting(button.text(), metrics.horizontalAdvance, space)
    words = metrics.boundingRect(0, 0, space, 1000, int(Qt.TextFlag.TextWordWrap), fitting)
    return words.height() + round(metrics.height() * 0.5)


class _Radio(QRadioButton, _Counted):
    def paintEvent(self, _event: QPaintEvent) -> None:
        self.paint_counted(self, QStyle.PrimitiveElement.PE_IndicatorRadioButton)

    def heightForWidth(self, width: int, /) -> int:  # noqa: N802 - Qt's name
        return self.height_at(self, width)

    def hitButton(self, place: QPoint, /) -> bool:  # noqa: N802 - Qt's name
        return self.rect().contains(place)

    def sizeHint(self) -> QSize:
        return _choice_size(self)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 10, self.sizeHint().height())


class _Check(QCheckBox, _Counted):
    def paintEvent(self, _event: QPaintEvent) -> None:
        self.paint_counted(self, QStyle.PrimitiveElement.PE_IndicatorCheckBox)

    def heightForWidth(self, width: int, /) -> int:  # noqa: N802 - Qt's name
        return self.height_at(self, width)

    def hitButton(self, place: QPoint, /) -> bool:  # noqa: N802 - Qt's name
        return self.rect().contains(place)

    def sizeHint(self) -> QSize:
        return _choice_size(self)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 10, self.sizeHint().height())


def _choice_size(button: QAbstractButton) -> QSize:
    metrics: QFontMetrics = button.fontMetrics()
    return QSize(
        metrics.horizontalAdvance(button.text() + " 0000") + metrics.height() * 2, round(metrics.height() * 1.55)
    )


class _Group(QWidget):
    """One titled group."""

    changed = Signal()

    def __init__(self, group: FilterGroup, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"filter_{group.key}")
        self.setAccessibleName(group.title)
        self.group = group
        self._buttons: dict[str, _Radio | _Check] = {}
        self._all: _Radio | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        title = QLabel(group.title)
        scale_font(title, 1, QFont.Weight.DemiBold)
        title.setContentsMargins(3, 0, 0, line(title, 0.25))
        title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._layout.addWidget(title)
        if group.single:
            self._all = _Radio(group.all_label, self)
            self._all.setObjectName("all")
            self._all.setChecked(not group.start)
            self._add(self._all)
        for value in group.options or ():
            self._offer(value)

    def values(self) -> frozenset[str]:
        """The chosen values."""
        return frozenset(value for value, button in self._buttons.items() if button.isChecked())

    def choose(self, values: frozenset[str]) -> None:
        """Choose values without a signal."""
        for value in values:
            if value not in self._buttons:
                self._offer(value)
        if self._all is not None and not values:
            self._quietly(self._all, on=True)
        for value, button in self._buttons.items():
            self._quietly(button, on=value in values)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Put the number behind each choice; a value seen for the first time becomes a choice."""
        if self.group.options is None:
            new = [value for value, number in counts.items() if number and value not in self._buttons]
            for value in new:
                self._offer(value)
            if new:
                self._sort()
        for value, button in self._buttons.items():
            self._set_count(button, counts.get(value, 0))
        if self._all is not None and not self.group.overlapping:
            self._set_count(self._all, sum(counts.values()))
        self.setVisible(bool(self._buttons))

    def _set_count(self, button: "_Radio | _Check", number: int) -> None:
        button.count = number
        button.setAccessibleName(self.tr("{choice}, pozycji: {number}").format(choice=button.text(), number=number))
        button.update()

    def _offer(self, value: str) -> None:
        text = self.group.label(value)
        button: _Radio | _Check = _Radio(text, self) if self.group.single else _Check(text, self)
        button.setObjectName(value or "none")
        button.setToolTip(plain_tip(text))
        button.setChecked(value in self.group.start)
        self._buttons[value] = button
        self._add(button)

    def _add(self, button: "_Radio | _Check") -> None:
        button.setAccessibleName(button.text())
        # long names wrap at the panel's edge instead of pushing it wider
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        button.setSizePolicy(policy)
        self._layout.addWidget(button)
        button.toggled.connect(self._on_toggled)

    def _sort(self) -> None:
        ordered = sorted(self._buttons.items(), key=lambda item: sort_key(item[1].text()))
        before: QWidget | None = self._all
        for _value, button in ordered:
            self._layout.removeWidget(button)
            self._layout.addWidget(button)
            if before is not None:
                QWidget.setTabOrder(before, button)
            before = button

    def _quietly(self, button: QAbstractButton, *, on: bool) -> None:
        button.blockSignals(True)
        button.setChecked(on)
        button.blockSignals(False)
        button.update()

    @Slot(bool)
    def _on_toggled(self, on: bool) -> None:
        # of two radio buttons that change together only the new one speaks
        if on or not self.group.single:
            self.changed.emit()


class FilterPanel(QScrollArea):
    """All filters of a table; ``changed`` carries the chosen values as the query takes them."""

    changed = Signal(object)

    def __init__(self, groups: Sequence[FilterGroup], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filters")
        self.setAccessibleName(self.tr("Filtry"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setObjectName("filter_groups")
        inside.setAccessibleName(self.tr("Filtry"))
        layout = QVBoxLayout(inside)
        unit = line(self)
        layout.setContentsMargins(0, 0, unit // 2, 0)
        layout.setSpacing(round(unit * 0.9))
        self._groups = tuple(_Group(group, inside) for group in groups)
        for group in self._groups:
            layout.addWidget(group)
            group.changed.connect(self._on_group_changed)
        self._clear = QPushButton(self.tr("Wyczyść filtry"))
        self._clear.setObjectName("clear_filters")
        self._clear.clicked.connect(self.clear)
        row = QGridLayout()
        row.addWidget(self._clear, 0, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(row)
        layout.addStretch(1)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self._clear.setVisible(self.narrowed)

    def values(self) -> dict[str, frozenset[str]]:
        """Chosen values by filter key; groups without a choice are left out."""
        return {group.group.key: chosen for group in self._groups if (chosen := group.values())}

    @property
    def narrowed(self) -> bool:
        """Whether any filter leaves records out."""
        return bool(self.values())

    def choose(self, values: Mapping[str, frozenset[str]]) -> None:
        """Choose values, also from outside (a tile on the desk); emits once."""
        for group in self._groups:
            group.choose(frozenset(values.get(group.group.key, ())))
        self._on_group_changed()

    @Slot()
    def clear(self) -> None:
        """Leave nothing out."""
        self.choose({})

    def show_counts(self, facets: Mapping[str, Mapping[str, int]]) -> None:
        """Numbers per filter key and value."""
        for group in self._groups:
            group.show_counts(facets.get(group.group.key, {}))

    @Slot()
    def _on_group_changed(self) -> None:
        self._clear.setVisible(self.narrowed)
        self.changed.emit(self.values())

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("0") * 26, line(self, 20))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("0") * 20, line(self, 6))
