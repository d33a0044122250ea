"""Which states an import can be in while its file is still kept."""

WAITING = ("uploaded", "checking", "committing")  # for the worker
OPEN = ("uploaded", "checking", "checked")  # may still be given up
LIVE = ("uploaded", "checking", "checked", "committing")
TONES = {"checked": "warn", "done": "good", "refused": "bad"}  # how a state is coloured; others are plain
