import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from undersigned.importing.reading import SourceError
from undersigned.importing.reading.fetching import USER_AGENT, Fetched, fetch, is_public


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        status, headers, body = self.server.answers[self.path]
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except ConnectionError:
            # The reader may leave before the end.
            self.close_connection = True

    def log_message(self, *_):
        """Keep silent."""


@pytest.fixture
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as served:
        served.answers, served.asked = {}, []
        thread = threading.Thread(target=served.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield served
        served.shutdown()
        thread.join()


def ask(server, path, **options):
    """Fetch from the server under a public name."""
    options = {"resolver": lambda host, port: ["127.0.0.1"], "allowed": lambda address: True, **options}
    return fetch(f"http://letters.example:{server.server_address[1]}{path}", **options)


def test_a_page_is_fetched_with_its_type_and_without_cookies(server):
    server.answers["/a?b=1"] = 200, {"Content-Type": "text/html", "Set-Cookie": "x=1"}, b"<p>Dear Minister"
    address = f"http://letters.example:{server.server_address[1]}/a?b=1"
    assert ask(server, "/a?b=1#c") == Fetched(b"<p>Dear Minister", address + "#c", "text/html")
    _, headers = server.asked[0]
    assert headers["User-Agent"] == USER_AGENT
    assert headers["Host"] == f"letters.example:{server.server_address[1]}"
    assert "Cookie" not in headers


def test_redirects_are_followed_up_to_five(server):
    for number in range(6):
        server.answers[f"/{number}"] = 302, {"Location": f"/{number + 1}", "Set-Cookie": "x=1"}, b""
    server.answers["/6"] = 200, {}, b"end"
    assert ask(server, "/1").data == b"end"
    assert all("Cookie" not in headers for _, headers in server.asked)
    with pytest.raises(SourceError, match="redirects more than 5 times"):
        ask(server, "/0")


def test_a_redirect_to_a_private_address_is_refused(server):
    server.answers["/a"] = 302, {"Location": "http://inner.example/"}, b""
    addresses = {"letters.example": ["127.0.0.1"], "inner.example": ["10.0.0.1"]}
    with pytest.raises(SourceError, match=r"‘http://inner.example/’ is not on the public internet"):
        ask(server, "/a", resolver=lambda host, port: addresses[host], allowed=lambda a: a != "10.0.0.1")


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://example.org/", "http://me:pw@example.org/"])
def test_a_redirect_to_anything_but_a_public_web_address_is_refused(server, location):
    server.answers["/a"] = 302, {"Location": location}, b""
    with pytest.raises(SourceError):
        ask(server, "/a")
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://example.org", "example.org", "https://", "https://me@example.org", "http://a:b/"],
)
def test_only_plain_web_addresses_are_fetched(url):
    with pytest.raises(SourceError):
        fetch(url, resolver=lambda host, port: pytest.fail("nothing may be looked up"))


def test_a_name_with_any_private_address_is_refused():
    with pytest.raises(SourceError, match="not on the public internet"):
        fetch("https://example.org", resolver=lambda host, port: ["93.184.216.34", "192.168.0.1"])


def test_a_name_is_resolved_once_and_the_checked_address_connected(server):
    server.answers["/"] = 200, {}, b"ok"
    answers = iter([["127.0.0.1"]])
    assert ask(server, "/", resolver=lambda host, port: next(answers)).data == b"ok"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "2002:7f00:1::", "64:ff9b::7f00:1", "ff02::1", "no address",
    ],
)  # fmt: skip
def test_addresses_inside_networks_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.216.34"])
def test_addresses_of_the_internet_are_public(address):
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "0177.0.0.1"])
def test_the_machine_itself_is_refused_in_every_spelling(host):
    with pytest.raises(SourceError, match=r"not on the public internet|cannot be found"):
        fetch(f"http://{host}/")


def test_what_is_too_big_or_too_slow_is_stopped(server):
    server.answers["/a"] = 200, {}, b"x" * 300_000
    with pytest.raises(SourceError, match=r"has more than 0\.1 MB"):
        ask(server, "/a", max_bytes=100_000)
    with pytest.raises(SourceError, match="answers too slowly"):
        ask(server, "/a", total=-1.0)


def test_errors_and_packed_answers_are_told(server):
    server.answers["/a"] = 404, {}, b""
    with pytest.raises(SourceError, match="answers 404; save the page from a browser"):
        ask(server, "/a")
    server.answers["/b"] = 200, {"Content-Encoding": "gzip"}, b"x"
    with pytest.raises(SourceError, match="answers packed"):
        ask(server, "/b")


def test_a_host_that_does_not_answer_is_told(server):
    port = server.server_address[1]
    server.socket.close()
    with pytest.raises(SourceError, match="cannot be fetched"):
        fetch(f"http://letters.example:{port}/", resolver=lambda h, p: ["127.0.0.1"], allowed=lambda a: True, timeout=1)
