"""What communications staff edit: reference data of the scheme, pages, news, settings."""
