"""The repairer's screens: one module for each page or step."""
