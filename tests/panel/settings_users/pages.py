"""Addresses of the users' pages, and what stands on them."""

import re

from django.contrib.auth.models import Group

LIST = "/omnitron/settings/users/"
NEW = LIST + "new/"


def url_of(user):
    return f"{LIST}{user.pk}/"


def text(response):
    return response.content.decode()


def key_of(group):
    return str(Group.objects.get(name=group).pk)


def link_in(response):
    found = re.search(r"http://testserver(/accounts/choose-password/[^<\"]+)", text(response))
    return found and found[1]
