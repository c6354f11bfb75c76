# ruff: noqa: E501 - markup and word lists read better unbroken
"""Makes the second corpus: `python -m tests.corpus.second DIR --seed N --cases N [--forms pdf,facturx,scan,photo]`."""

import argparse
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from playwright.sync_api import sync_playwright

from tests.corpus.second.defects import APPLY, REASONS
from tests.corpus.second.drawing import save_pdf, save_photo, save_scan, xml_of
from tests.corpus.second.facts import sound_facts
from tests.corpus.second.office import OFFICE
from tests.corpus.second.pen import Pen
from tests.corpus.second.shop import SHOP

LAYOUTS = OFFICE | SHOP
_SHARE_OF_DEFECTS = 0.45
_SUFFIX = {"pdf": "pdf", "facturx": "pdf", "scan": "pdf", "photo": "jpg"}


def plan(count: int, rng: Random) -> list[str]:
    """The defect of each case, empty for a sound one; a duplicate never comes first."""
    defects = [list(REASONS)[at % len(REASONS)] for at in range(round(count * _SHARE_OF_DEFECTS))]
    order = defects + [""] * (count - len(defects))
    rng.shuffle(order)
    first_sound = order.index("")
    order[0], order[first_sound] = order[first_sound], order[0]
    return order


def form_of(defect: str, layout: str, forms: list[str], rng: Random) -> str:
    """How the case comes; what cannot be read comes as a picture, two pages never as one photo."""
    if defect == "unreadable":
        return rng.choice(["photo", "scan"])
    weights = {"pdf": 32, "facturx": 6, "scan": 30, "photo": 32}
    allowed = [form for form in forms if not (layout == "long" and form == "photo")] or ["pdf"]
    return rng.choices(allowed, [weights[form] for form in allowed])[0]


def cases(folder: Path, seed: int, count: int, forms: list[str], draw: Any) -> Iterator[dict[str, Any]]:
    """Draws and saves the cases one by one; every case has its own generator, so that the count changes none."""
    sound: list[dict[str, Any]] = []
    for at, defect in enumerate(plan(count, Random(f"{seed} plan"))):
        rng = Random(f"{seed} {at}")
        layout = list(LAYOUTS)[at % len(LAYOUTS)]
        name = f"{seed}-{at:03d}-{layout}"
        case: dict[str, Any] = {
            "id": name, "form": "", "defect": defect or None, "reason": REASONS.get(defect), "expect": "flag" if defect else "pass"
        }  # fmt: skip
        if defect == "duplicate":
            earlier = rng.choice(sound)
            case |= {key: earlier[key] for key in ("form", "declared", "invoice")} | {"duplicate_of": earlier["id"]}
            case["file"] = f"files/{name}.{_SUFFIX[case['form']]}"
            shutil.copy(folder / earlier["file"], folder / case["file"])
            yield case
            continue
        facts = sound_facts(rng)
        case["form"] = form_of(defect, layout, forms, rng)
        if defect:
            APPLY[defect](facts, rng)
        content = draw(LAYOUTS[layout](Pen(facts, rng)))
        case["file"] = f"files/{name}.{_SUFFIX[case['form']]}"
        path, spoiled = folder / case["file"], defect == "unreadable"
        if case["form"] == "photo":
            save_photo(content, path, rng, spoiled=spoiled)
        elif case["form"] == "scan":
            save_scan(content, path, rng, spoiled=spoiled)
        else:
            save_pdf(content, path, xml_of(_stated(facts, defect)) if case["form"] == "facturx" else None)
        case |= {"declared": facts.declared, "invoice": facts.invoice}
        if not defect:
            sound.append(case)
        yield case


def _stated(facts: Any, defect: str) -> dict[str, Any]:
    """What the XML says: the page, but where the total differs it says what was declared, as a forger would."""
    invoice = dict(facts.invoice)
    if defect == "total-differs":
        invoice["total_incl"] = facts.declared["total_incl_vat"]
    return invoice


def main() -> None:
    """Reads the command line and makes the corpus."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=int, default=160)
    parser.add_argument("--forms", default="pdf,facturx,scan,photo")
    parser.add_argument("--browser", default="/usr/bin/chromium")
    options = parser.parse_args()
    (options.folder / "files").mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, (options.folder / "cases.jsonl").open("w", encoding="utf-8") as lines:
        browser = playwright.chromium.launch(executable_path=options.browser)
        page = browser.new_page()

        def draw(html: str) -> bytes:
            page.set_content(html)
            return page.pdf(prefer_css_page_size=True, print_background=True)

        for case in cases(options.folder, options.seed, options.cases, options.forms.split(","), draw):
            lines.write(json.dumps(case, ensure_ascii=False) + "\n")
        browser.close()


if __name__ == "__main__":
    main()
