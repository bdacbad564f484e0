"""The addresses of packages."""

from django.urls import path

from omnitron.seller_center.packages import (
    acting,
    bulk,
    changing,
    detail,
    items,
    page,
    slips,
    tracking_file,
)

urlpatterns = [
    path("packages/", page.package_list, name="package-list"),
    # A package may have any number: what is done with many stands beside them.
    path("package-list/do/<str:action>/", bulk.act_on_packages, name="package-bulk"),
    path("package-list/slips/", slips.packing_slips, name="package-slips"),
    path("package-list/tracking-file/", tracking_file.tracking_file, name="package-tracking-file"),
    path("packages/<order:number>/", detail.package_detail, name="package-detail"),
    path("packages/<order:number>/slip/", slips.packing_slip, name="package-slip"),
    path("packages/<order:number>/ship/", changing.ship, name="package-ship"),
    path("packages/<order:number>/tracking/", changing.tracking, name="package-tracking"),
    path("packages/<order:number>/invoice/", changing.invoice, name="package-invoice"),
    path("packages/<order:number>/delivery/", changing.delivery, name="package-delivery"),
    path("packages/<order:number>/divide/", items.divide, name="package-divide"),
    path("packages/<order:number>/reject/", items.reject, name="package-reject"),
    path("packages/<order:number>/undo/<int:plan_id>/", items.undo_rejection, name="package-undo"),
    path("packages/<order:number>/do/<str:action>/", acting.act_on_package, name="package-act"),
]
