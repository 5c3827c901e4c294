"""What tests of more than one area need."""

from __future__ import annotations

from typing import TYPE_CHECKING

import hypothesis
import pytest

from tests import postgres

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


hypothesis.settings.register_profile("skpbook", deadline=None)  # a busy machine is no fault of the code
hypothesis.settings.load_profile("skpbook")


@pytest.fixture(scope="session")
def server_postgres() -> Iterator[postgres.Server]:
    """A PostgreSQL server, started when the first test asks for it."""
    program = postgres.program()
    if program is None:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    pytest.importorskip("psycopg", reason="psycopg is not installed (pip install 'skpbook[postgresql]')")
    with postgres.jalankan(program) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def alamat_ledger(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty ledger, on both databases."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'skpbook.db'}"
    server: postgres.Server = request.getfixturevalue("server_postgres")
    return server.basis_baru()
