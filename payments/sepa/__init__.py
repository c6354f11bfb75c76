"""SEPA credit transfers: message, rules, writer and check of pain.001.001.09 files. Knows no model and no database."""
