/** PostgreSQL by pg, over our Duplex. */
import { randomBytes } from "node:crypto";
import test from "ava";
import pg from "pg";
import { getEventLoop } from "../../../src/loop/index.js";
import { openConnection, openUnixConnection, toDuplex } from "../../../src/streams/index.js";
import { eventually } from "../../helpers/eventually.js";
import { postgres } from "./helpers/postgres.js";

test.serial(
	"pg: many rows, large values both ways, errors, transactions and an end, over TCP and a Unix socket",
	async (t) => {
		const server = await postgres(t);
		if (server === undefined) return;
		const before = getEventLoop().statistics().watched;
		const connectors = [
			() => openConnection("127.0.0.1", server.port),
			() => openUnixConnection(server.path),
		];
		for (const open of connectors) {
			const duplex = toDuplex(...(await open()), { allowHalfOpen: false });
			const client = new pg.Client({ stream: () => duplex as never, user: "tester", database: "postgres" });
			await client.connect();

			const { rows } = await client.query(
				"select i, repeat('x', i % 100) as x from generate_series(1, 10000) i",
			);
			t.is(rows.length, 10_000);
			t.true(rows.every(({ i, x }, at) => i === at + 1 && x.length === i % 100));

			const bytes = randomBytes(5_000_000);
			const large = await client.query("select $1::bytea as same, length($1::bytea) as length", [bytes]);
			t.true((large.rows[0].same as Buffer).equals(bytes));
			t.is(large.rows[0].length, bytes.length);

			const failed = await t.throwsAsync<Error & { code: string }>(client.query("select nonsense"));
			t.is(failed?.code, "42703");
			await client.query("begin; create temporary table numbers (n int); commit");
			for (let i = 0; i < 500; i += 1) await client.query("insert into numbers values ($1)", [i]);
			t.is((await client.query("select sum(n)::int as sum from numbers")).rows[0].sum, (499 * 500) / 2);

			await client.end();
			await eventually("its end", () => duplex.closed);
		}
		await eventually("all to be over", () => getEventLoop().statistics().watched <= before);
	},
);

test.serial("pg: a session that the server ends is an error, not a silence", async (t) => {
	const server = await postgres(t);
	if (server === undefined) return;
	const connect = async () => {
		const stream = toDuplex(...(await openConnection("127.0.0.1", server.port)), { allowHalfOpen: false });
		const client = new pg.Client({ stream: () => stream as never, user: "tester", database: "postgres" });
		await client.connect();
		return client;
	};
	const [victim, other] = [await connect(), await connect()];
	const told = new Promise<Error>((resolve) => victim.on("error", resolve));
	const { rows } = await victim.query("select pg_backend_pid() as pid");
	const waiting = t.throwsAsync(victim.query("select pg_sleep(60)"));
	await other.query("select pg_terminate_backend($1)", [rows[0].pid]);
	t.regex(String((await waiting)?.message), /terminating connection|Connection terminated/);
	t.true((await told) instanceof Error);
	await other.end();
});
