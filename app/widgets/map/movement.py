"""Moving the camera: at once, by hand, or as a short flight; and knowing when it rests again."""

from math import hypot

from PySide6.QtCore import QEasingCurve, QObject, QTimer, QVariantAnimation, Signal
from PySide6.QtWidgets import QStyle, QWidget

from app.widgets.map.camera import Camera

_REST = 140
"""Milliseconds without a movement after which the map is drawn anew in full detail."""
_FLIGHT = 1.6
"""A flight takes so many times the usual animation of the style."""
_TOO_FAR = 6.0
"""Widths of the picture: a flight farther than that would only blur, so the map jumps."""


class Movement(QObject):
    """Where the camera is; tells of every step and of every rest."""

    moved = Signal()
    rested = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self.camera = Camera()
        self.resting = True
        self._start = self._aim = self.camera
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST)
        self._flight = QVariantAnimation(self)
        self._flight.setStartValue(0.0)
        self._flight.setEndValue(1.0)
        self._flight.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._timer.timeout.connect(self.rest)
        self._flight.valueChanged.connect(self._on_step)
        self._flight.finished.connect(self.rest)

    @property
    def aim(self) -> Camera:
        """Where a flight ends; the present place without one."""
        return self._aim if self._flight.state() is QVariantAnimation.State.Running else self.camera

    def shift(self, camera: Camera) -> None:
        """One step of a movement by hand."""
        self._flight.stop()
        self._set(camera, resting=False)
        self._timer.start()

    def jump(self, camera: Camera) -> None:
        """Be there at once."""
        self._flight.stop()
        self.camera = camera
        self.rest()

    def fly(self, camera: Camera) -> None:
        """Go there in a moment; at once where the system or the person does without animation."""
        style = self._widget.style()
        duration = style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self._widget)
        distance = hypot(camera.x - self.camera.x, camera.y - self.camera.y) * min(camera.scale, self.camera.scale)
        if duration <= 0 or not self._widget.isVisible() or distance > _TOO_FAR * camera.width:
            self.jump(camera)
            return
        self._flight.stop()
        self._timer.stop()
        self._start, self._aim = self.camera, camera
        self._flight.setDuration(round(duration * _FLIGHT))
        self._flight.start()

    def rest(self) -> None:
        """End every movement where it was to end, and say so."""
        if self._flight.state() is QVariantAnimation.State.Running:
            self._flight.stop()
            self.camera = self._aim
        self._timer.stop()
        self._set(self.camera, resting=True)
        self.rested.emit()

    def _on_step(self, share: float) -> None:
        self._set(self._start.between(self._aim, share), resting=False)

    def _set(self, camera: Camera, *, resting: bool) -> None:
        self.camera, self.resting = camera, resting
        self.moved.emit()
