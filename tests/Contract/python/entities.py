from datetime import datetime, timezone

from azure.servicebus import NEXT_AVAILABLE_SESSION, ServiceBusMessage, ServiceBusSubQueue
from azure.servicebus.exceptions import ServiceBusError, SessionCannotBeLockedError

from client import DELETE, case, connect, none, one, raises, send, text

SESSIONS = "contract-sessions"
TOPIC = "contract-topic"


@case("a named session delivers only its own, in order")
def _():
    with connect() as client:
        send(client, SESSIONS, ServiceBusMessage("1", session_id="mine"), ServiceBusMessage("x", session_id="other"), ServiceBusMessage("2", session_id="mine"))
        for session, expected in (("mine", ["1", "2"]), ("other", ["x"])):
            with client.get_queue_receiver(SESSIONS, session_id=session, receive_mode=DELETE) as receiver:
                assert receiver.session.session_id == session
                assert receiver.session.locked_until_utc > datetime.now(timezone.utc)
                assert [text(one(receiver)) for _ in expected] == expected
                assert none(receiver)


@case("a held session can't be taken twice, and can after it is closed")
def _():
    with connect() as client:
        send(client, SESSIONS, ServiceBusMessage("1", session_id="held"))
        with client.get_queue_receiver(SESSIONS, session_id="held"):
            second = client.get_queue_receiver(SESSIONS, session_id="held")
            raises(SessionCannotBeLockedError, second.__enter__)
        with client.get_queue_receiver(SESSIONS, session_id="held", receive_mode=DELETE) as receiver:
            assert text(one(receiver)) == "1"


@case("the next session is a free one")
def _():
    with connect() as client:
        send(client, SESSIONS, ServiceBusMessage("1", session_id="next"))
        with client.get_queue_receiver(SESSIONS, session_id=NEXT_AVAILABLE_SESSION) as receiver:
            assert receiver.session.session_id == "next"
            receiver.complete_message(one(receiver))


@case("session state and the renewal of its lock")
def _():
    with connect() as client:
        send(client, SESSIONS, ServiceBusMessage("1", session_id="state"))
        with client.get_queue_receiver(SESSIONS, session_id="state") as receiver:
            assert receiver.session.get_state() is None
            receiver.session.set_state(b"step 3")
            assert receiver.session.get_state() == b"step 3"
            assert receiver.session.renew_lock() > datetime.now(timezone.utc)
            receiver.complete_message(one(receiver))


@case("a message without session is refused")
def _():
    with connect() as client:
        raises(ServiceBusError, lambda: send(client, SESSIONS, ServiceBusMessage("no session")))


def publish(client, *messages):
    with client.get_topic_sender(TOPIC) as sender:
        for message in messages:
            sender.send_messages(message)


def take(client, subscription):
    bodies = []
    with client.get_subscription_receiver(TOPIC, subscription, receive_mode=DELETE) as receiver:
        while messages := receiver.receive_messages(10, max_wait_time=1):
            bodies += [text(message) for message in messages]
    return bodies


@case("a subscription gets what its rules let through")
def _():
    with connect() as client:
        publish(client, ServiceBusMessage("bug", subject="bug", application_properties={"severity": 1}),
                ServiceBusMessage("minor", subject="bug", application_properties={"severity": 2}),
                ServiceBusMessage("typed", content_type="application/bug"))
        assert take(client, "all") == ["bug", "minor", "typed"]
        assert take(client, "bugs") == ["bug", "typed"]


@case("a subscription has its own dead letters")
def _():
    with connect() as client:
        publish(client, ServiceBusMessage("poison", content_type="application/bug"))
        with client.get_subscription_receiver(TOPIC, "bugs") as receiver:
            receiver.dead_letter_message(one(receiver), reason="why", error_description="because")
        with client.get_subscription_receiver(TOPIC, "bugs", sub_queue=ServiceBusSubQueue.DEAD_LETTER, receive_mode=DELETE) as receiver:
            assert one(receiver).dead_letter_reason == "why"
        assert take(client, "all") == ["poison"]


@case("a SQL rule chooses by system and user properties")
def _():
    with connect() as client:
        publish(client, ServiceBusMessage("grave", subject="bug: login", application_properties={"severity": 3}),
                ServiceBusMessage("light", subject="bug: login", application_properties={"severity": 2}),
                ServiceBusMessage("muted", subject="bug: pay", application_properties={"severity": 9, "muted": True}))
        assert take(client, "sql") == ["grave"]
        assert take(client, "all") == ["grave", "light", "muted"]


@case("what is sent to a forwarding queue arrives in the other")
def _():
    with connect() as client:
        send(client, "contract-forwarding", ServiceBusMessage("on", application_properties={"n": 1}))
        with client.get_queue_receiver("contract-forwarded", receive_mode=DELETE) as receiver:
            message = one(receiver)
            assert (text(message), message.application_properties, message.enqueued_sequence_number) == ("on", {b"n": 1}, 1)
