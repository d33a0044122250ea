"""What workers see: texts, scales and what came of them, a way to a human, counsellors and their hours."""
