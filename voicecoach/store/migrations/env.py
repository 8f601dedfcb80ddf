"""What Alembic runs: the steps, over the connection that it was handed."""

from alembic import context


def run() -> None:
    """Walk the steps inside the transaction of whoever asks for them."""
    context.configure(connection=context.config.attributes["connection"])
    with context.begin_transaction():
        context.run_migrations()


# Only while Alembic runs is there a config: to import this file changes nothing.
if getattr(context, "config", None) is not None:
    run()
