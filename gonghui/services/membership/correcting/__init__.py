"""更正资料: a member asks with proof; two officers decide, neither of them the member."""
