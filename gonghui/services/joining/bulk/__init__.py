"""One word on every application that a filter shows, however many: the worker does it, the officer watches."""
