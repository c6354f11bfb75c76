"""Who may claim: repairers, their workshops and certificates."""
