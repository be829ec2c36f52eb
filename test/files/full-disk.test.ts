import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import test from "ava";
import { skip } from "../helpers/skip.js";

const fixture = fileURLToPath(new URL("fixtures/full-disk.js", import.meta.url));

test("both backends: a file system that is full says so, after what there was room for", (t) => {
	const unshare = process.getuid?.() === 0 ? ["--mount"] : ["--map-root-user", "--mount"];
	const script = 'mount -t tmpfs -o size=64k none /mnt && exec "$0" "$@"';
	const args = [...unshare, "sh", "-c", script, process.execPath, fixture, "/mnt/file"];
	const { status, stdout, stderr, error } = spawnSync("unshare", args, { encoding: "utf8" });
	if (error !== undefined || /unshare|mount/.test(stderr)) {
		return skip(t, "mount namespaces", error?.message ?? stderr.trim());
	}
	t.is(stderr, "");
	t.is(status, 0);
	t.regex(stdout, /^(io_uring: (65536 ENOSPC|skipped)\n)(aio: (65536 ENOSPC|skipped)\n)$/);
	t.log(stdout.trim());
});
