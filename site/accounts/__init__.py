"""Who people are: users, organisations, roles, invitations, the one door and its second factor."""
