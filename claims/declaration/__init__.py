"""What a repairer declares: the fields, and how what was typed becomes a value."""
