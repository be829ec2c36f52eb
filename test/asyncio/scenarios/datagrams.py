"""Datagram endpoints: the order of their callbacks. Every wait has an end: at most 10,000 turns."""

import asyncio
import itertools
import os
import socket

_numbers = itertools.count()


async def _until(condition):
    for _ in range(10_000):
        if condition():
            return
        await asyncio.sleep(0)
    raise RuntimeError("waited in vain")


class _Events(asyncio.DatagramProtocol):
    def __init__(self, trace, fails_in=(), on=None):
        self.trace = trace
        self.fails_in = fails_in
        self.on = on or {}
        self.seen = []

    def note(self, name, *what):
        self.seen.append(name)
        self.trace(name, *what)
        if name in self.on:
            self.on[name](self.transport, *what)
        if name in self.fails_in:
            raise ValueError(name)

    def connection_made(self, transport):
        self.transport = transport
        self.note("made")

    def datagram_received(self, data, addr):
        self.address = addr
        self.note("received", data.decode())

    def error_received(self, exc):
        self.note("error", exc)

    def connection_lost(self, exc):
        self.note("lost", exc)

    def pause_writing(self):
        self.note("pause")

    def resume_writing(self):
        self.note("resume")


def _udp():
    ours = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    ours.setblocking(False)
    ours.bind(("127.0.0.1", 0))
    return ours


def _udp_pair():
    ours, peer = _udp(), _udp()
    ours.connect(peer.getsockname())
    peer.connect(ours.getsockname())
    return ours, peer


def _unix_pair():
    """Unix datagrams wait when the receiver has no room, where those of UDP are lost."""
    sockets = []
    for _ in range(2):
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        sock.setblocking(False)
        sock.bind(f"\0evloop-datagrams-{os.getpid()}-{next(_numbers)}")
        sockets.append(sock)
    sockets[0].connect(sockets[1].getsockname())
    return sockets


async def _endpoint(trace, pair=_udp_pair, **options):
    ours, peer = pair()
    loop = asyncio.get_running_loop()
    transport, protocol = await loop.create_datagram_endpoint(lambda: _Events(trace, **options), sock=ours)
    return transport, protocol, peer


async def _heard(protocol, name, times=1):
    await _until(lambda: protocol.seen.count(name) >= times)


async def _lost(protocol, peer):
    await _heard(protocol, "lost")
    peer.close()


def _fill(transport):
    """Sends until something is left in the buffer; returns how many datagrams."""
    for count in range(1, 100_000):
        transport.sendto(b"%06d" % count)
        if transport.get_write_buffer_size() > 0:
            return count
    raise RuntimeError("it never fills")


def _drain(peer, numbers):
    try:
        while True:
            numbers.append(int(peer.recv(100)))
    except BlockingIOError:
        pass


async def made_received_closed(trace):
    transport, protocol, peer = await _endpoint(trace)
    trace("connected", transport.is_closing())
    peer.send(b"hello")
    await _heard(protocol, "received")
    transport.close()
    trace("closed", transport.is_closing())
    await _lost(protocol, peer)


async def made_before_the_await_goes_on(trace):
    ours, peer = _udp_pair()
    loop = asyncio.get_running_loop()

    async def connect():
        result = await loop.create_datagram_endpoint(lambda: _Events(trace), sock=ours)
        trace("connected")
        return result

    task = asyncio.create_task(connect())
    loop.call_soon(trace, "soon")
    transport, protocol = await task
    transport.abort()
    await _lost(protocol, peer)


async def in_order_and_empty_ones_too(trace):
    transport, protocol, peer = await _endpoint(trace)
    for data in (b"a", b"", b"b", b"", b"c"):
        peer.send(data)
    await _heard(protocol, "received", 5)
    transport.close()
    await _lost(protocol, peer)


async def sends_to_its_peer(trace):
    transport, protocol, peer = await _endpoint(trace)
    transport.sendto(b"one")
    transport.sendto(b"two", None)
    transport.sendto(b"")
    trace(peer.recv(10).decode(), peer.recv(10).decode(), len(peer.recv(10)), transport.get_write_buffer_size())
    transport.close()
    await _lost(protocol, peer)


async def by_addresses(trace):
    server = _udp()
    loop = asyncio.get_running_loop()
    transport, protocol = await loop.create_datagram_endpoint(
        lambda: _Events(trace), local_addr=("127.0.0.1", 0), remote_addr=server.getsockname()
    )
    trace(transport.get_extra_info("sockname")[0], transport.get_extra_info("peername")[0])
    trace(transport.get_extra_info("peername") == server.getsockname())
    trace(transport.get_extra_info("nothing"), transport.get_extra_info("nothing", 7))
    transport.sendto(b"to the peer", server.getsockname())
    data, address = server.recvfrom(100)
    trace(data.decode(), address == transport.get_extra_info("sockname"))
    try:
        transport.sendto(b"elsewhere", ("127.0.0.1", 9))
    except ValueError as error:
        trace(error)
    server.sendto(b"answer", address)
    await _heard(protocol, "received")
    trace(protocol.address == server.getsockname())
    transport.close()
    await _lost(protocol, server)


async def answers_whom_it_hears(trace):
    clients = [_udp(), _udp()]
    loop = asyncio.get_running_loop()
    transport, protocol = await loop.create_datagram_endpoint(lambda: _Events(trace), local_addr=("127.0.0.1", 0))
    trace(transport.get_extra_info("peername"))
    for number, client in enumerate(clients):
        client.sendto(b"from %d" % number, transport.get_extra_info("sockname"))
        await _heard(protocol, "received", number + 1)
        trace(protocol.address == client.getsockname())
        transport.sendto(b"to %d" % number, protocol.address)
        trace(client.recv(10).decode())
    transport.close()
    await _lost(protocol, clients[0])
    clients[1].close()


async def refuses_what_is_no_bytes(trace):
    transport, protocol, peer = await _endpoint(trace)
    for value in (None, 5):
        try:
            transport.sendto(value)
        except TypeError as error:
            trace(error)
    transport.abort()
    await _lost(protocol, peer)


async def close_twice(trace):
    transport, protocol, peer = await _endpoint(trace)
    transport.close()
    transport.close()
    transport.abort()
    trace("again", transport.is_closing())
    await _lost(protocol, peer)
    transport.close()
    await asyncio.sleep(1)


async def abort_twice(trace):
    transport, protocol, peer = await _endpoint(trace)
    transport.abort()
    transport.abort()
    trace("aborted", transport.is_closing())
    await _lost(protocol, peer)
    await asyncio.sleep(1)


async def close_in_each_callback(trace):
    close = lambda transport, *what: transport.close()
    transport, protocol, peer = await _endpoint(trace, on={"made": close})
    trace("connected", transport.is_closing())
    await _lost(protocol, peer)
    transport, protocol, peer = await _endpoint(trace, on={"received": close})
    peer.send(b"x")
    await _lost(protocol, peer)


async def closed_it_hears_nothing_more(trace):
    transport, protocol, peer = await _endpoint(trace)
    peer.send(b"too late")
    transport.close()
    await _lost(protocol, peer)


async def sending_after_the_end(trace):
    transport, protocol, peer = await _endpoint(trace)
    transport.close()
    await _heard(protocol, "lost")
    try:
        peer.recv(10)
    except (BlockingIOError, ConnectionRefusedError):
        trace("nothing came")
    peer.close()


async def pause_and_resume_writing(trace):
    transport, protocol, peer = await _endpoint(trace, pair=_unix_pair)
    # Python forgets to take off the eight bytes that it counts for each datagram.
    transport.set_write_buffer_limits(high=100, low=90)
    sent = _fill(transport)
    while "pause" not in protocol.seen:
        sent += 1
        transport.sendto(b"%06d" % sent)
    trace("filled", transport.get_write_buffer_size() > 100)
    received = []

    def all_there():
        _drain(peer, received)
        return len(received) == sent

    await _until(all_there)
    await _heard(protocol, "resume")
    trace(received == list(range(1, sent + 1)))
    transport.sendto(b"1")
    trace(peer.recv(10).decode())
    transport.close()
    await _lost(protocol, peer)


async def close_flushes(trace):
    transport, protocol, peer = await _endpoint(trace, pair=_unix_pair)
    sent = _fill(transport)
    transport.close()
    trace("closing", transport.is_closing(), transport.get_write_buffer_size() > 0)
    await asyncio.sleep(1)
    trace("peer reads")
    received = []

    def is_lost():
        _drain(peer, received)
        return "lost" in protocol.seen

    await _until(is_lost)
    _drain(peer, received)
    trace(received == list(range(1, sent + 1)))
    peer.close()


async def abort_drops(trace):
    transport, protocol, peer = await _endpoint(trace, pair=_unix_pair)
    sent = _fill(transport)
    transport.abort()
    trace("aborted")
    await _heard(protocol, "lost")
    received = []
    _drain(peer, received)
    trace(sent - len(received))
    peer.close()


async def a_refusal_is_told(trace):
    transport, protocol, peer = await _endpoint(trace)
    peer.close()
    transport.sendto(b"nobody there")
    await _heard(protocol, "error")
    trace(transport.is_closing())
    transport.close()
    await _lost(protocol, peer)


async def too_much_is_told(trace):
    transport, protocol, peer = await _endpoint(trace)
    transport.sendto(b"x" * 70_000)
    trace("sent")
    transport.sendto(b"fits")
    trace(peer.recv(10).decode())
    transport.close()
    await _lost(protocol, peer)


async def failing_in_received(trace):
    transport, protocol, peer = await _endpoint(trace, fails_in=("received",))
    peer.send(b"first")
    await _heard(protocol, "received", 1)
    await asyncio.sleep(1)
    trace(transport.is_closing())
    peer.send(b"second")
    await _heard(protocol, "received", 2)
    await asyncio.sleep(1)
    transport.close()
    await _lost(protocol, peer)


async def failing_in_lost(trace):
    transport, protocol, peer = await _endpoint(trace, fails_in=("lost",))
    transport.close()
    await _heard(protocol, "lost")
    await asyncio.sleep(1)
    peer.close()


async def arguments_that_do_not_fit(trace):
    loop = asyncio.get_running_loop()
    stream = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    stream.setblocking(False)
    datagrams = _udp()
    for options in (
        {},
        {"sock": stream},
        {"sock": datagrams, "local_addr": ("127.0.0.1", 0)},
        {"sock": datagrams, "remote_addr": ("127.0.0.1", 9)},
        {"sock": datagrams, "allow_broadcast": True},
    ):
        try:
            await loop.create_datagram_endpoint(lambda: _Events(trace), **options)
        except ValueError as error:
            trace(error)
    stream.close()
    datagrams.close()
