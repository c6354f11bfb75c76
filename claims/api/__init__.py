"""The claims part of the API: eligibility for everybody, claims for those who may see them."""
