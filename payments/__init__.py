"""What is paid and the proof: bank accounts, batches, SEPA files, reports."""
