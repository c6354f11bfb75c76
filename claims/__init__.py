"""The reimbursement claim: its states, its rules, the reading of its invoice and the controls."""
