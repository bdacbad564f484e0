"""Files that somebody might hand over as a proof."""

from django.core.files.uploadedfile import SimpleUploadedFile

PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n%%EOF\n"


def upload(content=PDF, name="TED 118204-3.pdf"):
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content, content_type="text/html")
