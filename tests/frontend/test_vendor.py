"""Third-party browser files are those of the lock, byte for byte, with their licences."""

import importlib.util
import re
import shutil
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def vendor() -> ModuleType:
    """The maintainer's script as a module of its own, so that a test may point it at another folder."""
    spec = importlib.util.spec_from_file_location("vendor_script", ROOT / "scripts" / "vendor.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_vendored_file_has_the_hash_of_the_lock(vendor: ModuleType) -> None:
    assert vendor.faults_of(vendor.read_lock()) == []


def test_every_package_names_its_licence_and_keeps_its_text(vendor: ModuleType) -> None:
    for package in vendor.read_lock()["packages"]:
        assert package["licence"]
        assert package["integrity"].startswith("sha512-")
        assert (vendor.folder_of(package) / "LICENSE").read_text(encoding="utf-8").strip()


def test_a_changed_a_missing_and_an_extra_file_are_each_told(vendor: ModuleType, tmp_path: Path) -> None:
    copy = tmp_path / "site" / "static" / "vendor"
    shutil.copytree(vendor.VENDOR, copy)
    vendor.ROOT, vendor.VENDOR = tmp_path, copy
    lock = vendor.read_lock()
    first, second = (vendor.folder_of(package) for package in lock["packages"][:2])
    (first / "LICENSE").write_text("changed", encoding="utf-8")
    (second / "LICENSE").unlink()
    (second / "extra.js").write_text("alert(1)", encoding="utf-8")

    faults = vendor.faults_of(lock)

    assert len(faults) == 3
    assert any("differs" in fault and first.name in fault for fault in faults)
    assert any("missing" in fault and second.name in fault for fault in faults)
    assert any("extra.js" in fault and "not in the lock" in fault for fault in faults)


def test_what_templates_load_from_vendor_exists() -> None:
    static = ROOT / "site" / "static"
    named = {
        match
        for file in (ROOT / "site" / "templates").rglob("*.html")
        for match in re.findall(r"{% static '(vendor/[^']+)'", file.read_text(encoding="utf-8"))
    }
    assert named
    assert [name for name in named if not (static / name).is_file()] == []
