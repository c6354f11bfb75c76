"""Where the product lies on the disk, and the name under which it is known."""

from pathlib import Path

from config import env

ROOT = Path(__file__).resolve().parents[3]
SITE = ROOT / "site"
VAR = env.folder("REPAIR_FUND_VAR", ROOT / "var")

# The name that every screen, e-mail and file shows.
SCHEME_NAME = env.text("SCHEME_NAME", "Repair Fund")
SITE_URL = env.text("SITE_URL", "http://localhost:8000").rstrip("/")
