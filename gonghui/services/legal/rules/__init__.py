"""What legal help decides: what a question to a person is, which answer comes first, how long there is. Pure."""

from gonghui.primitives.people.powers import Act, Power

HANDLE = Act("legal.handle", Power.MANAGE)  # reads what is asked and handles it
LIBRARY = Act("legal.library", Power.MANAGE)  # writes answers: of its unions; at the top those that hold everywhere

LONGEST_TITLE, LONGEST_ANSWER, LONGEST_LAW, LONGEST_SOURCE, LONGEST_ASKED = 60, 3000, 1200, 120, 300
MOST_FOUND = 5  # answers to one question
MOST_EVIDENCE = 60  # pieces that one person keeps
LONGEST_WORDS = 300  # of what is said of a piece
CHECKS_PER_HOUR = 60
LONGEST_WHY = 500  # of a refusal
LONGEST_STEP = 24 * 60  # minutes of one entry of a lawyer
