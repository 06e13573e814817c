"""One screener on the shipped base for every test of the room."""

import pytest

from whomade.assess import Mind
from whomade.attribute.reason import Reasoner
from whomade.knowledge import bundle
from whomade.model import Offer
from whomade.screen import Reader, Screener


@pytest.fixture(scope="session")
def screener():
    knowledge = bundle.load()
    return Screener(Reader(knowledge), Mind.of(Reasoner(knowledge)))


@pytest.fixture(scope="session")
def line(screener):
    def answer(title="", **fields):
        more = {name: fields.pop(name) for name in ("codes", "parts", "context") if name in fields}
        return screener.screen(Offer(fields={"title": title, **fields} if title else fields, **more))

    return answer
