/** The package as it is packed: unpacked into an empty folder, beside its one dependency, it works there. */
import { execFileSync, spawnSync } from "node:child_process";
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	realpathSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { entryPoints } from "../../scripts/entry-points.js";
import * as errors from "../../src/errors.js";

const folder = mkdtempSync(join(realpathSync(tmpdir()), "evloop-package-"));
const installed = join(folder, "node_modules", "evloop");
const entries = entryPoints();

test.before("pack and unpack", () => {
	const tarballs = join(folder, "tarballs");
	mkdirSync(tarballs);
	mkdirSync(installed, { recursive: true });
	// Without scripts: they would build again, under the feet of the tests that run beside this one.
	execFileSync("npm", ["pack", "--ignore-scripts", "--pack-destination", tarballs], { stdio: "ignore" });
	const [tarball = ""] = readdirSync(tarballs);
	execFileSync("tar", ["-xzf", join(tarballs, tarball), "-C", installed, "--strip-components=1"]);
	for (const name of ["koffi", "@types", "undici-types"]) {
		symlinkSync(realpathSync(join("node_modules", name)), join(folder, "node_modules", name));
	}
});

test.after.always("remove the folder", () => rmSync(folder, { recursive: true, force: true }));

/** Runs a program in the folder, as a file, and returns what it printed. */
function run(name: string, code: string, ...options: string[]): string {
	const path = join(folder, name);
	writeFileSync(path, code);
	const { status, stdout, stderr } = spawnSync(process.execPath, [...options, path], {
		cwd: folder,
		encoding: "utf8",
	});
	if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
	return stdout.trim();
}

test("package: holds the bundle, the source and its types, and nothing of the tests", (t) => {
	const files = readdirSync(installed, { recursive: true, encoding: "utf8" });
	for (const { source } of entries) {
		t.true(files.includes(source), source);
		t.true(files.includes(join("dist", source.replace(/\.ts$/, ".d.ts"))), source);
	}
	t.true(files.includes(join("dist", "lib", "index.js")));
	t.true(files.includes("LICENSE") && files.includes("README.md"));
	t.deepEqual(
		files.filter((file) =>
			/^(dist\/)?(test|bench|examples|scripts|docs\/site)\b|^dist\/docs|tsbuildinfo/.test(file),
		),
		[],
	);
});

test("package: what its README links to is in it", (t) => {
	const text = readFileSync(join(installed, "README.md"), "utf8");
	const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = ""]) => path);
	t.true(links.length > 10);
	for (const path of links) t.true(existsSync(join(installed, path)), path);
});

test("package: every entry point can be imported, and but for evloop/testing holds what evloop holds", (t) => {
	const names = JSON.stringify(entries.map(({ name }) => name));
	const code = `
		const all = await import("evloop");
		for (const name of ${names}) {
			const part = await import(name);
			const strange = Object.keys(part).filter((key) => !Object.is(all[key], part[key]));
			console.log(name, name === "evloop/testing" ? "" : strange.join(" "));
		}
	`;
	const printed = run("import.mjs", code).split("\n");
	t.deepEqual(
		printed.map((line) => line.trim()),
		entries.map(({ name }) => name),
	);
});

test("package: every entry point has every class of error, the same ones", (t) => {
	const code = `
		const all = await import("evloop");
		const errors = ${JSON.stringify(Object.keys(errors))};
		for (const name of ${JSON.stringify(entries.map(({ name }) => name))}) {
			const part = await import(name);
			console.log(name, errors.every((error) => part[error] !== undefined && part[error] === all[error]));
		}
	`;
	t.deepEqual(
		run("errors.mjs", code).split("\n"),
		entries.map(({ name }) => `${name} true`),
	);
});

test("package: evloop/futures and evloop/streams need nobody else to bring a loop", (t) => {
	const code = `
		import { sleep } from "evloop/futures";
		console.log(await sleep(1, "slept"));
	`;
	t.is(run("futures.mjs", code), "slept");
	const streams = `
		import { openConnection, startServer } from "evloop/streams";
		const server = await startServer((reader, writer) => { writer.write("served"); writer.close(); }, "127.0.0.1", 0);
		const [reader, writer] = await openConnection("127.0.0.1", server.sockets[0].getsockname()[1]);
		console.log(String(await reader.read()));
		writer.close();
		server.close();
	`;
	t.is(run("streams.mjs", streams), "served");
});

test("package: what runs in threads of its own finds its code", (t) => {
	const code = `
		import { PollSelector, run, SelectorEventLoop, socketpair, toThread } from "evloop";
		const loop = new SelectorEventLoop(new PollSelector());
		const [a, b] = socketpair();
		for (const end of [a, b]) end.setblocking(false);
		const received = loop.runUntilComplete(async () => String(await loop.sockRecv(a, 5)));
		b.send("waits");
		console.log(await received);
		a.close();
		b.close();
		loop.close();
		console.log(await run(async () => toThread((n) => n + 1, 41)));
	`;
	t.is(run("threads.mjs", code), "waits\n42");
});

test("package: stacks lead to the sources, and functions have their names", (t) => {
	const code = `
		import { Future, getEventLoop, Socket, TaskGroup } from "evloop";
		console.log(Future.name, Socket.name, TaskGroup.name);
		try {
			getEventLoop().callSoon(1);
		} catch (error) {
			console.log(/src\\/loop\\/[a-z-]+\\.ts/.test(error.stack));
		}
	`;
	t.is(run("stacks.mjs", code, "--enable-source-maps"), "Future Socket TaskGroup\ntrue");
});

test("package: require() works, as there is no top-level await", (t) => {
	const code = entries.map(({ name }) => `console.log(typeof require(${JSON.stringify(name)}));`).join("\n");
	t.deepEqual(
		run("require.cjs", code, "--no-warnings").split("\n"),
		entries.map(() => "object"),
	);
});

test("package: importing does not throw on a platform that it knows nothing of", (t) => {
	const shim = join(folder, "shim.mjs");
	for (const platform of ["win32", "sunos", "no-such-system"]) {
		writeFileSync(shim, `Object.defineProperty(process, "platform", { value: "${platform}" });`);
		const code = `
			${entries.map(({ name }) => `await import("${name}");`).join("\n")}
			console.log(process.platform);
		`;
		t.is(run("platform.mjs", code, "--import", shim), platform);
	}
});

test("package: importing loads no native code", (t) => {
	const code = `
		${entries.map(({ name }) => `await import("${name}");`).join("\n")}
		const { sharedObjects } = process.report.getReport();
		console.log(sharedObjects.filter((path) => path.endsWith(".node")).length);
	`;
	t.is(run("native.mjs", code), "0");
});

/** Compiles a program in the folder with the compiler's strictest options, and returns what it complains about. */
function complaints(name: string, code: string, ...options: string[]): string {
	writeFileSync(join(folder, name), code);
	const compiler = join(process.cwd(), "node_modules", "typescript", "bin", "tsc");
	const strict =
		"--noEmit --strict --exactOptionalPropertyTypes --target es2022 --lib es2022,esnext.disposable";
	return spawnSync(process.execPath, [compiler, ...strict.split(" "), ...options, name], {
		cwd: folder,
		encoding: "utf8",
	}).stdout.trim();
}

test("package: its declarations compile under the strictest options", (t) => {
	const lines = entries.map(({ name }, index) => `import * as part${index} from "${name}";`);
	const uses = entries.map((_, index) => `console.log(part${index});`);
	const code = [...lines, ...uses, ""].join("\n");
	const options = ["--skipLibCheck", "false", "--types", "node"];
	t.is(complaints("consumer.mts", code, "--module", "nodenext", ...options), "");
	const bundler = ["--module", "esnext", "--moduleResolution", "bundler"];
	t.is(complaints("bundled.mts", code, ...bundler, ...options), "");
});

test("package: a Buffer is one where the program names no types", (t) => {
	const code = `
		import { getEventLoop, type Socket } from "evloop";
		declare const sock: Socket;
		export const y: number = (await getEventLoop().sockRecv(sock, 1)).nonsense.more;
	`;
	t.regex(
		complaints("no-types.mts", code, "--module", "nodenext", "--skipLibCheck"),
		/^no-types\.mts\(4,\d+\): error TS2339: Property 'nonsense' does not exist on type '.*Buffer/,
	);
});
