"""Forms of the repairer's screens."""
