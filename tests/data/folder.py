"""Where the real orders lie: beside the checkout, or where OLIST_DIR says."""

import os
from pathlib import Path

import pytest
from django.conf import settings

OLIST = Path(os.environ.get("OLIST_DIR", settings.BASE_DIR.parent / "shared" / "data" / "olist"))
needs_orders = pytest.mark.skipif(not OLIST.is_dir(), reason=f"{OLIST} is not there")
