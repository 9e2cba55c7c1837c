"""Python's HTTP client asks the server over kept connections, and over raw ones that send all requests before they read any answer:
python3 strict_client.py PORT. Says what is wrong, a line each, and ends with 1 where anything is."""

import http.client
import json
import pathlib
import socket
import sys

PORT = int(sys.argv[1])
REQUESTS = json.loads((pathlib.Path(__file__).parent / "strict_requests.json").read_text())
LOOK = {"ask": "POST /api/look", "json": True, "body": '{"room":"AAAAAAAAAAAAAAAAAAAAAA"}', "answer": "200 OK", "stays": True}
PATIENCE_S = 120
wrong = []


def parts(it):
    """The fields and the body of a request, as they go over the wire."""
    fields = {"Host": "localhost"}
    for name, value in it.get("fields", {}).items():
        fields[name] = value.ljust(it.get("field_bytes", 0), "x")
    if it.get("json"):
        fields["Content-Type"] = "application/json"
    if it.get("expects"):
        fields["Expect"] = "100-continue"
    body = it.get("body", "").ljust(it.get("bytes", 0)).encode()
    if it.get("chunked"):
        fields.setdefault("Transfer-Encoding", "chunked")
        body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
    elif "body" in it:
        fields["Content-Length"] = str(len(body))
    return fields, body


def name_of(it):
    return it["ask"] + " " + it["answer"] + (", chunked" if it.get("chunked") else "")


def examine(it, answer):
    """What is wrong with an answer by itself; reads it to its end (RFC 9112 section 6.3)."""
    text = answer.read()
    said = f"{answer.status} {answer.reason}"
    length = answer.headers.get_all("Content-Length", [])
    bodyless = it["ask"].startswith("HEAD") or answer.status in (204, 304)
    if said != it["answer"]:
        wrong.append(f"{name_of(it)}: answered {said}")
    if bodyless and text:
        wrong.append(f"{name_of(it)}: a body that must not be")
    if not bodyless and length != [str(len(text))]:
        wrong.append(f"{name_of(it)}: {len(text)} bytes for {length}")
    if it.get("stays", not answer.will_close) == answer.will_close:
        wrong.append(f"{name_of(it)}: {'closes' if answer.will_close else 'stays'}")


def ask(connection, it):
    method, path = it["ask"].split(" ")
    fields, body = parts(it)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in fields.items():
        connection.putheader(name, value)
    connection.endheaders(body)
    answer = connection.getresponse()
    examine(it, answer)
    return answer


def check_kept():
    """Each request between two honest ones, on one connection."""
    for it in REQUESTS:
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=PATIENCE_S)
        connection.connect()
        connection.auto_open = 0
        kept = connection.sock.dup()
        try:
            ask(connection, LOOK)
            if ask(connection, it).will_close:
                if kept.recv(1):
                    wrong.append(f"{name_of(it)}: something after the last answer")
            else:
                ask(connection, LOOK)
        except (OSError, http.client.HTTPException) as error:
            wrong.append(f"{name_of(it)}: {error!r}")
        kept.close()
        connection.close()


class Shared:
    """The one stream of bytes from which answers are read one after the other."""

    def __init__(self, stream):
        self.stream = stream

    def makefile(self, _mode):
        return self

    def close(self):
        pass

    def __getattr__(self, name):
        return getattr(self.stream, name)


def check_pipelined():
    """All requests that leave the connection open, and one that closes it, before any answer is read (RFC 9112 section 9.3.2)."""
    last = {"ask": "GET /nowhere", "fields": {"Connection": "close"}, "answer": "404 Not Found", "stays": False}
    asked = [it for it in REQUESTS if it.get("stays") and not it.get("expects")] + [last]
    with socket.create_connection(("127.0.0.1", PORT), timeout=PATIENCE_S) as wire:
        for it in asked:
            fields, body = parts(it)
            head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
            wire.sendall(f"{it['ask']} HTTP/1.1\r\n{head}\r\n".encode() + body)
        stream = Shared(wire.makefile("rb"))
        try:
            for it in asked:
                answer = http.client.HTTPResponse(stream, method=it["ask"].split(" ")[0])
                answer.begin()
                examine(it, answer)
        except http.client.HTTPException as error:
            wrong.append(f"{name_of(it)}, pipelined: {error!r}")
        else:
            if stream.read(1):
                wrong.append("something after the last answer")


check_kept()
check_pipelined()
print("\n".join(wrong))
sys.exit(1 if wrong else 0)
