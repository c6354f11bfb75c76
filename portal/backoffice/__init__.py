"""What staff do: review claims, prepare and approve payments, reports, people."""
