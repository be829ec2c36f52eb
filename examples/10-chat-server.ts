/**
 * A chat server: the first line that a client says is its name, every other one goes to all others. Use `nc` to take part.
 *
 *     node dist/examples/10-chat-server.js [HOST [PORT [LIMIT]]]
 *
 * It ends when so many clients have come and gone; by default with Ctrl-C. A client that does not read what it is told is
 * dropped: it may not make the memory grow, nor may it hold up the others.
 */
import { type InetAddress, type StreamReader, type StreamWriter, startServer } from "evloop";

const [host = "127.0.0.1", port = "8888", limit = "Infinity"] = process.argv.slice(2);
const mostUnread = 1_000_000;
const members = new Map<string, StreamWriter>();
let left = Number(limit);

function tell(line: string, from?: string): void {
	console.log(line);
	for (const [name, writer] of members) {
		if (name === from) continue;
		writer.write(`${line}\n`);
		if (writer.transport.getWriteBufferSize() > mostUnread) writer.transport.abort();
	}
}

async function chat(reader: StreamReader, writer: StreamWriter): Promise<void> {
	let name = "";
	try {
		writer.write("Your name?\n");
		name = (await reader.readline({ limit: 100 })).toString().trim();
		if (name === "" || members.has(name)) {
			writer.write("That name is not free.\n");
			name = "";
			return;
		}
		writer.write(`Welcome, ${name}. Here: ${[...members.keys()].join(", ") || "nobody"}\n`);
		tell(`* ${name} comes`);
		members.set(name, writer);
		for await (const line of reader.lines({ limit: 10_000 })) {
			const text = line.toString().trim();
			if (text !== "") tell(`${name}: ${text}`, name);
		}
	} catch {
		// Gone without a word, or a line that is too long: either way it is over.
	} finally {
		if (name !== "") {
			members.delete(name);
			tell(`* ${name} goes`);
		}
		writer.close();
		left -= 1;
		if (left === 0) server.close();
	}
}

const server = await startServer(chat, host, Number(port));
const [address, number] = server.sockets[0]?.getsockname<InetAddress>() ?? [];
console.log(`serving on ${address}:${number}`);
