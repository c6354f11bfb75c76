"""The claim and all that hangs on it."""

from claims.models.claim import Claim
from claims.models.customer import Customer
from claims.models.decision import Decision, ReviewLock
from claims.models.document import ClaimDocument, DocumentPurpose
from claims.models.event import ClaimEvent
from claims.models.notice import Notice, NoticeKind
from claims.models.part import ClaimPart, PartKind
from claims.models.reading import ControlRun, DocumentReading, FindingRecord, PageImage, ReadingStatus

__all__ = [
    "Claim",
    "ClaimDocument",
    "ClaimEvent",
    "ClaimPart",
    "ControlRun",
    "Customer",
    "Decision",
    "DocumentPurpose",
    "DocumentReading",
    "FindingRecord",
    "Notice",
    "NoticeKind",
    "PageImage",
    "PartKind",
    "ReadingStatus",
    "ReviewLock",
]
