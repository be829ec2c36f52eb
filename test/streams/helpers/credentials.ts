/** A server's key and certificate. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { ExecutionContext } from "ava";
import { temporaryFolder } from "../../sockets/helpers/temporary-folder.js";

/** A key and a certificate, and the files that they are in. */
export interface Credentials {
	readonly key: Buffer;
	readonly cert: Buffer;
	readonly keyFile: string;
	readonly certFile: string;
}

/** A key and a certificate for localhost, signed by itself; `openssl` makes them. */
export function credentials(t: ExecutionContext): Credentials {
	const folder = temporaryFolder(t);
	const [keyFile, certFile] = [`${folder}/key.pem`, `${folder}/cert.pem`];
	const files = ["-keyout", keyFile, "-out", certFile];
	const what = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
	const name = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
	execFileSync("openssl", ["req", "-x509", ...what, ...files, ...name], { stdio: "ignore" });
	return { key: readFileSync(keyFile), cert: readFileSync(certFile), keyFile, certFile };
}
