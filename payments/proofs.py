"""Files that show how a refund was made by hand: what they may be, and where they are kept."""

from __future__ import annotations

import logging
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import partial
from math import ceil
from typing import TYPE_CHECKING, NamedTuple
from uuid import uuid4

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from omnitron.core.errors import NotFound, Refusal
from omnitron.core.stored_files import delete_each, names_below
from payments.models import ManualRefund

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from django.core.files import File

logger = logging.getLogger(__name__)
MEGABYTE = 1024 * 1024
MOST_MEGABYTES = 5
LONGEST_NAME = 150
FOLDER = "proofs"


class FileKind(NamedTuple):
    """What a proof may be; its content tells, and its name must not deny it."""

    name: str
    content_type: str
    beginning: bytes
    endings: tuple[str, ...]


KINDS = (
    FileKind("PDF", "application/pdf", b"%PDF-", (".pdf",)),
    FileKind("PNG", "image/png", b"\x89PNG\r\n\x1a\n", (".png",)),
    FileKind("JPEG", "image/jpeg", b"\xff\xd8\xff", (".jpg", ".jpeg")),
)
ENDINGS = tuple(ending for kind in KINDS for ending in kind.endings)


def check_proof(proof: File[bytes]) -> FileKind:
    """What kind of file a proof is. Raises `Refusal` for one that is not kept."""
    name, size = proof.name or "", proof.size
    if len(name) > LONGEST_NAME:
        raise Refusal(
            _("The name of the file has %(count)s characters, %(most)s are the most: shorten it.")
            % {"count": len(name), "most": LONGEST_NAME}
        )
    if not size:
        raise Refusal(_("“%(name)s” is empty: choose another file.") % {"name": name})
    if size > MOST_MEGABYTES * MEGABYTE:
        raise Refusal(
            _("“%(name)s” has %(size)s MB, %(most)s MB are the most: scan it with less detail.")
            % {
                "name": name,
                "size": number_format(ceil(size * 10 / MEGABYTE) / 10, 1),
                "most": MOST_MEGABYTES,
            }
        )
    return _kind_by_content(proof, name)


def _kind_by_content(proof: File[bytes], name: str) -> FileKind:
    proof.seek(0)
    beginning = proof.read(max(len(kind.beginning) for kind in KINDS))
    proof.seek(0)
    kind = next((kind for kind in KINDS if beginning.startswith(kind.beginning)), None)
    if kind is None:
        raise Refusal(
            _("“%(name)s” is no PDF, PNG or JPEG file: choose a statement or a picture of it.")
            % {"name": name}
        )
    # Whoever opens it later goes by its name.
    if not name.lower().endswith(kind.endings):
        raise Refusal(
            _("“%(name)s” is a %(kind)s file: let its name end with %(ending)s.")
            % {"name": name, "kind": kind.name, "ending": kind.endings[0]}
        )
    return kind


@contextmanager
def kept(proof: File[bytes] | None) -> Iterator[str]:
    """Keep a proof under the name that is given, before the rows that name it; '' for none.

    It is removed again if what is done meanwhile fails. Raises `Refusal` if it cannot be kept.
    """
    if proof is None:
        yield ""
        return
    name = _write(proof)
    try:
        yield name
    except BaseException:
        _remove(name)
        raise


def _write(proof: File[bytes]) -> str:
    ending = check_proof(proof).endings[0]
    name = f"{FOLDER}/{timezone.localdate():%Y/%m}/{uuid4()}{ending}"
    try:
        return default_storage.save(name, proof)
    except OSError as error:
        logger.exception("A proof cannot be kept.")
        # A disk that ran full has the beginning of it.
        _remove(name)
        raise Refusal(
            _(
                "The proof cannot be kept, the disk for files is full or closed: nothing was"
                " recorded. Tell an administrator, or record it without a proof."
            )
        ) from error


def _remove(name: str) -> None:
    with suppress(OSError):
        default_storage.delete(name)


def read_proof(manual: ManualRefund) -> tuple[bytes, str]:
    """What is in a proof, and its content type. Raises `NotFound` where there is none."""
    name = manual.proof.name or ""
    kind = next((kind for kind in KINDS if name.endswith(kind.endings[0])), None)
    if kind is not None:
        try:
            with default_storage.open(name) as file:
                return file.read(), kind.content_type
        except OSError:
            logger.exception("A proof cannot be read.")
    raise NotFound(_("Refund %(refund)s has no proof.") % {"refund": manual.pk})


def forget_proofs(order_ids: Collection[int]) -> None:
    """Delete the proofs of all refunds of some orders: they name who got the money.

    The files go once the transaction is committed, as no rollback brings one back; one that cannot
    be deleted then is left to `clear_proofs`.
    """
    refunds = ManualRefund.objects.filter(refund__order_id__in=order_ids).exclude(proof="")
    names = set(refunds.values_list("proof", flat=True))
    refunds.update(proof="", proof_name="")
    transaction.on_commit(partial(delete_each, names), robust=True)


def clear_proofs() -> int:
    """Delete the files that no row names a day after they were written; how many those were.

    They are left by a process that was killed between file and row, and by a disk that was closed
    when a customer was erased.
    """
    limit = timezone.now() - timedelta(days=1)
    old = [name for name in names_below(FOLDER) if default_storage.get_modified_time(name) < limit]
    named = ManualRefund.objects.filter(proof__in=old).values_list("proof", flat=True)
    return delete_each(set(old) - set(named))
