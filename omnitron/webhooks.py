"""Where gateways tell of refunds."""

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from cancellations import tasks
from omnitron.core.nudging import nudge
from payments.gateways.base import BadSignature, UnreadableNotice
from payments.gateways.registry import UnknownGateway
from payments.notices import keep_notice


@csrf_exempt
@require_POST
def receive(request: HttpRequest, gateway: str) -> HttpResponse:
    """Keep a signed notice and say so; whoever is no gateway learns nothing.

    What is kept is answered well even the second time: a gateway that hears otherwise sends it
    again for days.
    """
    try:
        with transaction.atomic():
            notice = keep_notice(gateway, request.body, request.headers)
            if notice is not None and notice.handled_at is None:
                nudge(tasks.handle_notice, notice.pk)
    except UnknownGateway:
        raise Http404 from None
    except (BadSignature, UnreadableNotice):
        return HttpResponse(status=400)
    return HttpResponse(status=204)
