"""What a seller's file is asked about parcels, as the page of a package asks it.

A part of the SQL of `checking`: of what is shipped, and of what has arrived or will never leave.
"""

from orders.states import Status

ON_ITS_WAY = Status.ATTEMPTED_DELIVERY
_OTHER_PARCEL = (
    "(company_then IS DISTINCT FROM company_now"
    " OR coalesce(tracking_then, '') IS DISTINCT FROM tracking_now)"
)
_LEAVES = (
    f"status_then = {Status.SHIPPED:d} AND (status_now <> {Status.SHIPPED:d} OR {_OTHER_PARCEL})"
)
# As on the page: what has left would be taken along, or left behind.
_STEPS_BACK = f"status_then = {Status.APPROVED:d} AND status_now = {Status.PREPARING:d}"
ABOUT_PARCEL = f"""
            WHEN {_STEPS_BACK} AND EXISTS (
                SELECT FROM orders_orderitem AS gone
                WHERE gone.package_id = found.package_id
                    AND coalesce(gone.status_before_cancellation, gone.status) >= {Status.SHIPPED:d}
            ) THEN 'status:part_left'
            WHEN {_OTHER_PARCEL} AND status_now NOT BETWEEN {Status.APPROVED:d} AND {ON_ITS_WAY:d}
                THEN CASE WHEN company_then IS DISTINCT FROM company_now
                    THEN 'shipping_company' ELSE 'tracking_number' END || ':not_on_its_way'
            WHEN {_LEAVES} AND company_then IS NULL THEN 'shipping_company:company_needed'
            WHEN {_LEAVES} AND coalesce(tracking_then, '') = ''
                AND (
                    SELECT carrier.needs_tracking_number FROM orders_shippingcompany AS carrier
                    WHERE carrier.id = company_then
                ) THEN 'tracking_number:tracking_needed'
"""
