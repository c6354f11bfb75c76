"""Invented people, companies and claims to try the product with; never on a production site."""
