"""The payments part of the API: a repairer's credit transfers."""
