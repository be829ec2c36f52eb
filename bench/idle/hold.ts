/** Holds idle connections: `node hold.js PORT COUNT`. Each says one thing and hears it. Prints HELD when all are there. */
import { createConnection, type Socket } from "evloop";

const [port = 0, count = 0] = process.argv.slice(2).map(Number);
const hello = Buffer.alloc(64, "hello ");
const held: Socket[] = [];
for (let i = 0; i < count; i += 1) {
	const sock = createConnection(["127.0.0.1", port]);
	sock.sendall(hello);
	for (let got = 0; got < hello.length; ) got += sock.recv(hello.length).length;
	held.push(sock);
}
console.log("HELD");
process.stdin.once("end", () => {
	for (const sock of held) sock.close();
});
process.stdin.resume();
