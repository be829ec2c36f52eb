/** Directories, read by their descriptors. */
import { spawnSync } from "node:child_process";
import {
	closeSync,
	mkdirSync,
	openSync,
	readdirSync,
	renameSync,
	rmdirSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { close, listDirectory, openEntry, openToWatch, platform } from "../../src/ffi/index.js";

import { hasCommand } from "../helpers/has-command.js";
import { skip } from "../helpers/skip.js";
import { temporaryFolder } from "../sockets/helpers/temporary-folder.js";

function opened(t: ExecutionContext, folder: string): number {
	const fd = openSync(folder, "r");
	t.teardown(() => closeSync(fd));
	return fd;
}

function listed(t: ExecutionContext, fd: number): string[] {
	const records = listDirectory(fd);
	if (typeof records === "number") return [`error ${records}`];
	t.is(new Set(records.map(({ ino }) => ino)).size, records.length);
	return records.map(({ name, kind }) => `${kind} ${name}`).sort();
}

test("listDirectory: tells what is in it, and what it is, as often as it is asked", (t) => {
	const folder = temporaryFolder(t);
	mkdirSync(join(folder, "folder"));
	writeFileSync(join(folder, "file"), "");
	symlinkSync("folder", join(folder, "link"));
	const odd = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xff, 0x61])]);
	writeFileSync(odd, "");
	const fd = opened(t, folder);
	const expected = ["directory folder", "file file", "file ÿa", "other link"];
	t.deepEqual(listed(t, fd), expected);
	t.deepEqual(listed(t, fd), expected);
});

test("listDirectory: finds it wherever it was moved to, and empty once it was removed", (t) => {
	const outer = temporaryFolder(t);
	mkdirSync(join(outer, "a"));
	const fd = opened(t, join(outer, "a"));
	renameSync(join(outer, "a"), join(outer, "b"));
	mkdirSync(join(outer, "b/c"));
	t.deepEqual(listed(t, fd), ["directory c"]);
	rmdirSync(join(outer, "b/c"));
	rmdirSync(join(outer, "b"));
	t.deepEqual(listDirectory(fd), []);
});

test("listDirectory: names of every length, and more than one of the kernel's buffers", (t) => {
	const folder = temporaryFolder(t);
	for (let length = 1; length <= 255; length += 1) writeFileSync(join(folder, "n".repeat(length)), "");
	for (let index = 0; index < 1000; index += 1)
		writeFileSync(join(folder, `${index}-${"x".repeat(200)}`), "");
	const records = listDirectory(opened(t, folder));
	t.true(Array.isArray(records));
	if (typeof records === "number") return;
	t.deepEqual(records.map(({ name }) => name).sort(), readdirSync(folder).sort());
	t.true(records.every(({ kind }) => kind === "file"));
});

test("listDirectory: what is no directory is an error, and no descriptor stays open", (t) => {
	const folder = temporaryFolder(t);
	writeFileSync(join(folder, "file"), "");
	const before = readdirSync("/dev/fd").length;
	t.is(listDirectory(opened(t, join(folder, "file"))), -constants.errno.ENOTDIR);
	t.is(listDirectory(-1), -constants.errno.EBADF);
	t.deepEqual(listDirectory(opened(t, folder)), [
		{ name: "file", ino: (listDirectory(opened(t, folder)) as { ino: bigint }[])[0]?.ino, kind: "file" },
	] as never);
	t.is(readdirSync("/dev/fd").length, before + 3);
});

test("openToWatch, openEntry: open what is there, and no link where none is wanted", (t) => {
	const folder = temporaryFolder(t);
	writeFileSync(join(folder, "file"), "");
	symlinkSync("file", join(folder, "link"));
	const directory = openToWatch(folder, { onlyDirectory: true });
	t.true(directory >= 0);
	const file = openEntry(directory, "file", { noFollow: true });
	t.true(file >= 0);
	t.is(openEntry(directory, "link", { noFollow: true }), -1);
	t.is(openEntry(directory, "none", {}), -1);
	t.is(openToWatch(join(folder, "file"), { onlyDirectory: true }), -1);
	const followed = openToWatch(join(folder, "link"), {});
	t.true(followed >= 0);
	for (const fd of [directory, file, followed]) t.is(close(fd), 0);
});

test("Linux's struct dirent is the C compiler's", (t) => {
	if (platform.name !== "linux") return skip(t, "Linux's dirent", "this is another system");
	if (!hasCommand(t, "cc")) return;
	const program = join(temporaryFolder(t), "program");
	const source = `#define _FILE_OFFSET_BITS 64
#include <dirent.h>
#include <stddef.h>
#include <stdio.h>
int main(void) {
	printf("%zu %zu %zu %zu %zu", offsetof(struct dirent, d_ino), offsetof(struct dirent, d_reclen),
		offsetof(struct dirent, d_type), offsetof(struct dirent, d_name), sizeof ((struct dirent *)0)->d_ino);
	return 0;
}`;
	const compiled = spawnSync("cc", ["-x", "c", "-o", program, "-"], { input: source, encoding: "utf8" });
	t.is(compiled.status, 0, compiled.stderr);
	const { ino, length, type, name } = platform.directories.entry;
	t.is(spawnSync(program, { encoding: "utf8" }).stdout, `${ino} ${length} ${type} ${name} 8`);
});
