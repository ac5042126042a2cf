"""Run by Alembic inside the transaction that `passerelle.store.database` opens; has no configuration of its own.

To change the tables: change `tables.py`, add the next file in `versions/`, set `REVISION`.
"""

from alembic import context

from passerelle.store.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
