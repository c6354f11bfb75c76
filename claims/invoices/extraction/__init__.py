"""Extraction: fields out of the words of pages, by labels, layout, arithmetic and check digits."""
