/** Echo on Bun.listen. Runs on Bun only; what it uses of Bun is declared here. */
interface BunSocket {
	data: Uint8Array[];
	write(data: Uint8Array): number;
	setNoDelay(on: boolean): void;
}

declare const Bun: {
	listen(options: {
		hostname: string;
		port: number;
		socket: {
			open(socket: BunSocket): void;
			data(socket: BunSocket, data: Uint8Array): void;
			drain(socket: BunSocket): void;
		};
	}): { readonly port: number };
};

/** Writes what goes out; keeps the rest, copied, for the drain. */
function write(socket: BunSocket, data: Uint8Array): boolean {
	const sent = socket.write(data);
	if (sent === data.length) return true;
	socket.data.unshift(data.slice(Math.max(sent, 0)));
	return false;
}

const server = Bun.listen({
	hostname: "127.0.0.1",
	port: Number(process.argv[2] ?? 0),
	socket: {
		open(socket) {
			socket.data = [];
			socket.setNoDelay(true);
		},
		data(socket, data) {
			if (socket.data.length > 0) socket.data.push(data.slice());
			else write(socket, data);
		},
		drain(socket) {
			for (let rest = socket.data.shift(); rest !== undefined; rest = socket.data.shift()) {
				if (!write(socket, rest)) return;
			}
		},
	},
});
console.log(`READY ${server.port}`);
