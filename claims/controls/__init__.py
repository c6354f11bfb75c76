"""Controls: one class each, facts in, findings out. A control writes nothing and asks nobody."""
