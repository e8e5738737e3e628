"""Azure's own Python client, pointed at the broker that the environment names, and the cases it has to pass."""
import os
import time
import traceback
import urllib.request
from contextlib import contextmanager

# The client has no option for the port; it asks its configuration module for this name.
import azure.servicebus._common._configuration as configuration
import certifi

configuration.DEFAULT_AMQPS_PORT = int(os.environ["ROUTER_CONTRACT_TLS_PORT"])
public_authorities = certifi.where()
certifi.where = lambda: os.environ["ROUTER_CONTRACT_CA"]

from azure.servicebus import ServiceBusClient, ServiceBusReceiveMode  # noqa: E402

CONNECTION_STRING = os.environ["ROUTER_CONTRACT_CONNECTION_STRING"]
DELETE = ServiceBusReceiveMode.RECEIVE_AND_DELETE
PATIENCE = 10
BRIEFLY = 0.5

cases = []
_queues = iter(f"case-{number:02}" for number in range(1, 61))


def case(name):
    """Names a case; the name is what the report shows."""
    def add(body):
        cases.append((name, body))
        return body
    return add


def run_all(only):
    failed = 0
    for name, body in cases:
        if only and only not in name:
            continue
        begun = time.monotonic()
        try:
            body()
            print(f"ok - {name} # {time.monotonic() - begun:.1f} s", flush=True)
        except Exception:  # A case may fail in any way; the others still run.
            failed += 1
            print(f"not ok - {name}", flush=True)
            print("".join(f"# {line}\n" for line in traceback.format_exc().splitlines()), flush=True)
    return failed


def connect(connection_string=CONNECTION_STRING, retry_total=0, **options):
    return ServiceBusClient.from_connection_string(connection_string, retry_total=retry_total, **options)


@contextmanager
def queue(retry_total=0, name=None):
    """A client, and a queue that no other case uses."""
    with connect(retry_total=retry_total) as client:
        yield client, name or next(_queues)


def send(client, name, *messages):
    with client.get_queue_sender(name) as sender:
        sender.send_messages(list(messages))


def one(receiver):
    received = receiver.receive_messages(max_message_count=1, max_wait_time=PATIENCE)
    assert received, "nothing was delivered"
    return received[0]


def none(receiver):
    return not receiver.receive_messages(max_message_count=1, max_wait_time=BRIEFLY)


def text(message):
    return b"".join(message.body).decode()


def take_all(client, name, count):
    """What a queue holds, for good."""
    with client.get_queue_receiver(name, receive_mode=DELETE) as receiver:
        return [text(one(receiver)) for _ in range(count)]


def inject(fault):
    request = urllib.request.Request(f"{os.environ['ROUTER_CONTRACT_HTTP']}/faults/{fault}", method="POST")
    with urllib.request.urlopen(request) as answer:
        assert answer.status == 200


def raises(kind, action):
    try:
        action()
    except kind as error:
        return error
    raise AssertionError(f"{kind} was not raised")
