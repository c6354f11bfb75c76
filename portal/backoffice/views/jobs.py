"""The queue of jobs, for administrators: what waits, what was given up, whether workers work."""

from typing import Any

import structlog
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.requests import signed_in
from core import queue
from core.heartbeat import queue_is_moving
from core.models import ClusterHeartbeat
from portal.backoffice import access
from portal.backoffice.access import staff_screen

_log = structlog.get_logger(__name__)
_LETTERS_SHOWN = 50


@staff_screen(*access.ADMINISTRATORS)
@require_GET
def job_page(request: HttpRequest) -> HttpResponse:
    """Figures of the queue, and the jobs that were put aside."""
    context: dict[str, Any] = {
        "waiting": queue.waiting_jobs().count(),
        "oldest": queue.waiting_since(),
        "is_moving": queue_is_moving(),
        "heartbeats": ClusterHeartbeat.objects.order_by("-beaten_at"),
        "letters": [
            {"letter": letter, "job": queue.job_named_in(letter.payload)}
            for letter in queue.dead_letters()[:_LETTERS_SHOWN]
        ],
    }
    return render(request, "backoffice/jobs.html", context)


@staff_screen(*access.ADMINISTRATORS)
@require_POST
def requeue(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a job that was put aside three more attempts."""
    if queue.requeue_dead_letter(delivery_id=pk):
        _log.info("job-requeued", delivery=pk, by=signed_in(request).pk)
        messages.success(request, _("The job is in the queue again."))
    else:
        messages.info(request, _("Somebody has put this job back already."))
    return redirect("backoffice:jobs")
