"""What counsellors and officers see: a counsellor what they were chosen for, an officer texts and groups."""
