"""StreamReader, StreamReaderProtocol and StreamWriter, without sockets: what is fed, read, paused, drained and lost."""

import asyncio

from common import ticker, turns

# A forgotten writer closes its connection when it is collected: whenever that is, it is no part of a trace.
del asyncio.StreamWriter.__del__


class _Transport:
    """Tells what is asked of it."""

    def __init__(self, trace):
        self.trace = trace
        self.closing = False

    def pause_reading(self):
        self.trace("pauses")

    def resume_reading(self):
        self.trace("resumes")

    def is_closing(self):
        return self.closing

    def close(self):
        self.closing = True
        self.trace("closes")

    def get_extra_info(self, name, default=None):
        return default


def _text(data):
    return data.decode().replace("\n", "/")


def _reader(*chunks, limit=2**16):
    reader = asyncio.StreamReader(limit=limit)
    for chunk in chunks:
        reader.feed_data(chunk.encode())
    return reader


def _ended(*chunks, limit=2**16):
    reader = _reader(*chunks, limit=limit)
    reader.feed_eof()
    return reader


def _later(ms, feed, *args):
    asyncio.get_running_loop().call_later(ms, feed, *args)


async def _tell(trace, name, read):
    """What a read gives, or how it fails."""
    try:
        trace(name, _text(await read()))
    except asyncio.IncompleteReadError as e:
        trace(name, e, _text(e.partial), e.expected)
    except asyncio.LimitOverrunError as e:
        trace(name, e, e.consumed)
    except (Exception, asyncio.CancelledError) as e:
        trace(name, e)


def _task(trace, name, read):
    return asyncio.create_task(_tell(trace, name, read))


def _connected(trace, callback=None):
    reader = _reader()
    protocol = asyncio.StreamReaderProtocol(reader, callback)
    transport = _Transport(trace)
    protocol.connection_made(transport)
    loop = asyncio.get_running_loop()
    writer = asyncio.StreamWriter(transport, protocol, reader, loop)
    return reader, writer, protocol, transport


async def _done(trace, name, wait):
    try:
        await wait()
        trace(name, "done")
    except (Exception, asyncio.CancelledError) as e:
        trace(name, e)


async def read_what_is_there(trace):
    reader = _reader("hello", "world")
    await _tell(trace, "some", lambda: reader.read(3))
    await _tell(trace, "rest", lambda: reader.read(100))


async def read_waits_for_bytes(trace):
    reader = _reader()
    _later(10, reader.feed_data, b"hello")
    await _tell(trace, "read", lambda: reader.read(3))
    await _tell(trace, "rest", lambda: reader.read(3))


async def read_takes_all_of_its_round(trace):
    reader = _reader()
    task = _task(trace, "read", lambda: reader.read(100))
    await turns(1)
    reader.feed_data(b"a")
    reader.feed_data(b"b")
    await task
    trace(reader.at_eof())


async def read_goes_on_in_the_next_round(trace):
    reader = _reader()
    task = _task(trace, "read", lambda: reader.read(100))
    await turns(2)
    reader.feed_data(b"a")
    await ticker(trace, 3)
    await task


async def read_nothing(trace):
    reader = _reader()
    await _tell(trace, "read", lambda: reader.read(0))


async def read_at_the_end(trace):
    reader = _ended("ab")
    for name in ("first", "second"):
        await _tell(trace, name, lambda: reader.read(10))
    trace(reader.at_eof())


async def read_waits_and_the_end_comes(trace):
    reader = _reader()
    _later(10, reader.feed_eof)
    await _tell(trace, "read", lambda: reader.read(10))


async def read_to_the_end(trace):
    reader = _reader("a", "b", limit=2)
    for ms, chunk in ((10, b"cdefgh"), (20, b"ij")):
        _later(ms, reader.feed_data, chunk)
    _later(30, reader.feed_eof)
    await _tell(trace, "read", reader.read)
    await _tell(trace, "again", reader.read)


async def line_in_one_piece(trace):
    reader = _reader("one\ntwo\n\nrest")
    for name in ("first", "second", "third"):
        await _tell(trace, name, reader.readline)


async def line_in_many_pieces(trace):
    reader = _reader()
    for at, letter in enumerate("line\nx"):
        _later(10 + at, reader.feed_data, letter.encode())
    await _tell(trace, "line", reader.readline)


async def line_without_an_end(trace):
    reader = _ended("one\ntwo")
    for name in ("first", "second", "third"):
        await _tell(trace, name, reader.readline)


async def line_without_an_end_comes_late(trace):
    reader = _reader("tw")
    _later(10, reader.feed_data, b"o")
    _later(20, reader.feed_eof)
    await _tell(trace, "line", reader.readline)


async def line_of_just_the_limit(trace):
    reader = _reader("abcd\nabcde\n", limit=4)
    await _tell(trace, "four", reader.readline)
    await _tell(trace, "five", reader.readline)


async def line_longer_than_the_limit(trace):
    reader = _reader("abcde", limit=4)
    await _tell(trace, "line", reader.readline)


async def line_grows_longer_than_the_limit(trace):
    reader = _reader("abc", limit=4)
    _later(10, reader.feed_data, b"d")
    _later(20, reader.feed_data, b"e")
    await _tell(trace, "line", reader.readline)


async def exactly_what_is_there(trace):
    reader = _reader("hello")
    await _tell(trace, "two", lambda: reader.readexactly(2))
    await _tell(trace, "three", lambda: reader.readexactly(3))


async def exactly_in_many_pieces(trace):
    reader = _reader("a", limit=1)
    for ms in range(1, 6):
        _later(ms, reader.feed_data, b"bc")
    await _tell(trace, "seven", lambda: reader.readexactly(7))


async def exactly_nothing(trace):
    reader = _reader()
    await _tell(trace, "none", lambda: reader.readexactly(0))


async def exactly_less_than_nothing(trace):
    reader = _reader()
    try:
        await reader.readexactly(-1)
    except ValueError as e:
        trace("refused", e)


async def exactly_and_the_end_comes(trace):
    reader = _reader("ab")
    _later(10, reader.feed_data, b"c")
    _later(20, reader.feed_eof)
    await _tell(trace, "five", lambda: reader.readexactly(5))
    trace(reader.at_eof())
    await _tell(trace, "five", lambda: reader.readexactly(5))


async def until_a_separator(trace):
    reader = _reader("one--two-", "-three")
    await _tell(trace, "first", lambda: reader.readuntil(b"--"))
    await _tell(trace, "second", lambda: reader.readuntil(b"--"))


async def until_a_separator_in_many_pieces(trace):
    reader = _reader()
    for at, letter in enumerate("aabaabaaab"):
        _later(10 + at, reader.feed_data, letter.encode())
    await _tell(trace, "read", lambda: reader.readuntil(b"aaab"))


async def until_the_first_of_several(trace):
    reader = _reader("a;b\r\nc\nd")
    for name in ("first", "second", "third"):
        await _tell(trace, name, lambda: reader.readuntil((b"\r\n", b";", b"\n")))


async def until_the_shortest_of_several(trace):
    reader = _reader("xxabcxx", "ab")
    await _tell(trace, "first", lambda: reader.readuntil((b"abc", b"ab", b"xabcx")))
    await _tell(trace, "second", lambda: reader.readuntil((b"abc", b"cxx")))


async def until_one_of_several_that_comes_late(trace):
    reader = _reader("xx--")
    _later(10, reader.feed_data, b"-")
    _later(20, reader.feed_data, b"END")
    await _tell(trace, "read", lambda: reader.readuntil((b"END", b"-----")))


async def until_nothing(trace):
    reader = _reader("abc")
    for separator in (b"", (), (b"a", b"")):
        try:
            await reader.readuntil(separator)
        except ValueError as e:
            trace("refused", e)


async def until_the_end_comes(trace):
    reader = _reader("ab-")
    _later(10, reader.feed_eof)
    await _tell(trace, "read", lambda: reader.readuntil(b"--"))
    trace(reader.at_eof())


async def until_past_the_limit(trace):
    reader = _reader("abcdefgh--", limit=4)
    await _tell(trace, "read", lambda: reader.readuntil(b"--"))
    await _tell(trace, "again", lambda: reader.readuntil(b"--"))
    await _tell(trace, "whole", lambda: reader.read(100))


async def until_never_within_the_limit(trace):
    reader = _reader("abcd", limit=4)
    _later(10, reader.feed_data, b"efg")
    await _tell(trace, "read", lambda: reader.readuntil(b"---"))
    await _tell(trace, "whole", lambda: reader.read(100))


async def exception_comes_first(trace):
    reader = _reader("unread\n")
    reader.set_exception(InterruptedError())
    trace(reader.exception())
    reads = (lambda: reader.read(1), reader.read, reader.readline, lambda: reader.readexactly(1))
    for read in (*reads, reader.readuntil, lambda: reader.read(0)):
        try:
            await read()
        except InterruptedError:
            trace("raised")


async def exception_while_a_read_waits(trace):
    for wait in (lambda r: r.read(9), lambda r: r.readline(), lambda r: r.readexactly(9), lambda r: r.read()):
        reader = _reader()
        _later(10, reader.set_exception, KeyError())
        await _tell(trace, "read", lambda: wait(reader))
        trace(reader.exception())


async def cancelled_read_loses_nothing(trace):
    reader = _reader()
    for read in (lambda: reader.read(9), reader.readline, lambda: reader.readexactly(9)):
        task = _task(trace, "read", read)
        await turns(2)
        task.cancel()
        await task
        reader.feed_data(b"abc")
        await _tell(trace, "next", lambda: reader.read(9))


async def cancelled_read_with_a_part_loses_nothing(trace):
    reader = _reader("ab")
    for read in (reader.readline, lambda: reader.readexactly(9)):
        task = _task(trace, "read", read)
        await turns(2)
        task.cancel()
        await task
    await _tell(trace, "next", lambda: reader.read(9))


async def read_cancelled_when_bytes_have_come(trace):
    reader = _reader()
    for read in (lambda: reader.read(9), reader.readline, lambda: reader.readexactly(3)):
        task = _task(trace, "read", read)
        await turns(2)
        reader.feed_data(b"ab\n")
        task.cancel()
        await task
        await _tell(trace, "next", lambda: reader.read(9))


async def read_cancelled_when_the_end_has_come(trace):
    reader = _reader("ab")
    task = _task(trace, "read", lambda: reader.readexactly(9))
    await turns(2)
    reader.feed_eof()
    task.cancel()
    await task
    await _tell(trace, "next", lambda: reader.read(9))


async def two_reads_at_once(trace):
    reader = _reader()
    first = _task(trace, "first", lambda: reader.read(9))
    await turns(1)
    await _tell(trace, "second", reader.readline)
    reader.feed_data(b"abc")
    await first


async def end_of_the_stream(trace):
    reader = _reader("ab")
    trace(reader.at_eof())
    reader.feed_eof()
    trace(reader.at_eof())
    await reader.read(1)
    trace(reader.at_eof())
    await reader.read(1)
    trace(reader.at_eof())


async def wrong_use_of_the_feeding_side(trace):
    reader = _ended()
    try:
        reader.feed_data(b"more")
    except Exception:
        trace("data after the end")
    reader.feed_eof()
    reader.set_transport(_Transport(trace))
    try:
        reader.set_transport(_Transport(trace))
    except Exception:
        trace("a second transport")
    for limit in (0, -1):
        try:
            _reader(limit=limit)
        except ValueError as e:
            trace("limit", limit, e)


async def lines_of_a_stream(trace):
    reader = _reader("one\ntwo\n")
    _later(10, reader.feed_data, b"three\nfo")
    _later(20, reader.feed_data, b"ur")
    _later(30, reader.feed_eof)
    async for line in reader:
        trace("line", _text(line))


async def lines_are_left(trace):
    reader = _ended("one\ntwo\nthree\n")
    async for line in reader:
        trace("line", _text(line))
        break
    await _tell(trace, "rest", reader.read)


async def pauses_above_twice_the_limit(trace):
    reader = _reader(limit=3)
    reader.set_transport(_Transport(trace))
    for letter in "abcdefgh":
        trace("feeds", letter)
        reader.feed_data(letter.encode())
    for _ in range(4):
        await _tell(trace, "read", lambda: reader.read(2))


async def resumes_for_a_read_that_must_wait(trace):
    reader = _reader(limit=3)
    reader.set_transport(_Transport(trace))
    reader.feed_data(b"abcdefg")
    _later(10, reader.feed_data, b"hi")
    await _tell(trace, "nine", lambda: reader.readexactly(9))


async def resumes_after_a_line(trace):
    reader = _reader(limit=3)
    reader.set_transport(_Transport(trace))
    reader.feed_data(b"ab\ncd\nef\n")
    for _ in range(3):
        await _tell(trace, "line", reader.readline)


async def stays_paused_after_a_limit(trace):
    reader = _reader(limit=3)
    reader.set_transport(_Transport(trace))
    reader.feed_data(b"abcdefgh-")
    await _tell(trace, "read", lambda: reader.readuntil(b"-"))
    await _tell(trace, "whole", lambda: reader.read(6))


async def pauses_while_a_read_has_its_bytes(trace):
    reader = _reader(limit=3)
    reader.set_transport(_Transport(trace))
    task = _task(trace, "read", lambda: reader.read(100))
    await turns(2)
    reader.feed_data(b"abcdefgh")
    trace("fed")
    await task


async def drain_need_not_wait(trace):
    _, writer, _, _ = _connected(trace)
    await _done(trace, "drain", writer.drain)


async def drain_waits_until_writing_resumes(trace):
    _, writer, protocol, _ = _connected(trace)
    protocol.pause_writing()
    _later(10, protocol.resume_writing)
    await _done(trace, "drain", writer.drain)


async def several_drains_wait(trace):
    _, writer, protocol, _ = _connected(trace)
    protocol.pause_writing()
    tasks = [asyncio.create_task(_done(trace, name, writer.drain)) for name in "abc"]
    await turns(2)
    tasks[1].cancel()
    await turns(2)
    protocol.resume_writing()
    await asyncio.wait(tasks)


async def drain_waits_and_the_connection_is_lost(trace):
    _, writer, protocol, _ = _connected(trace)
    protocol.pause_writing()
    tasks = [asyncio.create_task(_done(trace, name, writer.drain)) for name in "ab"]
    await turns(2)
    protocol.connection_lost(BrokenPipeError())
    await asyncio.wait(tasks)
    await _done(trace, "later", writer.drain)
    await _done(trace, "later", writer.drain)


async def drain_after_a_good_end(trace):
    _, writer, protocol, transport = _connected(trace)
    transport.closing = True
    protocol.connection_lost(None)
    await _done(trace, "drain", writer.drain)


async def drain_of_a_closing_connection_gives_way(trace):
    _, writer, protocol, transport = _connected(trace)
    writer.close()
    await _done(trace, "first", writer.drain)
    asyncio.get_running_loop().call_soon(protocol.connection_lost, None)
    await _done(trace, "second", writer.drain)


async def drain_takes_a_turn_when_closing(trace):
    _, writer, _, _ = _connected(trace)
    writer.close()
    task = asyncio.create_task(_done(trace, "drain", writer.drain))
    await ticker(trace, 3)
    await task


async def drain_fails_with_the_reader(trace):
    reader, writer, _, _ = _connected(trace)
    reader.set_exception(InterruptedError())
    await _done(trace, "drain", writer.drain)


async def closed_in_good_order(trace):
    reader, writer, protocol, _ = _connected(trace)
    trace(writer.is_closing())
    writer.close()
    trace(writer.is_closing())
    _later(10, protocol.connection_lost, None)
    await _done(trace, "closed", writer.wait_closed)
    await _done(trace, "again", writer.wait_closed)
    trace(reader.at_eof())


async def closed_by_a_failure(trace):
    reader, writer, protocol, _ = _connected(trace)
    _later(10, protocol.connection_lost, ConnectionResetError())
    await _done(trace, "closed", writer.wait_closed)
    await _done(trace, "again", writer.wait_closed)
    await _tell(trace, "read", lambda: reader.read(1))


async def lost_while_a_read_waits(trace):
    reader, _, protocol, _ = _connected(trace)
    _later(10, protocol.connection_lost, ConnectionResetError())
    await _tell(trace, "read", lambda: reader.read(1))


async def half_closed_by_the_peer(trace):
    reader, writer, protocol, _ = _connected(trace)
    protocol.data_received(b"bye")
    trace("stays open", protocol.eof_received())
    await _tell(trace, "read", reader.read)
    await _done(trace, "drain", writer.drain)


async def callback_is_called_at_once(trace):
    def callback(reader, writer):
        trace("called")

    _connected(trace, callback)
    trace("made")


async def coroutine_callback_runs_as_a_task(trace):
    async def callback(reader, writer):
        trace("begins", asyncio.current_task() is not None)
        trace("read", _text(await reader.read(9)))

    _, _, protocol, _ = _connected(trace, callback)
    trace("made")
    await turns(2)
    protocol.data_received(b"abc")
    await turns(2)


async def coroutine_callback_fails(trace):
    async def callback(reader, writer):
        raise KeyError

    _connected(trace, callback)
    await turns(4)


async def coroutine_callback_is_cancelled(trace):
    async def callback(reader, writer):
        asyncio.current_task().cancel()
        await reader.read(1)

    _connected(trace, callback)
    await turns(4)
