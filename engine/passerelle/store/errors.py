"""What the store raises; no exception of a database driver leaves this room."""

from passerelle.errors import PasserelleError


class StoreError(PasserelleError):
    """The database cannot be used, or what it holds is not what was kept. Its text is one line."""


class DecisionNotFound(StoreError):  # noqa: N818 - named for what it says
    """No decision is kept under this id."""

    def __init__(self, id: str, where: str) -> None:
        self.id = id
        super().__init__(f"no decision {id[:80]!r} is kept in {where}; look for it in another store")
