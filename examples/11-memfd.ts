/**
 * A page in memory, sealed and passed to a child process, which reads it without a copy having been sent.
 *
 *     node dist/examples/11-memfd.js
 *
 * The receiver need not trust the sender: what is sealed cannot change under its eyes, nor become shorter.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import {
	F_SEAL_GROW,
	F_SEAL_SHRINK,
	F_SEAL_WRITE,
	getEventLoop,
	MemFd,
	memfd,
	Socket,
	socketpair,
} from "evloop";

const loop = getEventLoop();
const inherited = 3;
const fixed = F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW;

async function child(): Promise<void> {
	using parent = new Socket(undefined, undefined, undefined, { fileno: inherited });
	parent.setblocking(false);
	const [, [fd]] = await loop.sockRecvFds(parent, 1, 1);
	if (fd === undefined) throw new Error("no page came");
	using page = new MemFd(fd);
	if ((page.getSeals() & fixed) !== fixed) throw new Error("this page may change: it is not read");
	const text = page.pread(page.size).toString();
	await loop.sockSendall(parent, `${page.size} bytes, the last word is ${text.trim().split(" ").at(-1)}`);
}

async function parent(): Promise<void> {
	const [mine, theirs] = socketpair();
	mine.setblocking(false);
	const reader = spawn(process.execPath, [fileURLToPath(import.meta.url), "child"], {
		stdio: ["ignore", "inherit", "inherit", theirs.fileno()],
	});
	theirs.close();
	using page = memfd("page", { sealing: true });
	page.pwrite("word ".repeat(200_000));
	page.pwrite("done", page.size);
	page.addSeals(fixed);
	await loop.sockSendFds(mine, ["p"], [page]);
	console.log(`the child found ${await loop.sockRecv(mine, 1000)}`);
	mine.close();
	await once(reader, "exit");
}

await (process.argv[2] === "child" ? child() : parent());
