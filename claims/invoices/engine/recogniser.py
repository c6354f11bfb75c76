"""The process that holds the models: answers pictures from a listening socket that it inherits, one at a time.

Native code cannot be interrupted from Python: a picture that takes too long ends the process, and its keeper starts
the next one.
"""

import argparse
import resource
import select
import signal
import socket
import sys
from collections.abc import Callable, Sequence

from claims.invoices.engine.protocol import Picture, ProtocolError, receive_picture, send_words
from claims.invoices.limits import ADDRESS_SPACE_BYTES
from claims.invoices.readers.hocr import RasterWord

# A client of ours sends its picture at once.
_CLIENT_SECONDS = 5


def main() -> int:
    """Serve so many pictures, or until standard input closes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("listening", type=int, help="number of the open socket")
    parser.add_argument("--pictures", type=int, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    options = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE_BYTES, ADDRESS_SPACE_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Only now: this loads the models.
    from claims.invoices.engine.rapid import Rapid

    words_of = Rapid().words_of
    with socket.socket(fileno=options.listening) as listening:
        for _ in range(options.pictures):
            ready, _, _ = select.select([listening, sys.stdin], [], [])
            if sys.stdin in ready:
                break
            connection, _ = listening.accept()
            with connection:
                serve(connection, words_of, seconds=options.seconds)
    return 0


def serve(connection: socket.socket, words_of: Callable[[Picture], Sequence[RasterWord]], *, seconds: float) -> None:
    """Answer one connection; what is no picture, or a client that goes away, gets no answer and does no harm."""
    connection.settimeout(_CLIENT_SECONDS)
    try:
        picture = receive_picture(connection)
    except (OSError, ProtocolError):
        return
    # The default action of SIGALRM is meant: it ends this process.
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        words = words_of(picture)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    try:
        send_words(connection, words)
    except OSError:
        return


if __name__ == "__main__":
    sys.exit(main())
