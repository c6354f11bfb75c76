"""Reference data from CSV files: everything is checked first, and one bad row leaves everything as it was."""

from content.services.reference.loading import load_reference
from content.services.reference.tables import Problem, ReferenceRefused, Tally

__all__ = ["Problem", "ReferenceRefused", "Tally", "load_reference"]
