"""Answers queries in worker processes, so that a query can be ended and a crash of the engine stays its own.

The rest of ``kg.web`` knows only `Pool`: ``start``, ``answer``, ``close``. Each worker opens the store for reading and keeps it open.
Query results are made and used up in the worker's one thread; the engine aborts when they cross threads.
"""

from __future__ import annotations

import multiprocessing
import queue
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.processes import interrupts_held
from kg.web.engine import Answer, Job, answer_jobs, refusal

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess
    from pathlib import Path

SECONDS: Final = 10.0
WORKERS: Final = 4
_START_SECONDS: Final = 30.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may cost.

    Attributes:
        seconds: Time until the answer is there, waiting for a worker included, but not its start.
        answer: Bytes of the answer.
        memory: Bytes of address space of a worker; not enforced on Windows and macOS.
    """

    seconds: float = SECONDS
    answer: int = 100_000_000
    memory: int = 4 << 30


class _Worker:
    """One process, and this end of the pipe to it."""

    def __init__(self, process: BaseProcess, pipe: Connection) -> None:
        self._process = process
        self._pipe = pipe
        self._ready = False

    def wait_until_ready(self) -> None:
        """Wait for the process to open the store; what hindered it, it tells whoever asks.

        Raises:
            EOFError: The process has ended, or does not get up.
        """
        if not self._ready:
            if not self._pipe.poll(_START_SECONDS):
                raise EOFError
            self._ready = bool(self._pipe.recv())

    def ask(self, job: Job, seconds: float) -> Answer | None:
        """Return the answer, or ``None`` where it did not come in time.

        Raises:
            EOFError, OSError: The process has ended.
        """
        self._pipe.send(job)
        answer = self._pipe.recv() if self._pipe.poll(seconds) else None
        return answer if isinstance(answer, Answer) else None

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.join()
        self._pipe.close()


class Pool:
    """A fixed number of workers; one that is killed or dies is replaced.

    Args:
        folder: The store.
        size: Number of processes, and so of queries answered at the same time.
        limits: What one query may cost.
    """

    def __init__(self, folder: Path, size: int = WORKERS, limits: Limits | None = None) -> None:
        """Take the settings; nothing runs before `start`."""
        self._folder = folder
        self._size = size
        self._limits = limits or Limits()
        self._idle: queue.Queue[_Worker] = queue.Queue()
        self._all: set[_Worker] = set()
        self._open = False

    def start(self) -> None:
        """Start all workers; they open the store in their own time."""
        self._open = True
        for _ in range(self._size):
            self._add()

    def close(self) -> None:
        """End all workers, whatever they are at."""
        self._open = False
        for worker in tuple(self._all):
            worker.kill()
        self._all.clear()

    def answer(self, job: Job) -> Answer:
        """Answer one query; blocks, and may be called from many threads."""
        started = time.monotonic()
        try:
            worker = self._idle.get(timeout=self._limits.seconds)
        except queue.Empty:
            return refusal(503, "All workers are busy", hint="Try again later")
        left = self._limits.seconds - (time.monotonic() - started)
        try:
            worker.wait_until_ready()
            answer = worker.ask(job, max(0.0, left))
        except (EOFError, OSError):  # the engine ran out of stack or memory and took its process along
            self._replace(worker)
            return refusal(500, "The query ended its worker process", hint="Make it smaller or less deep")
        if answer is None:
            self._replace(worker)
            return refusal(503, f"The query took longer than {self._limits.seconds:g} s", hint="Narrow it or add a LIMIT")
        self._idle.put(worker)
        return answer

    def _replace(self, worker: _Worker) -> None:
        self._all.discard(worker)
        worker.kill()
        if self._open:
            self._add()

    def _add(self) -> None:
        context = multiprocessing.get_context("spawn")  # a fork would copy the locks of the server's threads
        here, there = context.Pipe()
        process = context.Process(target=answer_jobs, args=(self._folder, there, self._limits.answer, self._limits.memory), daemon=True)
        with interrupts_held():  # until the worker itself ignores them
            process.start()
        there.close()
        worker = _Worker(process, here)
        self._all.add(worker)
        self._idle.put(worker)
