"""Ctrl-C while something long goes on: what an engine is being asked is stopped, and whoever waits is told at once.

An engine may not look at signals before the end of its query. So a second thread hears of the key, and stops what every
connection is being asked; the first then ends with whatever its driver raises, or with KeyboardInterrupt.
"""

from __future__ import annotations

import signal
import socket
from threading import Event, Thread, current_thread, main_thread
from typing import Any, Final, Self

from truegreen.engine.interrupting import interrupt_all

_AGAIN: Final = 0.2
"""Seconds until what is asked then is stopped too, for it may have been asked at that very moment."""


class Cancelling:
    """Whether somebody pressed Ctrl-C in the meantime.

    Attributes:
        is_asked: whether somebody did.
    """

    def __init__(self) -> None:
        """Nobody did yet."""
        self.is_asked = False
        self._is_raised = False
        self._is_over = Event()
        self._hears, self._tells = socket.socketpair()
        self._tells.setblocking(False)
        self._before: Any = None

    def __enter__(self) -> Self:
        """Listen, unless this is not the place: beside the main thread, or where the key is to be ignored."""
        if current_thread() is main_thread() and signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
            self._before = signal.signal(signal.SIGINT, self._pressed)
            self._woken = signal.set_wakeup_fd(self._tells.fileno(), warn_on_full_buffer=False)
            self._listens = Thread(target=self._listen, daemon=True)
            self._listens.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Let everything be as it was."""
        self._is_over.set()
        if self._before is not None:
            signal.set_wakeup_fd(self._woken)
            signal.signal(signal.SIGINT, self._before)
            self._tells.close()
            self._listens.join(timeout=2)
        self._tells.close()
        self._hears.close()

    def check(self) -> None:
        """End what goes on if somebody pressed the key, also where something on the way took that for its own."""
        if self.is_asked:
            raise KeyboardInterrupt

    def _pressed(self, *_: object) -> None:
        """Raise once; whoever presses again only waits until all is put back."""
        self.is_asked = True
        if not self._is_raised:
            self._is_raised = True
            raise KeyboardInterrupt

    def _listen(self) -> None:
        while heard := self._hears.recv(64):
            if signal.SIGINT in heard:
                self.is_asked = True
                while not self._is_over.is_set():
                    interrupt_all()
                    self._is_over.wait(_AGAIN)
                return
