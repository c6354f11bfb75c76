"""Verification: does the document say what was declared? Stricter than extraction and more reliable than it."""
