/**
 * The soak: `npm run soak -- --minutes 10 [--seed N] [--loop proactor|selector] [--backend io_uring|aio|threads] [--only KIND]`.
 *
 * Many workers do at random whatever this package can, take it back at random moments and close it in the middle; each byte
 * is checked, and whenever all of them pause, what the process holds. Ends with status 1, and the seed, where anything was wrong.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	canUseProactor,
	type EventLoop,
	open,
	ProactorEventLoop,
	SelectorEventLoop,
	setEventLoop,
} from "../../src/index.js";
import { readOptions } from "./options.js";
import { runSoak } from "./run-soak.js";
import { type BackendName, Soak, type SoakOptions } from "./soak.js";

const options = readOptions(process.argv.slice(2));
const folder = mkdtempSync(join(tmpdir(), "evloop-soak-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

function makeLoop(): EventLoop {
	const { usable, reason } = canUseProactor();
	if (options.loop === "proactor" && usable) return new ProactorEventLoop();
	if (options.loop === "proactor") console.log(`SKIP: the proactor: ${reason}; the selector loop instead`);
	return new SelectorEventLoop();
}

async function usableBackends(loop: EventLoop): Promise<BackendName[]> {
	const usable: BackendName[] = [];
	for (const backend of options.backends) {
		try {
			await (await open("/dev/null", "r", 0o666, { backend, loop })).close();
			usable.push(backend);
		} catch (error) {
			console.log(`SKIP: ${backend}: ${(error as Error).message}`);
		}
	}
	return usable.length === 0 ? ["threads"] : usable;
}

function makeIdentity(): SoakOptions["identity"] {
	const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
	const request = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost";
	try {
		execFileSync("openssl", [...request.split(" "), "-keyout", key, "-out", cert], { stdio: "ignore" });
	} catch (error) {
		console.log(`SKIP: openssl: TLS is left out: ${(error as Error).message}`);
		return undefined;
	}
	return { cert: readFileSync(cert, "utf8"), key: readFileSync(key, "utf8") };
}

const loop = makeLoop();
setEventLoop(loop);
const backends = await usableBackends(loop);
const soak = new Soak({ seed: options.seed, loop, backends, folder, identity: makeIdentity() });
console.log(
	`seed ${options.seed}, ${options.minutes} min, ${loop.constructor.name}, files by ${backends.join(", ")}, ${globalThis.gc === undefined ? "no forced collection" : "forced collection"}`,
);
process.on("unhandledRejection", (reason) =>
	soak.fault(`unhandled rejection: ${(reason as Error)?.stack ?? reason}`),
);
process.on("warning", (warning) => soak.fault(`warning: ${warning.stack}`));
loop.setExceptionHandler((_loop, { message, exception }) => {
	soak.fault(`exception handler: ${message}: ${(exception as Error)?.stack ?? exception}`);
});

await runSoak(soak, options.minutes, options.only);

for (const [what, times] of [...soak.counts].sort()) console.log(`${String(times).padStart(9)} ${what}`);
console.log(
	soak.faults.length === 0
		? `seed ${options.seed}: nothing wrong`
		: `seed ${options.seed}: ${soak.faults.length} wrong, the first: ${soak.faults[0]}`,
);
loop.close();
process.exitCode = soak.faults.length === 0 ? 0 : 1;
