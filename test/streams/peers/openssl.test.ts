/** openssl as the other side of TLS. */
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import { Duplex } from "node:stream";
import { connect as connectTls, type TLSSocket } from "node:tls";
import test from "ava";
import "../../../src/loop/index.js";
import { openConnection } from "../../../src/streams/index.js";
import { Program } from "../../examples/helpers/program.js";
import { hasCommand } from "../../helpers/has-command.js";
import { credentials } from "../helpers/credentials.js";
import { portOf, serve } from "../helpers/stream-pairs.js";
import { freePort } from "./helpers/free-port.js";

for (const version of ["-tls1_2", "-tls1_3"]) {
	test(`openssl s_client ${version}: lines both ways with a server of ours, and an end`, async (t) => {
		if (!hasCommand(t, "openssl")) return;
		const secrets = credentials(t);
		const { key, cert } = secrets;
		const server = await serve(
			t,
			async (reader, writer) => {
				for await (const line of reader) {
					writer.write(line.toString().toUpperCase());
					await writer.drain();
				}
				writer.close();
			},
			{ ssl: { key, cert } },
		);
		const address = ["-connect", `127.0.0.1:${portOf(server)}`, "-servername", "localhost"];
		const trust = ["-CAfile", secrets.certFile, "-verify_return_error", "-verify_hostname", "localhost"];
		const client = new Program(
			t,
			"openssl",
			"s_client",
			"-quiet",
			"-no_ign_eof",
			version,
			...address,
			...trust,
		);
		client.process.stdin.write("hello\n");
		await client.printed(/HELLO\n/);
		client.process.stdin.write(`${"x".repeat(60_000)}\n`);
		await client.printed(/X\n/);
		const { code, stdout, stderr } = await client.finish();
		t.is(stdout, `HELLO\n${"X".repeat(60_000)}\n`);
		t.is(code, 0, stderr);
		t.notRegex(stderr, /verify error/);
	});

	test(`openssl s_server ${version}: lines both ways with a client of ours, and an end`, async (t) => {
		if (!hasCommand(t, "openssl")) return;
		const secrets = credentials(t);
		const port = await freePort();
		const keys = ["-key", secrets.keyFile, "-cert", secrets.certFile];
		const what = ["-accept", `127.0.0.1:${port}`, version, "-naccept", "1", "-rev"];
		const server = new Program(t, "openssl", "s_server", ...what, ...keys);
		await server.printed(/ACCEPT/);
		const ssl = { ca: secrets.cert };
		const [reader, writer] = await openConnection("127.0.0.1", port, { ssl, serverHostname: "localhost" });
		const tls = writer.getExtraInfo("sslObject");
		t.is(tls?.getProtocol(), version === "-tls1_2" ? "TLSv1.2" : "TLSv1.3");
		const text = randomBytes(5000).toString("hex");
		for (const line of ["stressed", text]) {
			writer.write(`${line}\n`);
			await writer.drain();
			t.is(String(await reader.readline()), `${[...line].reverse().join("")}\n`);
		}
		writer.close();
		await writer.waitClosed();
		t.is((await server.ended).code, 0);
	});
}

test("StreamWriter.startTls: a PROXY line and the client's hello in one packet", async (t) => {
	if (!hasCommand(t, "openssl")) return;
	const { key, cert } = credentials(t);
	const lines: string[] = [];
	const server = await serve(t, async (reader, writer) => {
		lines.push(String(await reader.readuntil("\r\n")));
		await writer.startTls({ key, cert });
		writer.write(await reader.readexactly(5));
		writer.close();
	});
	const socket = connect(portOf(server), "127.0.0.1");
	await once(socket, "connect");
	t.teardown(() => socket.destroy());
	let packets = 0;
	const line = "PROXY TCP4 192.0.2.1 192.0.2.2 1000 443\r\n";
	// The hello goes out behind the line, in the same write: one packet on loopback.
	const joined = new Duplex({
		read: () => {},
		write: (chunk: Buffer, _encoding, done) => {
			packets += 1;
			socket.write(packets === 1 ? Buffer.concat([Buffer.from(line), chunk]) : chunk, done);
		},
	});
	socket.on("data", (data) => joined.push(data)).on("end", () => joined.push(null));
	const tls: TLSSocket = connectTls({ socket: joined, ca: cert, servername: "localhost" });
	tls.write("hello");
	const [data] = (await once(tls, "data")) as [Buffer];
	t.is(String(data), "hello");
	t.deepEqual(lines, [line]);
	t.true(packets > 1);
	tls.destroy();
});
