import pytest

from tests.factories import UserFactory


@pytest.fixture
def marina(db):
    return UserFactory(username="marina", role="MPO")
