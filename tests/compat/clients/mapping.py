"""Which object of the shop is which of ours, and what went wrong on the way."""

from channel_app.core.data import ErrorReportDto
from channel_app.core.settings import OmnitronIntegration
from driver import main
from omnisdk.omnitron.endpoints import ChannelIntegrationActionEndpoint, ContentTypeEndpoint
from omnisdk.omnitron.models import IntegrationAction


def actions(object_id, version_date):
    """A mapping created, found by both of its keys, and changed by channel-app's own command."""
    with OmnitronIntegration(create_batch=False) as integration:
        endpoint = ChannelIntegrationActionEndpoint(channel_id=integration.channel_id)
        content_type = ContentTypeEndpoint().list(params={"model": "product"})[0]
        # As channel_app.omnitron.commands.setup creates them.
        created = endpoint.create(
            item=IntegrationAction(
                channel_id=integration.channel_id,
                content_type_id=content_type.id,
                remote_id="SKU-7",
                object_id=object_id,
                version_date=version_date,
            )
        )
        before = dict(vars(created))
        found = [_found(integration, key) for key in _keys(object_id)]
        created.remote_id = "SKU-8"
        changed = integration.do_action(key="update_integration", objects=[created])
        return {"created": before, "found": found, "changed": changed}


def _keys(object_id):
    return (
        {"object_id": object_id},
        {"object_id__in": f"{object_id},999999"},
        {"remote_id": "SKU-7"},
        {"remote_id__exact": "SKU-7"},
        {"remote_id__in": "SKU-7,SKU-6"},
        {"remote_id__exact": "SKU-6"},
    )


def _found(integration, key):
    asked = {"content_type_name": "product", **key}
    return [action.pk for action in integration.do_action(key="get_integrations", objects=asked)]


def report(**fields):
    with OmnitronIntegration(content_type="order") as integration:
        record = ErrorReportDto(
            action_content_type="batchrequest",
            action_object_id=integration.batch_request.pk,
            **fields,
        )
        integration.do_action(key="create_error_report", objects=record)


main(actions, report)
