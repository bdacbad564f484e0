"""What Finance types that a customer told about an account, at first or once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy
from stdnum import iban

from cancellations.planning.accounts import account_text, checked_iban
from omnitron.core.asking import AskingForm
from omnitron.core.errors import Refusal

if TYPE_CHECKING:
    from django.http import QueryDict


class AccountForm(AskingForm):
    """Where a refund by hand goes."""

    iban = forms.CharField(
        label=gettext_lazy("IBAN"),
        max_length=64,
        error_messages={"required": gettext_lazy("Type the IBAN that the customer told.")},
    )
    holder_name = forms.CharField(
        label=gettext_lazy("Account holder"),
        max_length=255,
        error_messages={"required": gettext_lazy("Say who holds the account.")},
    )

    def __init__(self, data: QueryDict | None = None, *, place: str) -> None:
        """`place` tells it apart from other such forms of the page: “refund-12”."""
        super().__init__(data, auto_id=f"account-{place}-%s")

    def clean_iban(self) -> str:
        """Refuse check digits that do not fit."""
        try:
            return checked_iban(self.cleaned_data["iban"])
        except Refusal as refusal:
            raise ValidationError(str(refusal)) from refusal

    @property
    def account_text(self) -> str:
        """The account in one line. Call after validation."""
        return account_text((self.cleaned_data["iban"], self.cleaned_data["holder_name"]))

    @property
    def is_confirmed(self) -> bool:
        """Whether its question was about this account, and was answered. Call after validation."""
        return self.data.get("confirmed") == self.account_text


class CorrectionForm(AccountForm):
    """Where it goes instead: begins with the account that it replaces."""

    replaces = forms.CharField(widget=forms.HiddenInput, max_length=300)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        place: str,
        account: tuple[str, str] | None = None,
    ) -> None:
        super().__init__(data, place=place)
        if account is not None:
            self.initial = {
                "iban": iban.format(account[0]),
                "holder_name": account[1],
                "replaces": account_text(account),
            }

    def begin_from(self, account: tuple[str, str]) -> None:
        """Replace this account when it is sent again: the page shows it beside the refusal."""
        self.data = {**dict(self.data.items()), "replaces": account_text(account)}
