"""The four steps of a claim: their order, what a page of them shows, and how it is saved."""
