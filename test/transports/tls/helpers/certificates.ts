/** Certificates that `openssl` makes for the tests: an authority, and what it has signed. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ExecutionContext } from "ava";
import { hasCommand } from "../../../helpers/has-command.js";

/** A certificate and its key, as files and as text. */
export interface Identity {
	readonly certFile: string;
	readonly keyFile: string;
	readonly cert: string;
	readonly key: string;
}

/** What the tests need. */
export interface Certificates {
	readonly ca: string;
	readonly caFile: string;
	/** For `localhost`, `evloop.test` and 127.0.0.1. */
	readonly server: Identity;
	/** For `other.test`. */
	readonly other: Identity;
	/** Was valid on one day, long ago. */
	readonly expired: Identity;
	/** A client's. */
	readonly client: Identity;
	/** Signed by itself, for `localhost`. */
	readonly selfSigned: Identity;
}

let made: Certificates | undefined;

/**
 * Makes them, once for a file of tests.
 *
 * @param t the test.
 * @returns the certificates; `undefined` where there is no openssl, and the test has passed and said so.
 */
export function certificates(t: ExecutionContext): Certificates | undefined {
	if (!hasCommand(t, "openssl")) return undefined;
	if (made === undefined) {
		const folder = mkdtempSync(join(tmpdir(), "evtls-"));
		process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
		made = makeIn(folder);
	}
	return made;
}

function makeIn(folder: string): Certificates {
	const run = (...args: readonly string[]) => {
		execFileSync("openssl", args, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
	};
	const newKey = (name: string) =>
		run("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", `${name}.key`);
	const read = (name: string): Identity => {
		const [certFile, keyFile] = [join(folder, `${name}.pem`), join(folder, `${name}.key`)];
		return { certFile, keyFile, cert: readFileSync(certFile, "utf8"), key: readFileSync(keyFile, "utf8") };
	};
	const selfSign = (name: string, subject: string, ...more: readonly string[]) => {
		newKey(name);
		run(
			"req",
			"-x509",
			"-key",
			`${name}.key`,
			"-subj",
			`/CN=${subject}`,
			"-days",
			"30",
			"-out",
			`${name}.pem`,
			...more,
		);
	};
	selfSign("ca", "evloop tests");
	writeFileSync(join(folder, "index.txt"), "");
	writeFileSync(join(folder, "serial"), "01\n");
	writeFileSync(join(folder, "ca.cnf"), caSettings);
	const sign = (name: string, names: string, ...validity: readonly string[]): Identity => {
		newKey(name);
		run("req", "-new", "-key", `${name}.key`, "-subj", `/CN=${name}`, "-out", `${name}.csr`);
		writeFileSync(join(folder, `${name}.ext`), `subjectAltName=${names}\n`);
		const extensions = ["-extfile", `${name}.ext`];
		run(
			"ca",
			"-batch",
			"-config",
			"ca.cnf",
			"-in",
			`${name}.csr`,
			"-out",
			`${name}.pem`,
			"-notext",
			...extensions,
			...validity,
		);
		return read(name);
	};
	const good = ["-days", "30"];
	const past = ["-startdate", "200101000000Z", "-enddate", "200102000000Z"];
	selfSign("self", "localhost", "-addext", "subjectAltName=DNS:localhost");
	return {
		ca: readFileSync(join(folder, "ca.pem"), "utf8"),
		caFile: join(folder, "ca.pem"),
		server: sign("server", "DNS:localhost,DNS:evloop.test,IP:127.0.0.1", ...good),
		other: sign("other", "DNS:other.test", ...good),
		expired: sign("expired", "DNS:localhost", ...past),
		client: sign("client", "DNS:client", ...good),
		selfSigned: read("self"),
	};
}

const caSettings = `[ca]
default_ca = it
[it]
dir = .
database = index.txt
new_certs_dir = .
certificate = ca.pem
private_key = ca.key
serial = serial
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
`;
