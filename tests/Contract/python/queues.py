import uuid
from datetime import datetime, timedelta, timezone
from threading import Event

from azure.servicebus import AutoLockRenewer, ServiceBusMessage, ServiceBusMessageState, ServiceBusSubQueue
from azure.servicebus.amqp import AmqpAnnotatedMessage, AmqpMessageBodyType
from azure.servicebus.exceptions import MessageSizeExceededError, ServiceBusError

from client import DELETE, case, none, one, queue, raises, send, take_all, text

DEAD = ServiceBusSubQueue.DEAD_LETTER


def now():
    return datetime.now(timezone.utc)


@case("send and complete")
def _():
    with queue() as (client, name):
        send(client, name, ServiceBusMessage("hello", message_id="m1", subject="s", application_properties={"n": 7, "b": True}))
        with client.get_queue_receiver(name) as receiver:
            message = one(receiver)
            assert (text(message), message.message_id, message.subject) == ("hello", "m1", "s")
            assert message.application_properties == {b"n": 7, b"b": True}
            assert message.delivery_count == 0
            assert message.locked_until_utc > now()
            receiver.complete_message(message)
            assert none(receiver)
            assert not receiver.peek_messages()


@case("a batch keeps its order")
def _():
    with queue() as (client, name):
        with client.get_queue_sender(name) as sender:
            batch = sender.create_message_batch()
            for number in range(100):
                batch.add_message(ServiceBusMessage(f"b{number}"))
            sender.send_messages(batch)
        assert take_all(client, name, 100) == [f"b{number}" for number in range(100)]


@case("abandon counts and keeps the place")
def _():
    with queue() as (client, name):
        send(client, name, ServiceBusMessage("first"), ServiceBusMessage("second"))
        with client.get_queue_receiver(name) as receiver:
            receiver.abandon_message(one(receiver))
            again = one(receiver)
            assert (text(again), again.delivery_count) == ("first", 1)
            receiver.complete_message(again)


@case("dead letter with reason and description")
def _():
    with queue() as (client, name):
        send(client, name, ServiceBusMessage("bad", application_properties={"kept": "yes"}))
        with client.get_queue_receiver(name) as receiver:
            receiver.dead_letter_message(one(receiver), reason="malformed", error_description="no subject")
        with client.get_queue_receiver(name, sub_queue=DEAD) as receiver:
            dead = one(receiver)
            assert (dead.dead_letter_reason, dead.dead_letter_error_description) == ("malformed", "no subject")
            assert dead.application_properties[b"kept"] == b"yes"
            receiver.complete_message(dead)


@case("too many deliveries dead-letter")
def _():
    with queue() as (client, name):
        send(client, name, ServiceBusMessage("poison"))
        with client.get_queue_receiver(name) as receiver:
            for _ in range(3):
                receiver.abandon_message(one(receiver))
            assert none(receiver)
        with client.get_queue_receiver(name, sub_queue=DEAD, receive_mode=DELETE) as receiver:
            assert one(receiver).dead_letter_reason == "MaxDeliveryCountExceeded"


@case("defer and receive by sequence number")
def _():
    with queue() as (client, name):
        send(client, name, ServiceBusMessage("later"))
        with client.get_queue_receiver(name) as receiver:
            message = one(receiver)
            receiver.defer_message(message)
            assert none(receiver)
            deferred = receiver.receive_deferred_messages(message.sequence_number)[0]
            assert text(deferred) == "later"
            receiver.complete_message(deferred)
            assert not receiver.peek_messages()


@case("receive and delete")
def _():
    with queue() as (client, name):
        send(client, name, ServiceBusMessage("once"))
        assert take_all(client, name, 1) == ["once"]
        with client.get_queue_receiver(name) as receiver:
            assert not receiver.peek_messages()


@case("schedule, peek the state, cancel")
def _():
    with queue() as (client, name), client.get_queue_sender(name) as sender, client.get_queue_receiver(name) as receiver:
        numbers = sender.schedule_messages([ServiceBusMessage("t1"), ServiceBusMessage("t2")], now() + timedelta(hours=1))
        assert len(numbers) == 2
        assert [message.state for message in receiver.peek_messages(5)] == [ServiceBusMessageState.SCHEDULED] * 2
        sender.cancel_scheduled_messages(numbers)
        assert not receiver.peek_messages()


@case("a scheduled message arrives when it is due")
def _():
    with queue() as (client, name):
        due = now() + timedelta(seconds=1)
        send(client, name, ServiceBusMessage("soon", scheduled_enqueue_time_utc=due))
        with client.get_queue_receiver(name, receive_mode=DELETE) as receiver:
            assert text(one(receiver)) == "soon"
            assert now() >= due - timedelta(milliseconds=5)


@case("peek from a sequence number leaves everything")
def _():
    with queue() as (client, name):
        send(client, name, *(ServiceBusMessage(f"p{number}") for number in range(3)))
        with client.get_queue_receiver(name) as receiver:
            everything = receiver.peek_messages(10)
            rest = receiver.peek_messages(10, sequence_number=everything[1].sequence_number)
            assert [text(message) for message in rest] == ["p1", "p2"]
        assert take_all(client, name, 3) == ["p0", "p1", "p2"]


@case("renew a lock")
def _():
    with queue() as (client, name):
        send(client, name, ServiceBusMessage("renewed"))
        with client.get_queue_receiver(name) as receiver:
            message = one(receiver)
            before = message.locked_until_utc
            assert receiver.renew_message_lock(message) >= before
            receiver.complete_message(message)


@case("an expired lock brings the message again, counted, and can't settle it")
def _():
    with queue(name="contract-brief") as (client, name):
        send(client, name, ServiceBusMessage("slow"))
        with client.get_queue_receiver(name) as receiver:
            lost = one(receiver)
            again = one(receiver)
            assert (text(again), again.delivery_count) == ("slow", 1)
            raises(ServiceBusError, lambda: receiver.complete_message(lost))
            raises(ServiceBusError, lambda: receiver.renew_message_lock(lost))
            receiver.complete_message(again)
            assert none(receiver)


@case("an automatic renewer keeps a lock beyond its time")
def _():
    with queue(name="contract-brief-too") as (client, name), AutoLockRenewer(max_lock_renewal_duration=20) as renewer:
        send(client, name, ServiceBusMessage("kept"))
        with client.get_queue_receiver(name, auto_lock_renewer=renewer) as receiver:
            message = one(receiver)
            taken_until = message.locked_until_utc
            # The work that takes longer than the lock.
            Event().wait(8)
            assert message.locked_until_utc > taken_until
            receiver.complete_message(message)
            assert not receiver.peek_messages()


@case("a lock outlives its receiver")
def _():
    with queue() as (client, name):
        send(client, name, ServiceBusMessage("locked"))
        with client.get_queue_receiver(name) as receiver:
            one(receiver)
        with client.get_queue_receiver(name) as receiver:
            assert none(receiver)
            assert len(receiver.peek_messages()) == 1


@case("duplicates are stored once")
def _():
    with queue(name="contract-duplicates") as (client, name):
        for body in ("first", "second"):
            send(client, name, ServiceBusMessage(body, message_id="the same"))
        with client.get_queue_receiver(name, receive_mode=DELETE) as receiver:
            assert text(one(receiver)) == "first"
            assert none(receiver)


@case("a message above the limit is refused, the link lives on")
def _():
    with queue() as (client, name), client.get_queue_sender(name) as sender:
        raises(MessageSizeExceededError, lambda: sender.send_messages(ServiceBusMessage("x" * 600_000)))
        sender.send_messages(ServiceBusMessage("after"))
        assert take_all(client, name, 1) == ["after"]


@case("a message in several frames arrives whole")
def _():
    with queue() as (client, name):
        body = "0123456789" * 20_000
        send(client, name, ServiceBusMessage(body))
        assert take_all(client, name, 1) == [body]


@case("types of properties survive")
def _():
    with queue() as (client, name):
        sent = {"text": "ä", "whole": 2**40, "real": 1.5, "yes": True, "id": uuid.uuid4(), "bytes": b"\xff\x01", "nothing": None}
        send(client, name, ServiceBusMessage(b"\x00\xff\x01", application_properties=sent))
        with client.get_queue_receiver(name, receive_mode=DELETE) as receiver:
            message = one(receiver)
            assert b"".join(message.body) == b"\x00\xff\x01"
            got = {key.decode(): value for key, value in message.application_properties.items()}
            assert got.pop("text") == "ä".encode()
            assert got == {key: value for key, value in sent.items() if key != "text"}


@case("system properties survive")
def _():
    with queue() as (client, name):
        send(client, name, ServiceBusMessage(
            "all", content_type="text/plain", correlation_id="c", reply_to="r", reply_to_session_id="rs", to="t",
            partition_key="p", time_to_live=timedelta(minutes=5)))
        with client.get_queue_receiver(name, receive_mode=DELETE) as receiver:
            message = one(receiver)
            assert (message.content_type, message.correlation_id, message.reply_to) == ("text/plain", "c", "r")
            assert (message.reply_to_session_id, message.to, message.partition_key) == ("rs", "t", "p")
            assert message.time_to_live == timedelta(minutes=5)
            assert abs(message.enqueued_time_utc - now()) < timedelta(minutes=1)


@case("bodies of values and sequences survive")
def _():
    with queue() as (client, name):
        send(client, name, AmqpAnnotatedMessage(value_body={"k": "v"}), AmqpAnnotatedMessage(sequence_body=[[1, 2], [3]]))
        with client.get_queue_receiver(name, receive_mode=DELETE) as receiver:
            value, sequence = one(receiver), one(receiver)
            assert (value.body_type, sequence.body_type) == (AmqpMessageBodyType.VALUE, AmqpMessageBodyType.SEQUENCE)
            assert value.raw_amqp_message.body == {b"k": b"v"}


@case("an expired message goes to the dead letters")
def _():
    with queue(name="contract-short") as (client, name):
        send(client, name, ServiceBusMessage("old", time_to_live=timedelta(milliseconds=200)))
        with client.get_queue_receiver(name, sub_queue=DEAD, receive_mode=DELETE) as receiver:
            assert one(receiver).dead_letter_reason == "TTLExpiredException"


@case("an expired message disappears where nothing is dead-lettered")
def _():
    with queue() as (client, name):
        send(client, name, ServiceBusMessage("old", time_to_live=timedelta(milliseconds=1)))
        with client.get_queue_receiver(name) as receiver:
            assert none(receiver)
            assert not receiver.peek_messages()


@case("a settled message can't be settled again")
def _():
    with queue() as (client, name):
        send(client, name, ServiceBusMessage("x"))
        with client.get_queue_receiver(name) as receiver:
            message = one(receiver)
            receiver.complete_message(message)
            raises((ValueError, ServiceBusError), lambda: receiver.complete_message(message))
