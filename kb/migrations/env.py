"""What Alembic runs to take a step; `kb.db.migrate` gives the connection.

The connection is already in its transaction, and Alembic stays in it.
"""

from __future__ import annotations

from alembic import context

from kb.accounts import models as accounts
from kb.board import models as board
from kb.db import Base
from kb.publishing import models as publishing
from kb.training import models as training

assert accounts  # noqa: S101 - imported for the tables that they add to Base
assert board  # noqa: S101 - as above
assert publishing  # noqa: S101 - as above
assert training  # noqa: S101 - as above

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
