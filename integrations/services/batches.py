"""Batch requests: a client says what it takes over, and later what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from integrations.access import lock_batch, require_channel
from integrations.models import BatchRequest
from integrations.services.naming import NamedObject, digest_of, once_each, refuse_unknown
from integrations.services.taking_over import take_over
from integrations.states import BATCH_MOVES, BatchStatus
from omnitron.core.errors import Conflict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from omnitron.accounts.models import User
    from orders.models import SalesChannel


class WrongBatchState(Conflict):
    """A batch request does not go from where it is to where it is asked to be."""

    # Clients look for it in the answer.
    code = "batch_request_status_100_1"


@transaction.atomic
def create_batch(*, actor: User, channel: SalesChannel, content_type: str = "") -> BatchRequest:
    """Begin a batch request, with a number of ours and nothing in it yet."""
    require_channel(actor, channel)
    batch: BatchRequest = BatchRequest.objects.create(
        channel=channel, content_type=content_type, created_by=actor
    )
    return batch


@transaction.atomic
def change_batch(
    *,
    actor: User,
    channel: SalesChannel,
    pk: int,
    status: str = "",
    objects: Iterable[NamedObject] | None = None,
    content_type: str = "",
    remote_batch_id: str = "",
) -> BatchRequest:
    """Move a batch request on, and say what is in it or what became of that.

    What a batch names for the first time is acknowledged, as of the moment that the client has it;
    what failed is due again. A request that comes again changes nothing. Done before anything was
    committed is a run that had nothing to do, which an empty list of objects says. Raises
    `NotFound`, `WrongBatchState` and `UnknownObjects`.
    """
    require_channel(actor, channel)
    batch = lock_batch(channel, pk)
    named = once_each(objects or ())
    status = status or batch.status
    digest = digest_of(status, named)
    if _is_known(batch, status, named, digest):
        return batch
    if status != BatchStatus.COMMIT or batch.status != BatchStatus.COMMIT:
        _refuse_move(batch, status, is_empty_run=objects is not None and not named)
    refuse_unknown(channel, named)
    batch.status = status
    batch.last_digest = digest
    batch.content_type = content_type or batch.content_type
    batch.remote_batch_id = remote_batch_id or batch.remote_batch_id
    batch.save()
    take_over(batch, named)
    return batch


def _is_known(batch: BatchRequest, status: str, named: list[NamedObject], digest: str) -> bool:
    """Whether a request came before, or says nothing new of a batch that stays where it is."""
    if status != batch.status:
        return False
    return digest == batch.last_digest or (not named and status != BatchStatus.COMMIT)


def _refuse_move(batch: BatchRequest, status: str, *, is_empty_run: bool) -> None:
    skips = batch.status == BatchStatus.INITIALIZED and status == BatchStatus.DONE
    if not BATCH_MOVES.allows(batch.status, status) or (skips and not is_empty_run):
        raise WrongBatchState(
            _("Batch request %(pk)s is “%(old)s”: it cannot become “%(new)s”.")
            % {"pk": batch.pk, "old": batch.status, "new": status}
        )
