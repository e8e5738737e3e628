import base64
import json
import os
import time

from azure.core.credentials import AccessToken
from azure.servicebus import ServiceBusClient, ServiceBusMessage
from azure.servicebus.exceptions import ServiceBusError, ServiceBusServerBusyError

from client import CONNECTION_STRING, DELETE, case, connect, inject, none, one, public_authorities, queue, raises, send, take_all, text


@case("a wrong key is refused")
def _():
    with connect(CONNECTION_STRING.replace("SharedAccessKey=", "SharedAccessKey=not-")) as client:
        raises(ServiceBusError, lambda: send(client, "case-01", ServiceBusMessage("no")))


@case("an unknown queue is not found")
def _():
    with connect() as client:
        refused = raises(ServiceBusError, lambda: send(client, "contract-nowhere", ServiceBusMessage("no")))
        assert "contract-nowhere" in str(refused) and "NotFound" in str(refused)


@case("a client that doesn't trust the authority stays out")
def _():
    with connect(connection_verify=public_authorities) as client:
        raises(ServiceBusError, client.get_queue_sender("case-01", auth_timeout=2).__enter__)


@case("a receive from an empty queue ends in time, again and again")
def _():
    with queue() as (client, name), client.get_queue_receiver(name) as receiver:
        for _ in range(5):
            assert not receiver.receive_messages(10, max_wait_time=0.2)
        send(client, name, ServiceBusMessage("after"))
        receiver.complete_message(one(receiver))


@case("iterating delivers everything in order and ends")
def _():
    with queue() as (client, name):
        send(client, name, *(ServiceBusMessage(f"{number}") for number in range(50)))
        seen = []
        with client.get_queue_receiver(name, max_wait_time=2, prefetch_count=20) as receiver:
            for message in receiver:
                seen.append(text(message))
                receiver.complete_message(message)
        assert seen == [f"{number}" for number in range(50)]


@case("competing receivers share, none gets another's")
def _():
    with queue() as (client, name):
        send(client, name, *(ServiceBusMessage(f"{number}") for number in range(40)))
        with client.get_queue_receiver(name) as first, client.get_queue_receiver(name) as second:
            got = [text(message) for receiver in (first, second) for message in receiver.receive_messages(20, max_wait_time=5)]
        assert len(got) == len(set(got)) >= 2


@case("after cut connections sender and receiver come back by themselves")
def _():
    with queue(retry_total=5) as (client, name), client.get_queue_sender(name) as sender, client.get_queue_receiver(name) as receiver:
        sender.send_messages(ServiceBusMessage("before"))
        receiver.complete_message(one(receiver))
        inject("drop-connections")
        sender.send_messages(ServiceBusMessage("after"))
        receiver.complete_message(one(receiver))


@case("after forced detaches sender and receiver come back by themselves")
def _():
    with queue(retry_total=5) as (client, name), client.get_queue_sender(name) as sender, client.get_queue_receiver(name) as receiver:
        sender.send_messages(ServiceBusMessage("before"))
        receiver.complete_message(one(receiver))
        inject("detach-forced")
        sender.send_messages(ServiceBusMessage("after"))
        receiver.complete_message(one(receiver))


@case("an expired token fails one call, the next one brings a new token")
def _():
    with queue() as (client, name), client.get_queue_sender(name) as sender:
        sender.send_messages(ServiceBusMessage("before"))
        inject("expire-tokens")
        # Whether the client sees the link go or the send fail first is a race of its own; it names the token only in the one case.
        raises(ServiceBusError, lambda: sender.send_messages(ServiceBusMessage("refused")))
        sender.send_messages(ServiceBusMessage("after"))
        assert take_all(client, name, 2) == ["before", "after"]


@case("a busy server is told as such")
def _():
    with queue() as (client, name), client.get_queue_sender(name) as sender:
        inject(f"server-busy?count=1&entity={name}")
        raises(ServiceBusServerBusyError, lambda: sender.send_messages(ServiceBusMessage("later")))
        sender.send_messages(ServiceBusMessage("now"))
        assert take_all(client, name, 1) == ["now"]


@case("closing in mid-flow loses nothing")
def _():
    with queue() as (client, name):
        send(client, name, *(ServiceBusMessage(f"{number}") for number in range(60)))
        seen = []
        while len(seen) < 60:
            with client.get_queue_receiver(name, prefetch_count=0) as receiver:
                for message in receiver.receive_messages(7, max_wait_time=5):
                    receiver.complete_message(message)
                    seen.append(text(message))
        assert sorted(seen, key=int) == [f"{number}" for number in range(60)]
        with client.get_queue_receiver(name, receive_mode=DELETE) as receiver:
            assert none(receiver)


class Entra:
    """Hands out tokens as Entra would, but for their signature."""

    def __init__(self, issuer=os.environ["ROUTER_CONTRACT_JWT_ISSUER"], life=3600):
        self.issuer, self.life, self.asked = issuer, life, 0

    def get_token(self, *scopes, **_):
        self.asked += 1
        assert scopes == ("https://servicebus.azure.net//.default",) or scopes == ("https://servicebus.azure.net/.default",), scopes
        expires = int(time.time()) + self.life
        parts = ({"alg": "none"}, {"iss": self.issuer, "aud": "https://servicebus.azure.net", "exp": expires})
        encoded = (base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts)
        return AccessToken(f"{'.'.join(encoded)}.", expires)


def with_entra(credential):
    return ServiceBusClient("localhost", credential, retry_total=0)


@case("an Entra token opens sender and receiver")
def _():
    credential = Entra()
    with queue() as (_client, name), with_entra(credential) as client:
        send(client, name, ServiceBusMessage("with a token"))
        assert take_all(client, name, 1) == ["with a token"]
    assert credential.asked > 0


@case("an Entra token of another issuer is refused")
def _():
    with with_entra(Entra(issuer="https://sts.example.com/other")) as client:
        raises(ServiceBusError, lambda: send(client, "case-01", ServiceBusMessage("no")))


@case("an expired Entra token is refused")
def _():
    with with_entra(Entra(life=-60)) as client:
        raises(ServiceBusError, lambda: send(client, "case-01", ServiceBusMessage("no")))
