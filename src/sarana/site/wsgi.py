import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sarana.site.settings")
application = get_wsgi_application()
# What was loaded stays for good: looking through it for rubbish again and again costs each page a tenth of its time.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)
