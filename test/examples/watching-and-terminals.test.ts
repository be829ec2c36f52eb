import test from "ava";
import { platform } from "../../src/ffi/index.js";
import { hasInotify } from "../helpers/inotify.js";
import { skip } from "../helpers/skip.js";
import { runExample } from "./helpers/example.js";

test("inotify-watcher: nothing is missed, however deep and fast", async (t) => {
	if (!hasInotify(t)) return;
	const { code, stdout, stderr } = await runExample(t, "11-inotify-watcher.js");
	t.is(stderr, "");
	t.deepEqual(stdout.trim().split("\n"), [
		"IN_CREATE IN_ISDIR deep",
		"IN_CREATE IN_ISDIR deep/down (found there)",
		"IN_CREATE deep/down/hidden (found there)",
		"IN_MOVED_FROM IN_ISDIR deep/down",
		"IN_MOVED_TO IN_ISDIR up (it was deep/down)",
		"IN_CREATE up/more",
		"IN_CLOSE_WRITE up/more",
		"IN_DELETE up/hidden",
		"IN_DELETE up/more",
		"IN_DELETE IN_ISDIR up",
		"IN_CREATE stop",
	]);
	t.is(code, 0);
});

test("pseudo-terminal: a shell is typed into, and its window made larger", async (t) => {
	const { code, stdout, stderr } = await runExample(t, "11-pseudo-terminal.js");
	t.is(stderr, "");
	t.deepEqual(stdout.trim().split("\n"), [
		"the window: 24 80",
		"made larger: 50 132",
		"Ctrl-C ended cat, and not the shell",
		"the shell ended with 3",
	]);
	t.is(code, 0);
});

test("multicast: everybody in the group hears it", async (t) => {
	if (platform.name !== "linux") return skip(t, "multicast", "members that share a port are Linux's way");
	const { code, stdout, stderr } = await runExample(t, "11-multicast.js");
	t.is(stderr, "");
	t.deepEqual(stdout.trim().split("\n"), [
		"member 1 hears: hello, everybody",
		"member 2 hears: hello, everybody",
		"member 3 hears: hello, everybody",
		"a probe after 30000 ms of silence",
	]);
	t.is(code, 0);
});
