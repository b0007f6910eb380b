"""Who may see and change course packs and runs, whose words people wrote themselves.

Which documents a reader sees in one is not decided here but by the reader's shelf.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.access import Can, Shared

if TYPE_CHECKING:
    from kb.access import Reader


def sees_pack(
    reader: Reader,
    *,
    own: bool,
    shared: Shared,
    agency: str,
    audience: str,
    left: bool = False,
) -> bool:
    """Say whether a reader who has signed in may see a course pack.

    `agency` is the maker's, and `audience` the narrowest audience that any document
    had when it was put in: what people write in a pack may tell what those say. Which
    of its documents the reader then sees, the reader's shelf says. What is `left`, as
    the maker's account is closed, only editors see until somebody takes it on.
    """
    if not reader.may_read(audience):
        return False
    if left:
        return reader.can(Can.EDIT)
    if own or shared is Shared.PARTNERSHIP:
        return True
    colleague = reader.can(Can.TRAIN) and reader.agency == agency
    return shared is Shared.COLLEAGUES and colleague


def changes_pack(
    reader: Reader,
    *,
    own: bool,
    shared: Shared,
    agency: str,
    audience: str,
    left: bool = False,
) -> bool:
    """Say whether a reader may change a course pack.

    Its maker may, and colleagues of the maker's agency once it is shared at all.
    Nobody changes what is left before it is taken on.
    """
    if left or not reader.can(Can.TRAIN):
        return False
    seen = sees_pack(reader, own=own, shared=shared, agency=agency, audience=audience)
    with_colleagues = shared is not Shared.PRIVATE and reader.agency == agency
    return seen and (own or with_colleagues)


def takes_on_pack(
    reader: Reader, *, shared: Shared, agency: str, audience: str
) -> bool:
    """Say whether a reader may take on a course pack whose maker's account is closed.

    An editor may, and a trainer of the maker's agency to whom it was shared.
    """
    if not (reader.may_read(audience) and reader.can(Can.TRAIN)):
        return False
    was_shared = shared is not Shared.PRIVATE and reader.agency == agency
    return reader.can(Can.EDIT) or was_shared


def sees_run(reader: Reader, *, own: bool, audience: str, sees_pack: bool) -> bool:
    """Say whether a reader who has signed in may see a run of a course.

    `own` says that the reader recorded it, and `audience` is the pack's. Who follows
    the board's actions sees all runs, and who recorded one sees it for as long as they
    may read what the pack says, also when the pack is removed. What it was about, the
    reader's shelf says.
    """
    return sees_pack or reader.can(Can.TRACK) or (own and reader.may_read(audience))


def changes_run(
    reader: Reader, *, own: bool, audience: str, changes_pack: bool
) -> bool:
    """Say whether a reader may say who came to a run, and read what people wrote."""
    trains = reader.can(Can.TRAIN)
    return trains and (changes_pack or (own and reader.may_read(audience)))
