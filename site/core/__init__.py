"""The kernel: small, closed, knows no other app."""
