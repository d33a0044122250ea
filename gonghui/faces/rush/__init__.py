"""The rush lane: the few acts that thousands want in the same second are gathered and decided many at a time.

`desks` says what a slice offers here, `gathering` keeps the order and decides, `tickets` keeps a place in the visible
queue, `lane` is the ASGI application in front of the pages.
"""
