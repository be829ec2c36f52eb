"""Transports of pipes."""

import asyncio
import os


class _Log(asyncio.Protocol):
    def __init__(self, trace):
        self._trace = trace
        self.lost = asyncio.get_running_loop().create_future()

    def connection_made(self, transport):
        self._trace("made")

    def data_received(self, data):
        self._trace("data", data.decode())

    def eof_received(self):
        self._trace("eof")
        return True

    def pause_writing(self):
        self._trace("pause")

    def resume_writing(self):
        self._trace("resume")

    def connection_lost(self, exc):
        self._trace("lost", exc)
        self.lost.set_result(None)


async def _reading(trace, make=_Log):
    reader, writer = os.pipe()
    loop = asyncio.get_running_loop()
    transport, protocol = await loop.connect_read_pipe(lambda: make(trace), os.fdopen(reader, "rb", 0))
    trace("connected")
    return transport, protocol, os.fdopen(writer, "wb", 0)


async def _writing(trace, make=_Log):
    reader, writer = os.pipe()
    loop = asyncio.get_running_loop()
    transport, protocol = await loop.connect_write_pipe(lambda: make(trace), os.fdopen(writer, "wb", 0))
    trace("connected")
    return transport, protocol, os.fdopen(reader, "rb", 0)


async def read_pipe_data_and_end(trace):
    transport, protocol, writer = await _reading(trace)
    trace(transport.is_reading(), transport.is_closing())
    writer.write(b"hello")
    writer.close()
    await protocol.lost
    trace(transport.is_reading(), transport.is_closing())


async def read_pipe_end_alone(trace):
    transport, protocol, writer = await _reading(trace)
    writer.close()
    await protocol.lost


async def read_pipe_closed_by_us(trace):
    transport, protocol, writer = await _reading(trace)
    writer.write(b"never")
    transport.close()
    trace("closing", transport.is_closing())
    asyncio.get_running_loop().call_soon(trace, "soon")
    await protocol.lost
    writer.close()


async def read_pipe_closed_in_data_received(trace):
    class Closing(_Log):
        def connection_made(self, transport):
            super().connection_made(transport)
            self.transport = transport

        def data_received(self, data):
            super().data_received(data)
            self.transport.close()
            trace("closing")

    transport, protocol, writer = await _reading(trace, Closing)
    writer.write(b"hello")
    writer.close()
    await protocol.lost


async def read_pipe_paused(trace):
    transport, protocol, writer = await _reading(trace)
    transport.pause_reading()
    trace(transport.is_reading())
    writer.write(b"hello")
    await asyncio.sleep(10)
    trace("slept")
    transport.resume_reading()
    await asyncio.sleep(10)
    writer.close()
    await protocol.lost


async def write_pipe_small(trace):
    transport, protocol, reader = await _writing(trace)
    transport.write(b"hello")
    trace(transport.get_write_buffer_size(), reader.read(100).decode())
    transport.write_eof()
    trace("eof written", transport.is_closing())
    asyncio.get_running_loop().call_soon(trace, "soon")
    await protocol.lost
    trace(reader.read(100).decode() == "")
    reader.close()


async def write_pipe_reader_goes(trace):
    transport, protocol, reader = await _writing(trace)
    reader.close()
    await protocol.lost
    trace(transport.is_closing())


async def write_pipe_reader_goes_with_unwritten(trace):
    transport, protocol, reader = await _writing(trace)
    transport.write(b"x" * 1000000)
    trace("written")
    reader.close()
    await protocol.lost
    trace(transport.get_write_buffer_size())


async def write_pipe_to_nobody(trace):
    transport, protocol, reader = await _writing(trace)
    reader.close()
    transport.write(b"hello")
    trace("closing", transport.is_closing())
    await protocol.lost


async def write_pipe_aborted(trace):
    transport, protocol, reader = await _writing(trace)
    transport.write(b"x" * 1000000)
    transport.abort()
    trace("aborted", transport.get_write_buffer_size())
    await protocol.lost
    reader.close()


async def write_pipe_paused_and_resumed(trace):
    transport, protocol, reader = await _writing(trace)
    size = 300000
    transport.write(b"x" * size)
    transport.close()
    trace("closing")
    while size > 0:
        size -= len(reader.read(65536))
        await asyncio.sleep(1)
    await protocol.lost
    trace(size)
    reader.close()
