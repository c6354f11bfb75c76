"""gunicorn: threads, because a request waits for the database more than for the processor."""

import os

wsgi_app = "config.wsgi"
pythonpath = "site,."
bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_WORKERS", "1"))
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "8"))
timeout = 60
graceful_timeout = 10
max_requests = 5000
max_requests_jitter = 500
# Nothing here steers a running server through a socket in the home folder.
control_socket_disable = True
