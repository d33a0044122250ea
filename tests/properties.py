"""Property tests: no deadline and no measure of how slowly examples come, because a busy machine is not a fault; the
same examples each time, because a suite that fails once in ten runs teaches people to run it again.
GONGHUI_EXAMPLES=3000 looks further, at random.

Hypothesis also tries the constants of whatever modules the process has imported by then, which depends on the tests
that ran before. They are for the looking further.
"""

import os

from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

wanted = os.environ.get("GONGHUI_EXAMPLES")
settings.register_profile(
    "gonghui",
    deadline=None,
    max_examples=int(wanted or 150),
    derandomize=not wanted,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("gonghui")
if not wanted:
    providers._get_local_constants = providers.Constants
