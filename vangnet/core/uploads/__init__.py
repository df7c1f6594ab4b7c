"""Files from outside: what may come in, in what state, and how it goes out again.

Nothing is trusted: not the name, not the type that the sender gives, not the size in a header. A picture is drawn anew, so
that only its dots remain; a document is looked through for what may run. The looking happens in a process of its own with
little memory and time, so that a file made to break a decoder breaks nothing else.
"""

from vangnet.core.uploads.checks import check_document, check_image
from vangnet.core.uploads.kinds import DOCUMENT, PHOTO, CleanFile, CleanImage, Purpose, UploadRefused
from vangnet.core.uploads.sending import as_attachment

__all__ = [
    "DOCUMENT",
    "PHOTO",
    "CleanFile",
    "CleanImage",
    "Purpose",
    "UploadRefused",
    "as_attachment",
    "check_document",
    "check_image",
]
