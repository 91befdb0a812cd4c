"""Moto's S3, DynamoDB and STS over HTTP on a free port, which is printed as one line. Ends when its stdin is closed."""

import logging
import os
import sys
import threading

from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

# Moto checks a condition and writes in two steps; AWS does both as one, so requests go through one at a time.
one_at_a_time = threading.Lock()
moto = DomainDispatcherApplication(create_backend_app)


def serve(environ, start_response):
    with one_at_a_time:
        return moto(environ, start_response)


class KeepAlive(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1


def end_with_parent():
    sys.stdin.read()
    os._exit(0)


logging.getLogger("werkzeug").setLevel(logging.ERROR)
threading.Thread(target=end_with_parent, daemon=True).start()
server = make_server("127.0.0.1", 0, serve, threaded=True, request_handler=KeepAlive)
print(server.server_port, flush=True)
server.serve_forever()
