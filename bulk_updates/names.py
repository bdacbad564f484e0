"""What a file may call statuses and shipping companies."""

from __future__ import annotations

from collections import Counter
from typing import Any

from omnitron.core.folding import folded
from orders.models import ShippingCompany
from orders.states import Status
from orders.status_names import names_of_status

# In place of a company's key.
SEVERAL = -1


def names() -> dict[str, Any]:
    """What a file may call a status and a shipping company."""
    statuses = {(name, int(status)) for status in Status for name in names_of_status(status)}
    companies = _names_of_companies()
    return {
        "status_names": [name for name, _code in sorted(statuses)],
        "status_codes": [code for _name, code in sorted(statuses)],
        "company_names": list(companies),
        "company_ids": list(companies.values()),
    }


def _names_of_companies() -> dict[str, int]:
    """Keys of companies by their folded codes and names; `SEVERAL` for what several share."""
    rows = list(
        ShippingCompany.objects.order_by().values_list("pk", folded("code"), folded("name"))
    )
    by_name = {name: pk for pk, _code, name in rows}
    by_code = {code: pk for pk, code, _name in rows}
    for found, place in ((by_name, 2), (by_code, 1)):
        counted = Counter(row[place] for row in rows)
        found.update({name: SEVERAL for name, count in counted.items() if count > 1})
    # A code is one company's, whatever others are named.
    return by_name | by_code
