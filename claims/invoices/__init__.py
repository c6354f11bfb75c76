"""Reading of repair invoices: from the files as they came to fields with their place on the page.

Nothing here knows the database or a claim: `read_documents()` takes files and returns a `Reading`.
"""
