"""Echo on asyncio's StreamReader and StreamWriter; on uvloop when the first argument is "uvloop"."""

import asyncio
import sys


async def client(reader, writer):
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.close()


async def main(port):
    server = await asyncio.start_server(client, "127.0.0.1", port, backlog=1024)
    print("READY", server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if sys.argv[1] == "uvloop":
    import uvloop

    uvloop.install()
asyncio.run(main(int(sys.argv[-1])))
