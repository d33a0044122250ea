"""The test suite's own ground: settings that every test needs before Django starts."""

import base64
import os
import tempfile

os.environ.setdefault("GONGHUI_KEY", base64.b64encode(b"a key for tests, thirty-two long").decode())
os.environ.setdefault("GONGHUI_STATE", tempfile.mkdtemp(prefix="gonghui-tests-"))
