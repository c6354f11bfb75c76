"""What finance sees of batches, bank accounts and reports."""
