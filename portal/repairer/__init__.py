"""What a repairer does: claims in four steps, payments, company."""
