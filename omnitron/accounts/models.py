from datetime import datetime, timedelta
from zoneinfo import available_timezones

import pgtrigger
from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from knox.models import AbstractAuthToken, AuthTokenManager

# Writing it with each request would be a row for each answer.
USE_NOTED_EVERY = timedelta(minutes=15)
# Of a username, and of who did it in the order log.
LONGEST_NAME = 150
# Of a token's key, which is 64 characters long, people see so many.
SHOWN_OF_KEY = 8


def validate_time_zone(value: str) -> None:
    """Refuse a name that the time zone database does not have."""
    if value not in available_timezones():
        raise ValidationError(_("“%(value)s” is no time zone."), params={"value": value})


class User(AbstractUser):  # type: ignore[django-manager-missing]
    """Somebody who works in a panel."""

    class Theme(models.TextChoices):
        AUTO = "auto", _("As the system")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default="en"
    )
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="UTC", validators=[validate_time_zone]
    )
    theme = models.CharField(_("theme"), max_length=5, choices=Theme.choices, default=Theme.AUTO)
    # How often all sessions were ended: one from before does not come back to life.
    sessions_ended = models.PositiveIntegerField(default=0, editable=False)

    # Whether a program asks in this person's name, by a token; known while it is answered.
    is_api_client = False

    class Meta:
        default_permissions = ()
        permissions = [
            ("use_omnitron", _("Work in Omnitron")),
            ("use_seller_center", _("Work in Seller Center")),
            ("view_all_sellers", _("See the orders of all sellers in Seller Center")),
            ("manage_users", _("Set up users")),
            ("manage_groups", _("Set up authority groups")),
        ]
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    @property
    def distinct_name(self) -> str:
        """The name with the username, which nobody shares and nobody chooses for themselves.

        As long as a username at most; of the two the name is cut.
        """
        name = self.get_full_name()[: max(0, LONGEST_NAME - len(f" ({self.username})"))]
        return f"{name} ({self.username})" if name not in ("", self.username) else self.username

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        value = f"{self.password}{self.sessions_ended}"
        salt = "omnitron.accounts.models.User.sessions"
        return salted_hmac(salt, value, secret=secret, algorithm="sha256").hexdigest()

    @cached_property
    def channel_ids(self) -> list[int]:
        """The sales channels this person was given; read once per request."""
        # The sign-in backend reads them along with the person.
        given = getattr(self, "given_channel_ids", None)
        if given is None:
            given = self.channel_access.order_by("channel_id").values_list("channel_id", flat=True)
        return list(given)

    @cached_property
    def marketplace_ids(self) -> list[int]:
        """Of these, the marketplaces; read once per request."""
        given = getattr(self, "given_marketplace_ids", None)
        if given is None:
            access = self.channel_access.filter(channel__channel_type="marketplace")
            given = access.order_by("channel_id").values_list("channel_id", flat=True)
        return list(given)

    @cached_property
    def seller_ids(self) -> list[int]:
        """The sellers this person works for; read once per request."""
        return list(self.seller_staff.order_by("seller_id").values_list("seller_id", flat=True))

    @cached_property
    def sees_every_channel(self) -> bool:
        """Whether no sales channel is hidden from them: their lists then need no condition."""
        if self.is_superuser:
            return True
        given = getattr(self, "given_every_channel", None)
        if given is None:
            channels = self.channel_access.model._meta.get_field("channel").related_model
            given = not channels._default_manager.exclude(pk__in=self.channel_ids).exists()
        return bool(given)

    @cached_property
    def role_names(self) -> list[str]:
        """The names of the person's authority groups."""
        given = getattr(self, "given_role_names", None)
        if given is None:
            given = self.groups.order_by("name").values_list("name", flat=True)
        return list(given)


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    """Whose tokens, and which of them hold."""

    def valid_of(self, user: User) -> "ApiTokenQuerySet":
        """A person's tokens that nothing has ended, the newest first."""
        in_time = models.Q(expiry__isnull=True) | models.Q(expiry__gt=timezone.now())
        return self.filter(in_time, user=user).exclude(
            ~models.Q(sign_in_hash=user.get_session_auth_hash()),
            source=ApiToken.Source.SIGN_IN,
        )


class ApiToken(AbstractAuthToken):
    """What a program asks with in a person's name; only its digest is kept."""

    class Source(models.TextChoices):
        SIGN_IN = "sign_in", _("Signed in by the API")
        PAGE = "page", _("Made on the page")

    # Who uses it, in the words of whoever made it.
    name = models.CharField(_("name"), max_length=100, blank=True)
    source = models.CharField(max_length=10, choices=Source.choices)
    # One that a password gave ends with that password, and with the sessions that it opened.
    sign_in_hash = models.CharField(max_length=64, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    objects = AuthTokenManager.from_queryset(ApiTokenQuerySet)()

    class Meta:
        default_permissions = ()
        ordering = ["-created"]
        verbose_name = _("token")
        constraints = [
            # By their names people tell them apart; and a form that is sent twice makes one.
            models.UniqueConstraint(
                fields=["user", "name"],
                condition=models.Q(source="page") & ~models.Q(name=""),
                name="one_token_of_a_name",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.beginning})" if self.name else self.beginning

    @property
    def beginning(self) -> str:
        """The first characters of its key, by which its owner knows it again."""
        return f"{self.token_key[:SHOWN_OF_KEY]}…"

    @property
    def is_of_sign_in(self) -> bool:
        """Whether a password gave it; each use then begins its time anew."""
        return self.source == self.Source.SIGN_IN

    def still_holds(self, user: User) -> bool:
        """Whether nothing has ended it; `user` is whose it is."""
        if not self.is_of_sign_in:
            return True
        return constant_time_compare(self.sign_in_hash, user.get_session_auth_hash())

    def note_use(self, now: datetime) -> None:
        """Remember when it was used last, to within a quarter of an hour."""
        if self.used_at is None or now - self.used_at > USE_NOTED_EVERY:
            ApiToken.objects.filter(pk=self.pk).update(used_at=now)


class AuditEntry(models.Model):
    """One line of the log of settings, sign-ins and downloads; written once, never edited."""

    class Action(models.TextChoices):
        CREATED = "created", _("Created")
        CHANGED = "changed", _("Changed")
        SIGNED_IN = "signed_in", _("Signed in")
        TOKEN_MADE = "token_made", _("Token made")
        TOKEN_REVOKED = "token_revoked", _("Token revoked")
        SIGNED_OUT = "signed_out", _("Signed out")
        SIGN_IN_FAILED = "sign_in_failed", _("Sign-in failed")
        LOCKED_OUT = "locked_out", _("Locked out")
        PASSWORD_CHANGED = "password_changed", _("Password changed")
        LINK_MADE = "link_made", _("Sign-in link made")
        DELETED = "deleted", _("Deleted")
        DOWNLOADED = "downloaded", _("Downloaded")

    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    action = models.CharField(max_length=32, choices=Action.choices)
    # What it is about: the model's label, the row's key, and its name at that time.
    subject_type = models.CharField(max_length=100, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    subject_name = models.CharField(max_length=255, blank=True)
    changes = models.JSONField(default=dict)
    remote_addr = models.GenericIPAddressField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-at"], name="audit_of_subject")
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="append_only_truncate",
                operation=pgtrigger.Truncate,
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                func="RAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP;",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_name}"
