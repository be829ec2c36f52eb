import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import test from "ava";
import { userspaceKqueue } from "../helpers/userspace-kqueue.js";

const program = fileURLToPath(new URL("./programs/interrupted.js", import.meta.url));

interface Report {
	readonly selector: { readonly passed: number; readonly result: { found: number; interruptions: number } };
	readonly raw: { readonly passed: number; readonly result: number };
}

for (const backend of ["select", "poll", "epoll", "kqueue"]) {
	test(`${backend}: a wait that signals interrupt goes on with the time left`, (t) => {
		const args = [backend];
		if (backend === "kqueue") {
			const options = userspaceKqueue((reason) => t.log(reason), "darwin");
			if (options === undefined) {
				t.pass();
				return;
			}
			args.push(options.library ?? "", "darwin");
		}
		const report = JSON.parse(
			execFileSync(process.execPath, [program, ...args], { encoding: "utf8" }),
		) as Report;
		const { selector, raw } = report;
		t.is(selector.result.found, 0);
		t.true(selector.passed >= 60, `the selector's wait was over after ${selector.passed} ms`);
		t.true(selector.result.interruptions > 0, "no signal came at all: this test tested nothing");
		t.is(raw.result, 0);
		t.true(raw.passed >= 60, `the raw object's wait was over after ${raw.passed} ms`);
	});
}
