"""What stops a command: one line for the person at the keyboard, instead of a traceback."""


class CommandTrouble(Exception):
    """Says what is wrong and what to do about it, in one line."""
