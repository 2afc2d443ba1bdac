import threading
import time

import pytest

from shared_apps.municipalities.services.parallel import each


def test_one_job_works_in_the_callers_thread_and_in_order():
    threads = [outcome for _item, outcome in each([1, 2], lambda item: threading.current_thread(), jobs=1)]

    assert threads == [threading.main_thread()] * 2


def test_several_jobs_give_every_item_once(db):
    outcomes = dict(each(range(50), lambda item: item * 2, jobs=4))

    assert outcomes == {number: number * 2 for number in range(50)}


@pytest.mark.parametrize("jobs", [1, 3])
def test_an_error_is_the_outcome_of_its_item(db, jobs):
    outcomes = dict(each([1, 0], lambda item: 1 // item, jobs=jobs))

    assert outcomes[1] == 1
    assert isinstance(outcomes[0], ZeroDivisionError)


def test_items_are_drawn_only_when_a_worker_is_free(db):
    drawn = []

    def items():
        for number in range(100):
            drawn.append(number)
            yield number

    for _item, _outcome in each(items(), lambda item: time.sleep(0.01), jobs=2):
        break

    assert len(drawn) < 10


def test_a_caller_that_stops_leaves_no_worker_behind(db):
    before = threading.active_count()
    done = each(range(1_000), lambda item: item, jobs=3)
    next(done)
    done.close()

    assert threading.active_count() == before


def test_an_error_of_the_source_reaches_the_caller(db):
    def items():
        yield 1
        raise LookupError("source")

    with pytest.raises(LookupError, match="source"):
        list(each(items(), lambda item: item, jobs=2))
