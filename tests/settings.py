"""The product's settings with keys for tests, quick password hashes and a folder of their own."""

import os
import tempfile

os.environ.setdefault("SARANA_HOME", tempfile.mkdtemp(prefix="sarana-tests-"))

from sarana.site.settings import *  # noqa: F403

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
SECRET_KEY = "a key for tests only"
MASTER_KEY = "dGVzdHMgdXNlIHRoaXMga2V5IGFuZCBubyBvdGhlci4="
INDEX_KEY = "YW5kIHRoaXMgb25lIGZvciBzZWFyY2ggdG9rZW5zLi4="
SIGNING_KEY = "dGhpcyBvbmUgc2lnbnMgcmVsZWFzZXMgaW4gdGVzdHM="
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
