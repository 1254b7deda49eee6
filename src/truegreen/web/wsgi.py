"""What a web server calls: everything is loaded before the first request, so that nobody waits for it."""

from __future__ import annotations

import atexit
import gc
import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "truegreen.web.settings")
application = get_wsgi_application()
import_module("truegreen.web.urls")
gc.freeze()  # what is loaded by now is there as long as the process, and not worth looking through for what is not
atexit.register(gc.unfreeze)
