"""For maintainers: ``python -m pma_assure.register.migrations.draft 0002 "what changes"`` drafts the next step.

The draft compares an empty register of the present head with the mappings. Read it before you commit it: Alembic
sees neither renamed columns nor changed meaning.
"""

from __future__ import annotations

import sys

from sqlalchemy import create_engine

from pma_assure.register.migrate import configuration


def main(revision: str, message: str) -> None:
    from alembic import command

    with create_engine("sqlite://").connect() as connection:
        config = configuration(connection)
        command.upgrade(config, "head")
        command.revision(config, message=message, rev_id=revision, autogenerate=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
