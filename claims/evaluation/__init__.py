"""Measures the reading and the controls against a corpus whose truth is known; the truth is used here only."""
