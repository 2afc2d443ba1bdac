"""Apps that are told what happens in another one."""

from core.hooks import Hooks


def test_hooks_run_once_each_in_the_order_of_registration():
    happened: Hooks[str, str] = Hooks()

    def first(subject: str) -> str:
        return f"1 {subject}"

    def second(subject: str) -> str:
        return f"2 {subject}"

    for hook in (first, second, first):
        happened.register(hook)

    assert happened.run("x") == ["1 x", "2 x"]
