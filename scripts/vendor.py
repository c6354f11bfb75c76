"""The maintainer's command for third-party browser files: committed with their hashes, so nobody else needs npm.

    python scripts/vendor.py --check              recompute every hash; exit 1 when one differs, lacks or is extra
    python scripts/vendor.py bootstrap 5.3.9      fetch that version with `npm pack`, replace the files, write the lock

`vendor.lock.json` lists for each package the name, version, npm integrity, licence, folder, and for each file where it
lies in the package and its SHA-256. A new package is added by writing an entry with `name`, `folder` and `files` (each
with `source`), then running the second form. Files are kept byte for byte, except for one line: the pointer to a source
map is removed from style sheets, because the map is not kept and the static files storage would look for it.
"""

import argparse
import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "vendor.lock.json"
VENDOR = ROOT / "site" / "static" / "vendor"
_SOURCE_MAP = re.compile(rb"\n?/\*# sourceMappingURL=[^*]*\*/\s*$")


def read_lock() -> dict[str, Any]:
    """The lock as it stands in the repository."""
    lock: dict[str, Any] = json.loads(LOCK.read_text(encoding="utf-8"))
    return lock


def folder_of(package: dict[str, Any]) -> Path:
    """Where the files of a package lie."""
    return VENDOR / str(package["folder"]) / str(package["version"])


def faults_of(lock: dict[str, Any]) -> list[str]:
    """One sentence for each file that is missing, changed or not in the lock; empty when all is right."""
    faults = []
    expected = set()
    for package in lock["packages"]:
        for entry in package["files"]:
            file = folder_of(package) / Path(entry["source"]).name
            expected.add(file)
            if not file.is_file():
                faults.append(f"{file.relative_to(ROOT)} is missing.")
            elif hashlib.sha256(file.read_bytes()).hexdigest() != entry["sha256"]:
                faults.append(f"{file.relative_to(ROOT)} differs from its hash in the lock.")
    extra = {file for file in VENDOR.rglob("*") if file.is_file()} - expected
    faults += [f"{file.relative_to(ROOT)} is not in the lock." for file in sorted(extra)]
    return faults


def update(lock: dict[str, Any], name: str, version: str) -> None:
    """Fetch one version of one package, check it against npm's integrity, replace its files and its lock entry."""
    package = next((entry for entry in lock["packages"] if entry["name"] == name), None)
    if package is None:
        sys.exit(f"{name} is not in {LOCK.name}: write an entry with its name, folder and files first.")
    with tempfile.TemporaryDirectory() as scratch:
        packed = subprocess.run(  # noqa: S603
            ["npm", "pack", "--json", f"{name}@{version}"],  # noqa: S607
            cwd=scratch,
            check=True,
            capture_output=True,
            text=True,
        )
        fetched = json.loads(packed.stdout)[0]
        archive = Path(scratch) / Path(fetched["filename"]).name
        digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode("ascii")
        if fetched["integrity"] != f"sha512-{digest}":
            sys.exit(f"The archive of {name} {version} does not match npm's integrity: nothing was changed.")
        with tarfile.open(archive) as tar:
            contents = {entry["source"]: _content(tar, entry["source"]) for entry in package["files"]}
            licence = json.loads(_content(tar, "package.json"))["license"]
    if "version" in package:
        shutil.rmtree(folder_of(package), ignore_errors=True)
    package |= {"version": fetched["version"], "integrity": fetched["integrity"], "licence": licence}
    folder = folder_of(package)
    folder.mkdir(parents=True)
    for entry in package["files"]:
        content = contents[entry["source"]]
        (folder / Path(entry["source"]).name).write_bytes(content)
        entry["sha256"] = hashlib.sha256(content).hexdigest()
    LOCK.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _content(tar: tarfile.TarFile, source: str) -> bytes:
    member = tar.extractfile(f"package/{source}")
    if member is None:
        sys.exit(f"{source} is not in the package.")
    content = member.read()
    return _SOURCE_MAP.sub(b"\n", content) if source.endswith(".css") else content


def main() -> None:
    """Read the command line and do what it says."""
    parser = argparse.ArgumentParser(description="Keep the committed third-party browser files.")
    parser.add_argument("--check", action="store_true", help="recompute every hash and change nothing")
    parser.add_argument("name", nargs="?", help="npm name of the package to replace")
    parser.add_argument("version", nargs="?", help="version to fetch")
    asked = parser.parse_args()
    if asked.check:
        faults = faults_of(read_lock())
        sys.exit("\n".join(faults) if faults else 0)
    if not asked.name or not asked.version:
        parser.error("give a name and a version, or --check")
    update(read_lock(), asked.name, asked.version)


if __name__ == "__main__":
    main()
