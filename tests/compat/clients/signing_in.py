"""Who a client is: omnisdk with a name and a password or a token, channel-app with Redis."""

from channel_app.core.settings import (
    OMNITRON_PASSWORD,
    OMNITRON_URL,
    OMNITRON_USER,
    OmnitronIntegration,
)
from driver import main
from omnisdk.omnitron.client import OmnitronApiClient
from omnisdk.omnitron.endpoints import ActiveUserEndpoint, ChannelEndpoint


def log_in(password=OMNITRON_PASSWORD):
    with OmnitronApiClient(OMNITRON_URL, OMNITRON_USER, password) as client:
        return {"token": client.token, "active": client.validate_token(client.token)}


def use_token(token):
    with OmnitronApiClient(OMNITRON_URL, OMNITRON_USER, "wrong", token=token) as client:
        return client.token


def active_user():
    client = OmnitronApiClient(OMNITRON_URL, OMNITRON_USER, OMNITRON_PASSWORD)
    user = ActiveUserEndpoint().list()
    del client
    return user


def connect():
    """Begin a task of channel-app, which reads the channel with the token that Redis keeps."""
    with OmnitronIntegration(create_batch=False) as integration:
        return {"channel": integration.channel, "token": integration.api.token}


def read_channel(pk):
    client = OmnitronApiClient(OMNITRON_URL, OMNITRON_USER, OMNITRON_PASSWORD)
    channel = ChannelEndpoint().retrieve(id=pk)
    del client
    return channel


main(log_in, use_token, active_user, connect, read_channel)
