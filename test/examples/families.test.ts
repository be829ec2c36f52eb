/** The examples of Linux' address families: run where the kernel has them, and said aloud where not. */
import { fileURLToPath } from "node:url";
import test, { type ExecutionContext } from "ava";
import {
	AF_ALG,
	AF_BLUETOOTH,
	AF_CAN,
	AF_NETLINK,
	AF_PACKET,
	AF_VSOCK,
	ifNameindex,
	openTun,
	SOCK_RAW,
	SOCK_SEQPACKET,
	SOCK_STREAM,
	Socket,
} from "../../src/index.js";
import { inNamespace } from "../helpers/in-namespace.js";
import { openOrSkip } from "../helpers/open-or-skip.js";
import { skip } from "../helpers/skip.js";
import { exampleCommand, runExample } from "./helpers/example.js";
import type { Program } from "./helpers/program.js";

const onLinux = process.platform === "linux";

/** Whether there are such sockets; else the test has been skipped. */
function has(t: ExecutionContext, what: string, family: number, type: number, proto = 0): boolean {
	if (onLinux) return openOrSkip(t, what, () => new Socket(family, type, proto)) !== undefined;
	skip(t, what, process.platform);
	return false;
}

function example(t: ExecutionContext, file: string, ...args: string[]): Program | undefined {
	return inNamespace(t, exampleCommand(file)[1], ...args);
}

/** A program that puts an example to work. */
function fixture(t: ExecutionContext, file: string): Program | undefined {
	return inNamespace(t, fileURLToPath(new URL(`./fixtures/${file}`, import.meta.url)));
}

test("netlink: lists every interface, and the loopback's address", async (t) => {
	if (!has(t, "AF_NETLINK", AF_NETLINK, SOCK_RAW)) return;
	const { code, stdout, stderr } = await runExample(t, "11-netlink/main.js");
	t.is(code, 0, stderr);
	for (const [index, name] of ifNameindex()) t.true(stdout.includes(`${index}: ${name} mtu `), stdout);
	if (/lo mtu \d+ up/.test(stdout)) t.true(stdout.includes("    127.0.0.1/8\n"), stdout);
});

test("netlink: tells of what changes", async (t) => {
	const program = fixture(t, "watched-netlink.js");
	if (program === undefined) return;
	const { code, stdout, stderr } = await program.finish();
	t.is(code, 0, stderr);
	t.regex(
		stdout,
		/1: lo mtu \d+ up .*\n {4}127\.0\.0\.1\/8\n[\s\S]*watching\nthere is 127\.7\.7\.7\/8 of 1\n$/,
	);
});

test("packets: shows the datagram that it sent through the loopback", async (t) => {
	if (!has(t, "AF_PACKET", AF_PACKET, SOCK_RAW)) return;
	const { code, stdout, stderr } = await runExample(t, "11-packets.js");
	t.is(code, 0, stderr);
	t.regex(stdout, /^lo 52 bytes 127\.0\.0\.1:\d+ > 127\.0\.0\.1:\d+ UDP "to be seen"\n$/);
});

for (const host of ["127.0.0.1", "::1"]) {
	test(`ping: ${host} answers on a ping socket`, async (t) => {
		const program = example(t, "11-ping/main.js", host, "2");
		if (program === undefined) return;
		const { code, stdout, stderr } = await program.finish();
		if (stderr.startsWith("SKIP: ")) return skip(t, "ping sockets", stderr.slice(6).trim());
		t.is(code, 0, stderr);
		const line = (sequence: number) => `56 bytes from ${host}: seq=${sequence} time=[\\d.]+ ms\n`;
		t.regex(stdout, new RegExp(`^asking ${host} on a ping socket\n${line(1)}${line(2)}$`));
	});
}

test("ping: the loopback answers, on whichever socket there is", async (t) => {
	const { code, stdout, stderr } = await runExample(t, "11-ping/main.js");
	if (/PermissionError|EACCES|EPERM/.test(stderr))
		return skip(t, "ICMP sockets", "neither ping nor raw ones");
	t.is(code, 0, stderr);
	t.regex(stdout, /56 bytes from 127\.0\.0\.1: seq=3 time=/);
});

test("tun: this program is a machine that answers pings", async (t) => {
	if (!onLinux) return skip(t, "/dev/net/tun", process.platform);
	const probe = openOrSkip(t, "/dev/net/tun", () => openTun());
	if (probe === undefined) return;
	probe.close();
	const program = fixture(t, "pinged-tun.js");
	if (program === undefined) return;
	const { code, stdout, stderr } = await program.finish();
	t.is(code, 0, stderr);
	t.regex(stdout, /answered 10\.77\.0\.1 for 10\.77\.0\.2\n/);
	t.regex(stdout, /56 bytes from 10\.77\.0\.2: seq=2/);
});

test("vsock: server and client, or that there is no loopback", async (t) => {
	if (!has(t, "AF_VSOCK", AF_VSOCK, SOCK_STREAM)) return;
	const { code, stdout, stderr } = await runExample(t, "11-vsock.js");
	t.is(code, 0, stderr);
	if (stdout.startsWith("no loopback")) return skip(t, "VMADDR_CID_LOCAL", stdout.trim());
	t.regex(stdout, /^1 asks hello\n1 answers HELLO\n$/);
});

test("hash: the kernel's SHA-256", async (t) => {
	if (!has(t, "AF_ALG", AF_ALG, SOCK_SEQPACKET)) return;
	const { stdout } = await runExample(t, "11-hash.js");
	t.is(stdout, "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824\n");
});

test("can: a wrong frame is refused", async (t) => {
	if (!has(t, "AF_CAN", AF_CAN, SOCK_RAW, 1)) return;
	const { code, stderr } = await runExample(t, "11-can.js", "send", "", "nonsense");
	t.is(code, 1);
	t.regex(stderr, /nonsense is no frame/);
});

test("bluetooth: an adapter that is not there", async (t) => {
	if (!has(t, "AF_BLUETOOTH", AF_BLUETOOTH, SOCK_RAW, 1)) return;
	const { code, stderr } = await runExample(t, "11-bluetooth.js", "60000");
	t.is(code, 1);
	t.regex(stderr, /ENODEV/);
});
