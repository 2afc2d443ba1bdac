"""Do the same to many mairies on several database connections."""

import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from queue import SimpleQueue
from typing import Generic, TypeVar

from django.db import connection

Item = TypeVar("Item")
Result = TypeVar("Result")
Outcome = tuple[Item, Result | Exception]


def each(items: Iterable[Item], work: Callable[[Item], Result], *, jobs: int) -> Generator[Outcome[Item, Result]]:
    """Give each item with what `work` made of it, or the exception it raised, as they are done.

    Items are drawn one after the other, only when a worker is free. One job works in the caller's thread and
    connection. When the caller stops (Ctrl-C), what has begun ends and nothing more begins.
    """
    if jobs <= 1:
        yield from ((item, _outcome(work, item)) for item in items)
        return
    crew = _Crew(items, work)
    workers = [threading.Thread(target=crew.run, name=f"mairie-{number}") for number in range(jobs)]
    for worker in workers:
        worker.start()
    try:
        yield from crew.results(len(workers))
    finally:
        crew.stopped.set()
        for worker in workers:
            worker.join()


class _Crew(Generic[Item, Result]):
    """Threads that draw from one iterator, each with a connection that it closes when it leaves."""

    def __init__(self, items: Iterable[Item], work: Callable[[Item], Result]) -> None:
        self.stopped = threading.Event()
        self._items = iter(items)
        self._drawing = threading.Lock()
        self._work = work
        self._done: SimpleQueue[Outcome[Item, Result] | BaseException | None] = SimpleQueue()

    def run(self) -> None:
        left: BaseException | None = None
        try:
            for item in self._drawn():
                self._done.put((item, _outcome(self._work, item)))
        except BaseException as error:  # raised again in the caller's thread
            left = error
        finally:
            connection.close()
            self._done.put(left)

    def results(self, workers: int) -> Iterator[Outcome[Item, Result]]:
        while workers:
            done = self._done.get()
            if isinstance(done, BaseException):
                raise done
            if done is None:
                workers -= 1
            else:
                yield done

    def _drawn(self) -> Iterator[Item]:
        while not self.stopped.is_set():
            with self._drawing:
                try:
                    item = next(self._items)
                except StopIteration:
                    return
            yield item


def _outcome(work: Callable[[Item], Result], item: Item) -> Result | Exception:
    try:
        return work(item)
    except Exception as error:  # one mairie's failure is a result, the others go on
        return error
