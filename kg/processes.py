"""What processes started by this one need: Ctrl-C is this one's to answer, and they end when it is killed."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children, get_context, parent_process, resource_tracker
from threading import Thread
from typing import TYPE_CHECKING, ParamSpec, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future

P = ParamSpec("P")
T = TypeVar("T")


class Submit(Protocol):
    """Hands work to a pool."""

    def __call__(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have a function called in one of the processes."""


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back for a moment; a process that is started meanwhile never sees one (not on Windows)."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # when it starts itself, it lets interrupts through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def pool(workers: int, start: Callable[..., None] | None = None, *given: object) -> Iterator[Submit]:
    """Yield what hands work to a pool of processes; they end with this one, and Ctrl-C is this one's to answer.

    Args:
        workers: How many processes.
        start: Called in each process before its first work.
        given: What it is called with.
    """
    # spawned, because a forked copy of a process that holds a database may not be used
    executor = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_begin, initargs=(start, given))

    def submit(work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        with interrupts_held():  # it may start a process
            return executor.submit(work, *args, **kwargs)

    others = active_children()
    try:
        yield submit
    except (KeyboardInterrupt, GeneratorExit):  # nobody wants the rest
        for worker in active_children():
            if worker not in others:
                worker.terminate()
        raise
    finally:
        executor.shutdown(cancel_futures=True)


def _begin(start: Callable[..., None] | None, given: tuple[object, ...]) -> None:
    end_with_parent()
    if start is not None:
        start(*given)


def end_with_parent() -> None:
    """Let this process end when the one that started it has ended; a pool of processes would wait for ever."""
    Thread(target=_wait_and_end, daemon=True).start()


def _wait_and_end() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
