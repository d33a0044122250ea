"""Who works for the unions of an administrator's jurisdiction, and their accounts."""
