/** What a TLS server must have before it listens, and what its connections share. */
import { generateKeyPairSync } from "node:crypto";
import { existsSync } from "node:fs";
import { type ConnectionOptions, connect, createSecureContext, type TLSSocket } from "node:tls";
import test, { type ExecutionContext } from "ava";
import type { TlsSettings } from "../../../src/loop/index.js";
import { Socket } from "../../../src/sockets/index.js";
import { startServer, startUnixServer } from "../../../src/streams/index.js";
import { becomesIdle } from "../../helpers/becomes-idle.js";
import { newLoop } from "../../helpers/new-loop.js";
import { temporaryFolder } from "../../sockets/helpers/temporary-folder.js";
import { codeOf } from "../helpers/code-of.js";
import { Keeper } from "../helpers/keeper.js";
import { reportsOf } from "../helpers/reports.js";
import { certificates } from "./helpers/certificates.js";
import { tlsServer } from "./helpers/tls-pair.js";

/** A key of another kind than those of the certificates. */
const rsaKey = () =>
	generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({
		type: "pkcs8",
		format: "pem",
	}) as string;

test("TLS servers: settings with which no client could connect are refused, and nothing listens", async (t) => {
	const files = certificates(t);
	if (files === undefined) return;
	const loop = newLoop(t);
	const { cert, key } = files.server;
	const bad: readonly (readonly [TlsSettings, string | RegExp])[] = [
		[true, "ValueError"],
		[{}, "ValueError"],
		[{ cert }, "ValueError"],
		[{ key }, "ValueError"],
		[{ cert: [], key: [] }, "ValueError"],
		[{ cert, key: rsaKey() }, "ValueError"],
		[{ cert, key: files.other.key }, /^ERR_OSSL_/],
		[{ cert: "x", key }, /^ERR_OSSL_/],
		[{ cert, key: "nonsense" }, /^ERR_OSSL_/],
		[{ cert, key: 5 as never }, "ERR_INVALID_ARG_TYPE"],
		[{ cert, key, SNICallback: 5 as never }, "ERR_INVALID_ARG_TYPE"],
		[{ secureContext: {} as never }, "ERR_TLS_INVALID_CONTEXT"],
	];
	const path = `${temporaryFolder(t)}/socket`;
	const unused = new Socket();
	unused.bind(["127.0.0.1", 0]);
	t.teardown(() => unused.close());
	const factory = () => new Keeper();
	for (const [ssl, code] of bad) {
		for (const serve of [
			() => loop.createServer(factory, "127.0.0.1", 0, { ssl }),
			() => loop.createServer(factory, null, null, { ssl, sock: unused, startServing: false }),
			() => loop.createUnixServer(factory, path, { ssl }),
			() => startServer(() => {}, "127.0.0.1", 0, { ssl, loop }),
			() => startUnixServer(() => {}, path, { ssl, loop }),
		]) {
			const error = t.throws(serve, undefined, `${JSON.stringify(ssl)}`);
			if (typeof code === "string") t.is(codeOf(error), code);
			else t.regex(codeOf(error) ?? "", code);
		}
	}
	t.false(existsSync(path));
	t.true(unused.fileno() >= 0);
	await becomesIdle(loop, 0);
});

test("TLS servers: whatever finds a certificate is enough, and of several one must have its key", async (t) => {
	const files = certificates(t);
	if (files === undefined) return;
	const loop = newLoop(t);
	const { cert, key } = files.server;
	const settings: readonly TlsSettings[] = [
		{ cert: [Buffer.from(cert)], key: [Buffer.from(key), rsaKey()] },
		{ cert, key: [{ pem: key }] },
		{ secureContext: createSecureContext({ cert, key }) },
		{ SNICallback: (_name, done) => done(null, createSecureContext({ cert, key })) },
	];
	for (const ssl of settings) {
		const { port } = await tlsServer(t, loop, ssl);
		const client = await nodeClient(t, port, { ca: files.ca });
		t.true(client.authorized);
	}
});

test("TLS servers: a key that both sides know takes the place of a certificate", async (t) => {
	const loop = newLoop(t);
	const psk = Buffer.from("d731ef57be09e5204f0b205b60627028", "hex");
	const common = { ciphers: "PSK", maxVersion: "TLSv1.2" } as const;
	const { port } = await tlsServer(t, loop, { ...common, pskCallback: () => psk } as never);
	const client = await nodeClient(t, port, {
		...common,
		pskCallback: () => ({ psk, identity: "it" }),
		checkServerIdentity: () => undefined,
	});
	t.true(client.encrypted);
});

test("TLS servers: a client comes again with its session, with a certificate of its own, too", async (t) => {
	const files = certificates(t);
	if (files === undefined) return;
	const loop = newLoop(t);
	const reports = reportsOf(loop);
	loop.setDebug(true);
	const { ca, client, server } = files;
	for (const asked of [{}, { requestCert: true, ca }]) {
		const { port } = await tlsServer(t, loop, { ...server, ...asked });
		for (const maxVersion of ["TLSv1.2", "TLSv1.3"] as const) {
			const options = { ca, maxVersion, cert: client.cert, key: client.key };
			const first = await nodeClient(t, port, options);
			t.false(first.isSessionReused());
			const session = await sessionOf(first);
			const second = await nodeClient(t, port, { ...options, session });
			t.true(second.isSessionReused(), `${maxVersion} ${Object.keys(asked)}`);
		}
	}
	t.deepEqual(reports, []);
});

/** A client of Node's, its handshake behind it. */
async function nodeClient(t: ExecutionContext, port: number, options: ConnectionOptions): Promise<TLSSocket> {
	const client = connect({ host: "127.0.0.1", port, servername: "localhost", ...options });
	t.teardown(() => client.destroy());
	const session = new Promise<Buffer>((resolve) => client.once("session", resolve));
	sessions.set(client, session);
	client.resume();
	await new Promise<void>((resolve, reject) => {
		client.once("secureConnect", resolve);
		client.once("error", reject);
	});
	return client;
}

const sessions = new WeakMap<TLSSocket, Promise<Buffer>>();

/** The session that the server gave a client, perhaps after the handshake. */
async function sessionOf(client: TLSSocket): Promise<Buffer> {
	return (await sessions.get(client)) as Buffer;
}
