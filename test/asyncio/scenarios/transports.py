"""Protocols over socket pairs: the order of their callbacks. Every wait has an end: at most 200 turns."""

import asyncio
import socket


async def _until(condition):
    for _ in range(200):
        if condition():
            return
        await asyncio.sleep(0)
    raise RuntimeError("waited in vain")


class _Events:
    """What both kinds of protocols trace."""

    eof = None
    fails_in = ()

    def __init__(self, trace):
        self.trace = trace
        self.seen = []

    def note(self, name, *what):
        self.seen.append(name)
        self.trace(name, *what)
        if name in self.fails_in:
            raise ValueError(name)

    def connection_made(self, transport):
        self.transport = transport
        self.note("made")

    def connection_lost(self, exc):
        self.note("lost", exc)

    def pause_writing(self):
        self.note("pause")

    def resume_writing(self):
        self.note("resume")

    def eof_received(self):
        self.note("eof")
        return self.eof


class _Stream(_Events, asyncio.Protocol):
    def data_received(self, data):
        self.note("data", data.decode())


class _Buffered(_Events, asyncio.BufferedProtocol):
    size = 4

    def get_buffer(self, sizehint):
        self.note("get_buffer", sizehint)
        self.memory = bytearray(self.size)
        return self.memory

    def buffer_updated(self, nbytes):
        self.note("updated", nbytes, self.memory[:nbytes].decode())


async def _connect(trace, kind=_Stream, eof=None, fails_in=()):
    ours, peer = socket.socketpair()
    peer.setblocking(False)

    def factory():
        protocol = kind(trace)
        protocol.eof = eof
        protocol.fails_in = fails_in
        return protocol

    loop = asyncio.get_running_loop()
    transport, protocol = await loop.connect_accepted_socket(factory, ours)
    return transport, protocol, peer


async def _lost(protocol, peer):
    await _until(lambda: "lost" in protocol.seen)
    peer.close()


async def made_data_eof_lost(trace):
    transport, protocol, peer = await _connect(trace)
    trace("connected", transport.is_reading(), transport.is_closing())
    peer.send(b"hello")
    await _until(lambda: "data" in protocol.seen)
    peer.shutdown(socket.SHUT_WR)
    await _lost(protocol, peer)
    trace(transport.is_reading(), transport.is_closing())


async def connection_over_a_given_socket(trace):
    ours, peer = socket.socketpair()
    ours.setblocking(False)
    loop = asyncio.get_running_loop()
    transport, protocol = await loop.create_connection(lambda: _Stream(trace), sock=ours)
    trace("connected")
    transport.close()
    trace("closed")
    await _lost(protocol, peer)


async def made_before_the_await_goes_on(trace):
    ours, peer = socket.socketpair()
    loop = asyncio.get_running_loop()

    async def connect():
        result = await loop.connect_accepted_socket(lambda: _Stream(trace), ours)
        trace("connected")
        return result

    task = asyncio.create_task(connect())
    loop.call_soon(trace, "soon")
    transport, protocol = await task
    transport.abort()
    await _lost(protocol, peer)


async def eof_true_keeps_it_open(trace):
    transport, protocol, peer = await _connect(trace, eof=True)
    peer.shutdown(socket.SHUT_WR)
    await _until(lambda: "eof" in protocol.seen)
    trace(transport.is_closing(), transport.is_reading())
    transport.write(b"still")
    trace(peer.recv(10).decode())
    transport.close()
    await _lost(protocol, peer)


async def eof_false_closes(trace):
    transport, protocol, peer = await _connect(trace, eof=False)
    peer.shutdown(socket.SHUT_WR)
    await _until(lambda: "eof" in protocol.seen)
    trace(transport.is_closing())
    await _lost(protocol, peer)


async def data_and_eof_at_once(trace):
    transport, protocol, peer = await _connect(trace)
    peer.send(b"last words")
    peer.close()
    await _lost(protocol, peer)


async def close_twice(trace):
    transport, protocol, peer = await _connect(trace)
    transport.close()
    trace("closing", transport.is_closing())
    transport.close()
    transport.abort()
    trace("again")
    await _lost(protocol, peer)
    transport.close()
    await asyncio.sleep(1)


async def abort_twice(trace):
    transport, protocol, peer = await _connect(trace)
    transport.abort()
    transport.abort()
    trace("aborted", transport.is_closing())
    await _lost(protocol, peer)
    await asyncio.sleep(1)


async def write_eof_twice(trace):
    transport, protocol, peer = await _connect(trace)
    trace(transport.can_write_eof())
    transport.write(b"all")
    transport.write_eof()
    transport.write_eof()
    trace(peer.recv(10).decode(), len(peer.recv(10)))
    try:
        transport.write(b"more")
    except RuntimeError as error:
        trace(error)
    try:
        transport.writelines([b"more"])
    except RuntimeError as error:
        trace(error)
    peer.send(b"answer")
    await _until(lambda: "data" in protocol.seen)
    peer.close()
    await _lost(protocol, peer)


async def write_after_close(trace):
    transport, protocol, peer = await _connect(trace)
    transport.close()
    transport.write(b"nowhere")
    trace(transport.get_write_buffer_size())
    transport.write_eof()
    await _until(lambda: "lost" in protocol.seen)
    transport.write(b"nowhere")
    trace(len(peer.recv(10)))
    peer.close()


async def write_refuses_what_is_no_bytes(trace):
    transport, protocol, peer = await _connect(trace)
    for value in (None, 5):
        try:
            transport.write(value)
        except TypeError as error:
            trace(error)
    transport.write(b"")
    trace(transport.get_write_buffer_size())
    transport.abort()
    await _lost(protocol, peer)


async def close_in_each_callback(trace):
    class Closing(_Stream):
        def connection_made(self, transport):
            super().connection_made(transport)
            transport.close()

    transport, protocol, peer = await _connect(trace, kind=Closing)
    trace("connected", transport.is_closing())
    await _lost(protocol, peer)

    class ClosingLater(_Stream):
        def data_received(self, data):
            super().data_received(data)
            self.transport.close()

    transport, protocol, peer = await _connect(trace, kind=ClosingLater)
    peer.send(b"x")
    await _lost(protocol, peer)


async def pause_and_resume_reading(trace):
    transport, protocol, peer = await _connect(trace)
    transport.pause_reading()
    transport.pause_reading()
    trace("paused", transport.is_reading())
    peer.send(b"later")
    await asyncio.sleep(5)
    trace("nothing came")
    transport.resume_reading()
    transport.resume_reading()
    trace("reading", transport.is_reading())
    await _until(lambda: "data" in protocol.seen)
    transport.close()
    transport.pause_reading()
    trace(transport.is_reading())
    await _lost(protocol, peer)


async def paused_in_connection_made(trace):
    class Paused(_Stream):
        def connection_made(self, transport):
            super().connection_made(transport)
            transport.pause_reading()

    transport, protocol, peer = await _connect(trace, kind=Paused)
    peer.send(b"x")
    await asyncio.sleep(5)
    trace("still paused", transport.is_reading())
    transport.resume_reading()
    await _until(lambda: "data" in protocol.seen)
    transport.abort()
    await _lost(protocol, peer)


async def the_end_waits_while_paused(trace):
    transport, protocol, peer = await _connect(trace)
    transport.pause_reading()
    peer.close()
    await asyncio.sleep(5)
    trace("not told yet")
    transport.resume_reading()
    await _lost(protocol, peer)


async def limits(trace):
    transport, protocol, peer = await _connect(trace)
    trace(transport.get_write_buffer_limits())
    transport.set_write_buffer_limits(high=100)
    trace(transport.get_write_buffer_limits())
    transport.set_write_buffer_limits(low=100)
    trace(transport.get_write_buffer_limits())
    transport.set_write_buffer_limits(high=0)
    trace(transport.get_write_buffer_limits())
    transport.set_write_buffer_limits(high=30, low=7)
    trace(transport.get_write_buffer_limits())
    try:
        transport.set_write_buffer_limits(high=5, low=6)
    except ValueError as error:
        trace(error)
    transport.set_write_buffer_limits()
    trace(transport.get_write_buffer_limits())
    transport.close()
    await _lost(protocol, peer)


def _drain(peer):
    try:
        while peer.recv(1 << 20):
            pass
    except BlockingIOError:
        pass


async def _empty(transport, peer):
    for _ in range(200):
        _drain(peer)
        if transport.get_write_buffer_size() == 0:
            return
        await asyncio.sleep(0)
    raise RuntimeError("waited in vain")


async def pause_and_resume_writing(trace):
    transport, protocol, peer = await _connect(trace)
    transport.write(b"x" * 4_000_000)
    trace("written", transport.get_write_buffer_size() > 0)
    transport.write(b"y")
    await _empty(transport, peer)
    trace("empty")
    transport.write(b"z" * 4_000_000)
    trace("again")
    transport.abort()
    await _lost(protocol, peer)


async def lower_limits_pause(trace):
    transport, protocol, peer = await _connect(trace)
    transport.set_write_buffer_limits(high=8_000_000)
    transport.write(b"x" * 4_000_000)
    trace("not paused")
    transport.set_write_buffer_limits(high=1000)
    trace("limits set")
    await _empty(transport, peer)
    trace("empty")
    transport.close()
    await _lost(protocol, peer)


async def close_flushes(trace):
    transport, protocol, peer = await _connect(trace)
    transport.write(b"x" * 4_000_000)
    transport.close()
    trace("closing", transport.get_write_buffer_size() > 0, transport.is_closing())
    await asyncio.sleep(1)
    trace("peer reads")
    await _empty(transport, peer)
    await _lost(protocol, peer)


async def abort_drops(trace):
    transport, protocol, peer = await _connect(trace)
    transport.write(b"x" * 4_000_000)
    transport.abort()
    trace("aborted", transport.get_write_buffer_size())
    await _lost(protocol, peer)


async def abort_after_close_drops(trace):
    transport, protocol, peer = await _connect(trace)
    transport.write(b"x" * 4_000_000)
    transport.close()
    trace("closing")
    transport.abort()
    trace("aborted", transport.get_write_buffer_size())
    await _lost(protocol, peer)


async def write_eof_waits_for_the_buffer(trace):
    transport, protocol, peer = await _connect(trace)
    transport.write(b"x" * 4_000_000)
    transport.write_eof()
    trace("asked")
    await _empty(transport, peer)
    trace(len(peer.recv(10)), transport.is_closing())
    transport.close()
    await _lost(protocol, peer)


async def peer_is_gone_while_writing(trace):
    transport, protocol, peer = await _connect(trace)
    transport.pause_reading()
    transport.write(b"x" * 4_000_000)
    peer.close()
    await _until(lambda: "lost" in protocol.seen)
    transport.write(b"nowhere")
    trace("over")


async def peer_is_gone_before_a_write(trace):
    transport, protocol, peer = await _connect(trace)
    transport.pause_reading()
    peer.close()
    transport.write(b"x")
    trace("written", transport.is_closing())
    await _until(lambda: "lost" in protocol.seen)


async def another_protocol_takes_over(trace):
    transport, protocol, peer = await _connect(trace)
    other = _Stream(trace)
    transport.set_protocol(other)
    trace(transport.get_protocol() is other)
    peer.send(b"for the other")
    await _until(lambda: "data" in other.seen)
    transport.close()
    await _lost(other, peer)
    trace(protocol.seen)


async def takes_over_in_data_received(trace):
    other = _Buffered(trace)

    class Leaving(_Stream):
        def data_received(self, data):
            super().data_received(data)
            self.transport.set_protocol(other)

    transport, protocol, peer = await _connect(trace, kind=Leaving)
    peer.send(b"first")
    await _until(lambda: "data" in protocol.seen)
    peer.send(b"2nd")
    await _until(lambda: "updated" in other.seen)
    transport.abort()
    await _lost(other, peer)


async def buffered(trace):
    transport, protocol, peer = await _connect(trace, kind=_Buffered)
    peer.send(b"abc")
    await _until(lambda: "updated" in protocol.seen)
    peer.shutdown(socket.SHUT_WR)
    await _lost(protocol, peer)


async def buffered_eof_true(trace):
    transport, protocol, peer = await _connect(trace, kind=_Buffered, eof=True)
    peer.shutdown(socket.SHUT_WR)
    await _until(lambda: "eof" in protocol.seen)
    trace(transport.is_closing())
    transport.close()
    await _lost(protocol, peer)


async def buffered_without_room(trace):
    class NoRoom(_Buffered):
        size = 0

    transport, protocol, peer = await _connect(trace, kind=NoRoom)
    peer.send(b"abc")
    await _lost(protocol, peer)


async def data_received_throws(trace):
    transport, protocol, peer = await _connect(trace, fails_in=("data",))
    peer.send(b"x")
    await _lost(protocol, peer)


async def eof_received_throws(trace):
    transport, protocol, peer = await _connect(trace, fails_in=("eof",))
    peer.shutdown(socket.SHUT_WR)
    await _lost(protocol, peer)


async def connection_lost_throws(trace):
    transport, protocol, peer = await _connect(trace, fails_in=("lost",))
    transport.close()
    await _lost(protocol, peer)
    await asyncio.sleep(1)


async def get_buffer_throws(trace):
    transport, protocol, peer = await _connect(trace, kind=_Buffered, fails_in=("get_buffer",))
    peer.send(b"x")
    await _lost(protocol, peer)


async def buffer_updated_throws(trace):
    transport, protocol, peer = await _connect(trace, kind=_Buffered, fails_in=("updated",))
    peer.send(b"x")
    await _lost(protocol, peer)


async def pause_and_resume_throw(trace):
    transport, protocol, peer = await _connect(trace, fails_in=("pause", "resume"))
    transport.write(b"x" * 4_000_000)
    trace("written")
    await _empty(transport, peer)
    trace("empty", transport.is_closing())
    transport.close()
    await _lost(protocol, peer)


async def factory_throws(trace):
    ours, peer = socket.socketpair()
    peer.setblocking(False)

    def factory():
        trace("factory")
        raise ValueError("factory")

    loop = asyncio.get_running_loop()
    try:
        await loop.connect_accepted_socket(factory, ours)
    except ValueError as error:
        trace(error)
    ours.close()
    peer.close()
