"""The verdict on each declared value of a document: number, day, seller, device."""

from collections.abc import Iterable
from datetime import date

from rapidfuzz.distance import Levenshtein
from stdnum.fr import siren as siren_numbers
from stdnum.fr import siret as siret_numbers
from stdnum.fr import tva as vat_numbers

from claims.invoices.extraction.days import labelled_days
from claims.invoices.extraction.folding import compact, look_alike
from claims.invoices.extraction.identifiers import Printed, device_numbers_in, sirens_in, sirets_in, vat_numbers_in
from claims.invoices.extraction.numbers import printed_numbers
from claims.invoices.verification.evidence import Evidence, Look, Verdict, Verification, best_of

_LEAST_UNLABELLED_NUMBER = 5
_LEAST_UNLABELLED_IDENTIFIER = 6


def verify_number(evidence: Evidence, declared: str) -> Verification:
    """The invoice number: exactly by its label, or exactly anywhere when no label announces another."""
    return best_of([_number(look, declared) for look in evidence.looks])


def verify_day(evidence: Evidence, declared: date) -> Verification:
    """The day of issue: among the days with the clearest label."""
    return best_of([_day(look, declared) for look in evidence.looks])


def verify_seller(evidence: Evidence, declared_siret: str) -> Verification:
    """The seller by its SIRET.

    A SIRET that cannot be read is made up for by the SIREN inside the VAT number or the RCS number, if the page does
    print a SIRET or RCS number and no other valid SIRET. One wrong digit always breaks the check digit of a SIRET, so
    an invalid one is a misreading; it is never repaired, only doubted.
    """
    sirets = [printed for look in evidence.looks for printed in sirets_in(look.rows)]
    sirens = [printed for look in evidence.looks for printed in sirens_in(look.rows)]
    vats = [printed for look in evidence.looks for printed in vat_numbers_in(look.rows)]
    declared = compact(declared_siret)
    for printed in sirets:
        if printed.value == declared:
            return _seen(Verdict.MATCH, printed)
    valid = [printed for printed in sirets if siret_numbers.is_valid(printed.value)]
    if valid:
        return _seen(Verdict.CONFLICT, valid[0])
    units = [(printed.value, printed) for printed in sirens]
    units += [(printed.value[4:], printed) for printed in vats if vat_numbers.is_valid(printed.value)]
    same = [printed for unit, printed in units if declared and unit == declared[:9]]
    if same and (sirets or sirens):
        return _seen(Verdict.MATCH, same[0])
    others = [printed for unit, printed in units if unit != declared[:9] and siren_numbers.is_valid(unit)]
    if others and not same:
        return _seen(Verdict.CONFLICT, others[0])
    if sirets:
        return _seen(Verdict.NEAR, sirets[0])
    return Verification(Verdict.ABSENT)


def verify_identifier(evidence: Evidence, declared: str) -> Verification:
    """The device's IMEI or serial number: exactly, by its label or as whole words anywhere."""
    return best_of([_identifier(look, declared) for look in evidence.looks])


def verify_words(evidence: Evidence, wanted: Iterable[str]) -> Verification:
    """Whether any of these names stands on the page as whole words; for notices and screens, no control rests on it."""
    for name in wanted:
        for look in evidence.looks:
            for place in look.places_of(name):
                return Verification(Verdict.MATCH, name, place)
    return Verification(Verdict.ABSENT)


def _number(look: Look, declared: str) -> Verification:
    printed = printed_numbers(look.rows)
    for number in printed:
        if look.same(number.text, declared):
            return Verification(Verdict.MATCH, number.text, number.box)
    clear = [number for number in printed if number.rank >= 2]
    if not clear and len(compact(declared)) >= _LEAST_UNLABELLED_NUMBER:
        for place in look.places_of(declared):
            return Verification(Verdict.MATCH, declared, place)
    if not printed:
        return Verification(Verdict.ABSENT)
    closest = min(printed, key=lambda number: _distance(number.text, declared))
    if _distance(closest.text, declared) <= 1:
        return Verification(Verdict.NEAR, closest.text, closest.box)
    return Verification(Verdict.CONFLICT, printed[0].text, printed[0].box)


def _day(look: Look, declared: date) -> Verification:
    days = [labelled for labelled in labelled_days(look.rows) if labelled.rank]
    if not days:
        return Verification(Verdict.ABSENT)
    clearest = max(labelled.rank for labelled in days)
    best = [labelled.day for labelled in days if labelled.rank == clearest]
    day = next((day for day in best if day.value == declared), None)
    verdict = Verdict.MATCH if day else Verdict.CONFLICT
    shown = day or best[0]
    return Verification(verdict, shown.value.isoformat(), shown.row.box_between(shown.start, shown.end))


def _identifier(look: Look, declared: str) -> Verification:
    printed = device_numbers_in(look.rows)
    for number in printed:
        if look.same(number.value, declared):
            return _seen(Verdict.MATCH, number)
    if len(compact(declared)) >= _LEAST_UNLABELLED_IDENTIFIER:
        for place in look.places_of(declared):
            return Verification(Verdict.MATCH, declared, place)
    if not printed:
        return Verification(Verdict.ABSENT)
    closest = min(printed, key=lambda number: _distance(number.value, declared))
    near = _distance(closest.value, declared) <= 1
    return _seen(Verdict.NEAR if near else Verdict.CONFLICT, closest)


def _distance(printed: str, declared: str) -> int:
    return min(
        Levenshtein.distance(compact(printed), compact(declared)),
        Levenshtein.distance(look_alike(printed), look_alike(declared)),
    )


def _seen(verdict: Verdict, printed: Printed) -> Verification:
    return Verification(verdict, printed.value, printed.box)
