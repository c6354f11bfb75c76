"""The loader: the first content of the project, and what it refuses."""

import shutil
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from content.management.commands.load_reference import FOLDER
from content.models import Brand, Fault, Product, ProductFamily, RejectionReason, SupportRate
from content.selectors import brand_named, faults_of, rate_valid_on
from content.services.reference import ReferenceRefused, load_reference

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the first content, to be spoilt."""
    return Path(shutil.copytree(FOLDER, tmp_path / "reference"))


def replace(file: Path, old: str, new: str) -> int:
    """Change the one line with `old`; returns its number."""
    lines = file.read_text(encoding="utf-8").splitlines()
    found = [number for number, line in enumerate(lines) if old in line]
    assert len(found) == 1
    lines[found[0]] = lines[found[0]].replace(old, new)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return found[0] + 1


def counts() -> tuple[int, ...]:
    return tuple(
        model.objects.count() for model in (ProductFamily, Product, SupportRate, Brand, Fault, RejectionReason)
    )


def test_the_first_content_loads_and_loading_it_again_changes_nothing() -> None:
    first = load_reference(FOLDER)
    assert counts() == (10, 58, 97, 36, 70, 15)
    assert all(tally.updated == tally.unchanged == 0 for tally in first.values())
    again = load_reference(FOLDER)
    assert all(tally.created == tally.updated == 0 for tally in again.values())
    assert sum(tally.unchanged for tally in again.values()) == sum(tally.created for tally in first.values())


def test_the_first_content_says_what_the_scheme_pays() -> None:
    load_reference(FOLDER)
    washing_machine = Product.objects.get(code="washing-machine")
    old, new = (rate_valid_on(washing_machine, day) for day in (date(2023, 12, 31), date(2024, 1, 1)))
    assert (old and old.amount, new and new.amount) == (Decimal("25.00"), Decimal("50.00"))
    laptop = rate_valid_on(Product.objects.get(code="laptop"), date(2026, 11, 24))
    assert laptop is not None
    assert laptop.minimum_bill == Decimal("150.00")
    apple = brand_named("apple")
    assert apple is not None
    assert not apple.responsible.is_this_scheme
    smartphone = Product.objects.get(code="smartphone")
    assert (smartphone.identifier_kind, smartphone.nameplate_required) == ("imei", True)


def test_every_product_has_supported_faults_and_every_reason_its_texts() -> None:
    load_reference(FOLDER)
    for product in Product.objects.all():
        eligible = [fault for fault in faults_of(product) if fault.is_eligible and fault.products.exists()]
        assert len(eligible) >= 2, product.code
        assert any(not fault.is_eligible for fault in faults_of(product)), product.code
    for reason in RejectionReason.objects.all():
        texts = (reason.message_fr, reason.message_en, reason.officer_note_fr, reason.officer_note_en)
        assert all(len(text) > 20 for text in texts), reason.number


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("families.csv", "diy,Bricolage", ",Bricolage", "code is empty"),
        ("products.csv", "cooking,hood", "heating,hood", "family 'heating' is not known"),
        ("products.csv", "Mobile phone,imei", "Mobile phone,number", "identifier_kind is 'number'"),
        ("products.csv", "Kettle,serial,0", "Kettle,serial,some", "a whole number is needed"),
        ("support_rates.csv", "kettle,2024-01-01,,15", "kettle,2024-13-01,,15", "a day like"),
        ("support_rates.csv", "kettle,2024-01-01,,15", "kettle,2024-01-01,,fifteen", "an amount like"),
        ("support_rates.csv", "kettle,2024-01-01,,15", "kettle,2024-01-01,,-15", ""),
        ("support_rates.csv", "kettle,2024-01-01,,15", "kettel,2024-01-01,,15", "product 'kettel' is not known"),
        ("support_rates.csv", "kettle,2024-01-01,,15", "kettle,2023-06-01,,15", "end that one first"),
        ("support_rates.csv", "kettle,2024-01-01,,15", "kettle,2022-12-15,,15", "on line"),
        ("brands.csv", "Miele,yes,this scheme", "Miele,no,this scheme", "only then"),
        ("brands.csv", "Miele,yes,this scheme", "Miele,perhaps,this scheme", "say yes or no"),
        ("brands.csv", "Miele,yes,this scheme", "Miele,yes,that scheme", "is not known"),
        ("faults.csv", "magnetron,Magnétron,Magnetron,microwave-oven", "magnetron,M,M,microwave", "not known"),
        ("rejection_reasons.csv", "15,nameplate-missing", "16,nameplate-missing", "no message"),
        ("organisations.csv", "this scheme,yes,", "this scheme,maybe,", "say yes or no"),
    ],
)
def test_one_bad_row_is_named_with_its_line_and_nothing_is_loaded(
    folder: Path, file: str, old: str, new: str, sentence: str
) -> None:
    line = replace(folder / file, old, new)
    with translation.override("en"), pytest.raises(ReferenceRefused) as refusal:
        load_reference(folder)
    problems = [problem for problem in refusal.value.problems if (problem.file, problem.line) == (file, line)]
    assert problems
    assert sentence in problems[0].sentence
    assert counts() == (0, 0, 0, 0, 0, 0)


def test_every_bad_row_is_named_at_once(folder: Path) -> None:
    replace(folder / "brands.csv", "Miele,yes", "Miele,no")
    replace(folder / "brands.csv", "Bosch,yes", "Bosch,no")
    replace(folder / "families.csv", "diy,Bricolage", "diy,")
    with pytest.raises(ReferenceRefused) as refusal:
        load_reference(folder)
    assert {problem.file for problem in refusal.value.problems} >= {"brands.csv", "families.csv"}
    assert len([problem for problem in refusal.value.problems if problem.file == "brands.csv"]) == 2


@pytest.mark.parametrize(
    "content", [b"\xff\xfe", b"", b"code;name\n", b'code,name_fr,name_en\n"diy,Bricolage,Do-it-yourself\n']
)
def test_a_file_that_is_no_table_is_refused(folder: Path, content: bytes) -> None:
    (folder / "families.csv").write_bytes(content)
    with pytest.raises(ReferenceRefused) as refusal:
        load_reference(folder)
    assert refusal.value.problems[0].file == "families.csv"
    assert counts() == (0, 0, 0, 0, 0, 0)


def test_a_missing_file_is_refused(folder: Path) -> None:
    (folder / "faults.csv").unlink()
    with pytest.raises(ReferenceRefused, match="nothing was changed"):
        load_reference(folder)
    assert counts() == (0, 0, 0, 0, 0, 0)


def test_a_rate_of_the_past_is_never_changed(folder: Path) -> None:
    load_reference(FOLDER)
    line = replace(folder / "support_rates.csv", "kettle,2024-01-01,,15", "kettle,2024-01-01,,20")
    replace(folder / "brands.csv", "Miele,yes,this scheme,illustrative", "Miele,yes,this scheme,seen")
    with pytest.raises(ReferenceRefused) as refusal:
        load_reference(folder)
    assert [(problem.file, problem.line) for problem in refusal.value.problems] == [("support_rates.csv", line)]
    assert SupportRate.objects.get(product__code="kettle", valid_from=date(2024, 1, 1)).amount == Decimal("15.00")
    assert Brand.objects.get(name="Miele").source == "illustrative"


def test_a_new_rate_follows_one_that_is_ended_in_the_same_file(folder: Path) -> None:
    load_reference(FOLDER)
    replace(folder / "support_rates.csv", "kettle,2024-01-01,,15", "kettle,2024-01-01,2098-12-31,15")
    with (folder / "support_rates.csv").open("a", encoding="utf-8") as rates:
        rates.write("kettle,2099-01-01,,18,\n")
    tally = load_reference(folder)["support_rates.csv"]
    assert (tally.created, tally.updated) == (1, 1)


def test_what_staff_drafted_is_not_overwritten(folder: Path) -> None:
    load_reference(FOLDER)
    brand = Brand.objects.get(name="Miele")
    brand.source = "Letter of the producer"
    brand.save_revision()
    replace(folder / "brands.csv", "Miele,yes,this scheme,illustrative", "Miele,yes,this scheme,seen")
    with pytest.raises(ReferenceRefused) as refusal:
        load_reference(folder)
    assert "draft" in refusal.value.problems[0].sentence


def test_the_editor_shows_what_was_loaded_after_staff_had_published(folder: Path) -> None:
    load_reference(FOLDER)
    brand = Brand.objects.get(name="Miele")
    brand.save_revision().publish()
    replace(folder / "brands.csv", "Miele,yes,this scheme,illustrative", "Miele,yes,this scheme,seen")
    load_reference(folder)
    brand.refresh_from_db()
    assert brand.source == brand.get_latest_revision_as_object().source == "seen"


def test_the_command_tells_lines_and_fails(folder: Path) -> None:
    line = replace(folder / "brands.csv", "Miele,yes", "Miele,no")
    errors = StringIO()
    with pytest.raises(CommandError, match="nothing was changed"):
        call_command("load_reference", folder, stdout=StringIO(), stderr=errors)
    assert f"brands.csv, line {line}: " in errors.getvalue()


def test_the_command_leaves_a_filled_database_alone_when_asked_to(folder: Path) -> None:
    load_reference(FOLDER)
    replace(folder / "brands.csv", "Miele,yes,this scheme,illustrative", "Miele,yes,this scheme,seen")
    call_command("load_reference", folder, "--only-when-empty", stdout=StringIO())
    assert Brand.objects.get(name="Miele").source == "illustrative"
