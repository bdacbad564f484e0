"""A token for a name and a password, as the published client asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth import authenticate
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import Throttled, ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from omnitron.accounts import throttling
from omnitron.accounts.services import sign_ins, tokens
from omnitron.api.base.throttling import SignIns
from omnitron.core.http import client_address

if TYPE_CHECKING:
    from rest_framework.request import Request


class SignInSerializer(serializers.Serializer[Any]):
    """What signs somebody in."""

    username = serializers.CharField(max_length=150)
    password = serializers.CharField(max_length=4_096, trim_whitespace=False, write_only=True)


class KeySerializer(serializers.Serializer[Any]):
    """The key of a new token."""

    key = serializers.CharField()


class UserSerializer(serializers.Serializer[Any]):
    """Whose token it is."""

    pk = serializers.IntegerField(read_only=True)
    username = serializers.CharField(read_only=True)
    email = serializers.CharField(read_only=True)
    first_name = serializers.CharField(read_only=True)
    last_name = serializers.CharField(read_only=True)
    is_active = serializers.BooleanField(read_only=True)


class SignIn(APIView):
    """`auth/login/`."""

    authentication_classes = []
    permission_classes = []
    throttle_classes = [SignIns]

    @extend_schema(request=SignInSerializer, responses={200: KeySerializer})
    def post(self, request: Request) -> Response:
        """Give a token for a username and a password; after repeated failures only later."""
        given = SignInSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        username = given.validated_data["username"]
        if minutes := throttling.minutes_paused(request._request, username):
            raise Throttled(wait=minutes * 60)
        user = authenticate(request._request, **given.validated_data)
        if user is None:
            paused = bool(throttling.minutes_paused(request._request, username))
            sign_ins.record_failure(request._request, username, paused=paused)
            raise ValidationError(
                {"non_field_errors": [_("Unable to log in with provided credentials.")]}
            )
        _token, key = tokens.make_at_sign_in(
            user=user, remote_addr=client_address(request._request)
        )
        return Response({"key": key})


class ActiveUser(APIView):
    """`active_user/`."""

    @extend_schema(responses=UserSerializer)
    def get(self, request: Request) -> Response:
        """Whose token this is; 200 for as long as it holds."""
        return Response(UserSerializer(request.user).data)
