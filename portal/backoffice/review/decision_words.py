"""The words of a decision before it is made: the message to start from, and the mail that it will be."""

from collections.abc import Iterable, Mapping
from typing import Any

from claims.models import Claim, FindingRecord
from claims.notices import language_of, mails_of_decision
from claims.services.deciding import preview_message, state_stamp
from content.models import RejectionReason
from content.selectors import reasons_in_use
from portal.backoffice.forms.decision import AgainstForm, ApprovalForm, DecisionForm
from portal.backoffice.review.acts import Act, ActKind


def fresh_form(act: Act, claim: Claim, findings: Iterable[FindingRecord]) -> DecisionForm:
    """The form as the page opens with it: the reason that the findings suggest, and its message."""
    initial: dict[str, Any] = {"seen": state_stamp(claim)}
    if act.kind is ActKind.APPROVE:
        return ApprovalForm(initial=initial, blockers=blockers_among(findings))
    form = AgainstForm(initial=initial, kind=act.kind)
    reason = _suggested(form, findings)
    if reason is not None:
        initial |= {"reason": reason.code, **_words_of(act, claim, reason)}
    return form


def filled_form(act: Act, claim: Claim, findings: Iterable[FindingRecord], typed: Mapping[str, Any]) -> DecisionForm:
    """The form with what was typed, checked."""
    del claim
    if act.kind is ActKind.APPROVE:
        return ApprovalForm(typed, blockers=blockers_among(findings))
    return AgainstForm(typed, kind=act.kind)


def form_with_message(act: Act, claim: Claim, typed: Mapping[str, Any]) -> tuple[AgainstForm, bool]:
    """The form with the message of the reason just chosen, unchecked; True when the officer's own words were kept.

    Words that differ from the message of the reason shown before are the officer's own: they are not overwritten.
    """
    names = ("seen", "shown_reason", "reason", "message", "note")
    values = {name: typed.get(f"{act.kind}-{name}", "") for name in names}
    in_use = {
        reason.code: reason for reason in reasons_in_use().filter(code__in=(values["reason"], values["shown_reason"]))
    }
    chosen, shown = in_use.get(values["reason"]), in_use.get(values["shown_reason"])
    template = _message(act, claim, shown) if shown else ""
    is_own = bool(values["message"].strip()) and _plain(values["message"]) != _plain(template)
    if chosen is not None and not is_own:
        values |= _words_of(act, claim, chosen)
    return AgainstForm(initial=values, kind=act.kind), is_own and chosen is not None and chosen != shown


def words_context(act: Act, claim: Claim, form: DecisionForm) -> dict[str, Any]:
    """What the page shows of the decision's words: the note on the reason, and the mails as they would be sent."""
    message = str(form["message"].value() or "") if isinstance(form, AgainstForm) else ""
    reason = form.chosen_reason if isinstance(form, AgainstForm) else None
    return {
        "act": act,
        "form": form,
        "officer_note": reason.officer_note if reason else "",
        "language": language_of(claim),
        "mails": mails_of_decision(claim, act.notice, message) if act.notice else [],
    }


def blockers_among(findings: Iterable[FindingRecord]) -> list[FindingRecord]:
    """The findings that forbid approval, one of each code."""
    return list({finding.code: finding for finding in findings if finding.strength == "blocker"}.values())


def _suggested(form: AgainstForm, findings: Iterable[FindingRecord]) -> RejectionReason | None:
    codes = [finding.reason_code for finding in findings if finding.reason_code]
    reasons: dict[str, RejectionReason] = {
        reason.code: reason
        for reason in form.fields["reason"].queryset.filter(code__in=codes)  # type: ignore[attr-defined]
    }
    return next((reasons[code] for code in codes if code in reasons), None)


def _words_of(act: Act, claim: Claim, reason: RejectionReason) -> dict[str, str]:
    return {"message": _message(act, claim, reason), "shown_reason": reason.code}


def _message(act: Act, claim: Claim, reason: RejectionReason) -> str:
    return preview_message(reason, language_of(claim), is_refusal=act.kind is ActKind.REFUSE)


def _plain(text: str) -> str:
    return " ".join(text.split())
