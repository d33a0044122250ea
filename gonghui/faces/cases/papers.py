"""Attachments of a case in the open API: brought with a message, by its asker and by who handles it, and downloaded."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import File, Form
from ninja.files import UploadedFile

from gonghui.faces import attachments
from gonghui.faces.api.base import key_given
from gonghui.primitives.casework import actions as casework
from gonghui.primitives.casework.models import Attachment, Case
from gonghui.primitives.casework.rules import LONGEST_WORDS

from .forms import CAPS

# Neither is asked for before the case is found: a stranger learns nothing of what its form is.
WORDS: Any = Form("", max_length=LONGEST_WORDS)
FILES: Any = File([])


class PapersApi:
    """The operations with files of a kind; see `api.CaseApi`, which finds the case."""

    def own(self, request: HttpRequest, pk: uuid.UUID) -> Case:
        raise NotImplementedError

    def find(self, request: HttpRequest, pk: uuid.UUID) -> Case:
        raise NotImplementedError

    def attach(self, request: HttpRequest, pk: uuid.UUID, words: str = WORDS, files: list[UploadedFile] = FILES) -> Any:
        """A form (multipart) with words and up to five files, as long as it is open."""
        attached(self.own(request, pk), words, files, request)
        return self.own(request, pk)

    def file(self, request: HttpRequest, pk: uuid.UUID, file: uuid.UUID) -> HttpResponse:
        """Its bytes, as they were brought."""
        mine = Case.objects.filter(pk=self.own(request, pk).pk)
        found = get_object_or_404(Attachment.objects.of_cases(mine, internal=False), pk=file)
        return attachments.shown(request, found.file)  # type: ignore[arg-type]

    def attach_here(
        self, request: HttpRequest, pk: uuid.UUID, words: str = WORDS, files: list[UploadedFile] = FILES
    ) -> Any:
        """A form (multipart) with words and up to five files, for its asker, who reads who opened it: it is answered
        with all that was said."""
        found = self.find(request, pk)
        attached(found, words, files, request)
        casework.look(found, by=request.caller, now=request.now)
        return self.find(request, pk)

    def file_here(self, request: HttpRequest, pk: uuid.UUID, file: uuid.UUID) -> HttpResponse:
        """Its bytes, as they were brought; its asker reads who opened it."""
        cases = Case.objects.filter(pk=self.find(request, pk).pk)
        found = get_object_or_404(Attachment.objects.of_cases(cases, internal=True), pk=file)
        return attachments.shown(request, casework.open_file(found, by=request.caller, now=request.now))  # type: ignore[arg-type]


def attached(case: Case, words: str, files: Sequence[UploadedFile], request: HttpRequest) -> None:
    """Raises AttachmentRefused, BadPicture, StorageAway, and as casework's `say`."""
    brought = casework.bring(attachments.received(files, CAPS), now=request.now)
    casework.say(case, words, brought=brought, key=key_given(request), by=request.caller, now=request.now)
