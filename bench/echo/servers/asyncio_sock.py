"""Echo on asyncio's loop.sock_recv and loop.sock_sendall; on uvloop's when the first argument is "uvloop"."""

import asyncio
import socket
import sys


async def client(loop, conn):
    with conn:
        while data := await loop.sock_recv(conn, 65536):
            await loop.sock_sendall(conn, data)


async def main(port):
    loop = asyncio.get_running_loop()
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(("127.0.0.1", port))
    server.listen(1024)
    server.setblocking(False)
    print("READY", server.getsockname()[1], flush=True)
    tasks = set()  # the loop itself keeps its tasks only weakly
    while True:
        conn, _ = await loop.sock_accept(server)
        conn.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        conn.setblocking(False)
        task = loop.create_task(client(loop, conn))
        tasks.add(task)
        task.add_done_callback(tasks.discard)


if sys.argv[1] == "uvloop":
    import uvloop

    uvloop.install()
asyncio.run(main(int(sys.argv[-1])))
