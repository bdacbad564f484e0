import sys

import pytest

from tests.core.embedded_runs import EmbeddedRun


@pytest.mark.long
def test_every_page_is_measured_against_its_peer(tmp_path):
    run = EmbeddedRun(
        *(
            "exec",
            "--durable",
            "--",
            sys.executable,
            "-m",
            "benchmarks",
            "orders",
            "files",
            "refunds",
        ),
        data=tmp_path / "data",
        output=tmp_path / "output",
        ORDERS="3000",
        REFUNDS="50",
        ROUNDS="1",
    )

    assert run.ends(900) == 0, run.text
    titles = [line for line in run.text.splitlines() if line.startswith("## ")]
    rows = {line.split(" | ")[0]: line.split(" | ") for line in run.text.splitlines()}
    assert titles == [
        "## P1: order list, 3,000 orders",
        "## Rows read by each filter: page + count",
        "## Seller Center: order list and the rows it reads",
        "## Seller Center: packages and the rows they read",
        "## Dashboards and the other lists",
        "## P2: order detail",
        "## P4: exports, csv, 3,000 orders",
        "## P4: exports, xlsx, 3,000 orders",
        "## P3: bulk updates, 3,000 orders",
        "## P5: 50 refunds",
    ]
    *_rest, peer, ratio, growth = rows["| first page"]
    assert float(peer) > 0
    assert float(ratio) > 0
    assert float(growth.removesuffix(" |")) > 0
    assert {"| status, rare", "| customer, absent", "| 100", "| 50"} <= rows.keys()
    assert float(rows["| 50"][2]) > 0
