"""Asking the area's virus scanner (clamd, INSTREAM) about a file, where one is set: PROTOCOL.UPLOADS["scanner"] = "host:port"."""

import socket
import struct

from .files import NotTaken

CHUNK, WAIT = 64 * 1024, 20


def scan(name: str, content: bytes, *, scanner: str | None) -> str:
    """CLEAN, or NOT_SCANNED where the area has no scanner; a virus, or a scanner that does not answer, is refused."""
    if not scanner:
        return "NOT_SCANNED"
    try:
        answer = _ask(scanner, content)
    except (OSError, ValueError) as problem:
        raise NotTaken(
            f"{name} could not be checked for viruses just now, so it was not kept. Send the referral without it, and add it later."
        ) from problem
    if answer.endswith("OK"):
        return "CLEAN"
    if answer.endswith("FOUND"):
        raise NotTaken(f"{name} holds a virus and was not kept. Tell your own IT team, and send the information in words.")
    raise NotTaken(f"{name} could not be checked for viruses, so it was not kept. Send it as PDF, or add it later.")


def _ask(scanner: str, content: bytes) -> str:
    host, port = scanner.rsplit(":", 1)
    with socket.create_connection((host, int(port)), timeout=WAIT) as line:
        line.sendall(b"zINSTREAM\0")
        for at in range(0, len(content), CHUNK):
            part = content[at : at + CHUNK]
            line.sendall(struct.pack(">I", len(part)) + part)
        line.sendall(struct.pack(">I", 0))
        answer = b""
        while not answer.endswith(b"\0") and (more := line.recv(4096)):
            answer += more
    return answer.rstrip(b"\0").decode("utf-8", "replace").strip()
