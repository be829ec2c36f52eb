/** A PostgreSQL of the test's own. */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readdirSync } from "node:fs";
import type { ExecutionContext } from "ava";
import { Program } from "../../../examples/helpers/program.js";
import { skip } from "../../../helpers/skip.js";
import { temporaryFolder } from "../../../sockets/helpers/temporary-folder.js";
import { freePort, listens } from "./free-port.js";

const packages = "/usr/lib/postgresql";

/** Where Debian puts the newest one's programs, which are in no path. */
function programs(): string | undefined {
	const versions = existsSync(packages) ? readdirSync(packages) : [];
	const folders = versions
		.sort((a, b) => Number(b) - Number(a))
		.map((version) => `${packages}/${version}/bin`);
	return folders.find((folder) => existsSync(`${folder}/initdb`) && existsSync(`${folder}/postgres`));
}

/** Starts one, whose user is `tester` and needs no password; `undefined`, and the test is skipped, where there is none. */
export async function postgres(t: ExecutionContext): Promise<{ port: number; path: string } | undefined> {
	const bin = programs();
	if (bin === undefined) {
		skip(t, "postgres", "not installed");
		return undefined;
	}
	const folder = temporaryFolder(t);
	// It refuses to be root.
	const asRoot = process.getuid?.() === 0;
	if (asRoot) {
		chmodSync(folder, 0o777);
		if (spawnSync("setpriv", ["--version"]).status !== 0) {
			skip(t, "setpriv", "not installed, and postgres refuses to be root");
			return undefined;
		}
	}
	const prefix = asRoot ? ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] : ["env"];
	const start = (...args: string[]) => {
		const [command = "", ...rest] = [...prefix, ...args];
		return new Program(t, command, ...rest);
	};
	const data = `${folder}/data`;
	const making = ["--username=tester", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"];
	const made = await start(`${bin}/initdb`, "-D", data, ...making).ended;
	if (made.code !== 0) throw new Error(`initdb failed: ${made.stderr}`);
	const port = await freePort();
	const settings = ["fsync=off", "shared_buffers=16MB", "max_connections=10", "autovacuum=off"];
	const network = ["-c", "listen_addresses=127.0.0.1", "-p", String(port), "-k", folder];
	const server = start(
		`${bin}/postgres`,
		"-D",
		data,
		...network,
		...settings.flatMap((each) => ["-c", each]),
	);
	t.teardown(async () => {
		// It takes its children and its shared memory with it.
		server.process.kill("SIGQUIT");
		await server.ended;
	});
	await server.complained(/database system is ready to accept connections/);
	await listens(port, server);
	return { port, path: `${folder}/.s.PGSQL.${port}` };
}
