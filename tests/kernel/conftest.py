"""Property tests: no deadline, because a busy machine is not a fault, no database, as the kernel knows none."""

from hypothesis import settings

settings.register_profile("gonghui", deadline=None, max_examples=150)
settings.load_profile("gonghui")
