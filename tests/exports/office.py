import shutil
from functools import cache


@cache
def find_office():
    """The path of LibreOffice, where this machine has one."""
    return shutil.which("soffice") or shutil.which("libreoffice")
