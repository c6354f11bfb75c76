"""A second corpus of made-up French repair invoices: other layouts, wordings and fonts than the first."""
