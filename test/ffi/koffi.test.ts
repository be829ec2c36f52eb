/** What is said where koffi cannot be loaded. */
import test from "ava";
import { runProgram } from "../helpers/run-program.js";

test("koffi: where it does not load, the first call says why, and importing still works", async (t) => {
	const { code, stdout, stderr } = await runProgram(
		t,
		`import Module from "node:module";
		const load = Module._load;
		Module._load = (request, ...rest) => {
			if (request === "koffi") throw new Error("Cannot find module 'koffi'\\nRequire stack:\\n- /somewhere");
			return load(request, ...rest);
		};
		try {
			new evloop.Socket();
		} catch (error) {
			console.log(error.name, "|", error.message, "|", error.cause.message.length);
		}`,
	);
	t.is(code, 0, stderr);
	const where = `${process.platform} ${process.arch}`;
	t.regex(stdout, /^NotImplementedError \| /);
	t.true(stdout.includes(`koffi does not load on ${where}: Cannot find module 'koffi' | `), stdout);
});
