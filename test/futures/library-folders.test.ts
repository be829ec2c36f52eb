import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import test, { type ExecutionContext } from "ava";
import { libraryFolders } from "../../src/futures/library-folders.js";

/** A file of a package, as a URL. */
function moduleOf(t: ExecutionContext, manifest: string, path: string): { root: string; module: string } {
	const folder = mkdtempSync(join(realpathSync(tmpdir()), "evloop-folders-"));
	t.teardown(() => rmSync(folder, { recursive: true }));
	const file = join(folder, path);
	mkdirSync(join(file, ".."), { recursive: true });
	writeFileSync(join(folder, "package.json"), manifest);
	return { root: pathToFileURL(folder).href, module: pathToFileURL(file).href };
}

test("libraryFolders: what the library was compiled into, whichever of its modules asks", (t) => {
	for (const path of ["dist/lib/index.js", "dist/lib/chunks/task.js", "dist/src/futures/task.js"]) {
		const { root, module } = moduleOf(t, '{ "name": "evloop" }', path);
		t.deepEqual(libraryFolders(module), [`${root}/dist/lib/`, `${root}/dist/src/`]);
	}
});

test("libraryFolders: none where it is part of a bundle", (t) => {
	t.deepEqual(libraryFolders(moduleOf(t, '{ "name": "program" }', "dist/lib/program.js").module), []);
	t.deepEqual(libraryFolders(moduleOf(t, '{ "type": "module" }', "program.js").module), []);
	t.deepEqual(libraryFolders(moduleOf(t, "nonsense", "program.js").module), []);
	t.deepEqual(libraryFolders(pathToFileURL("/no-such-folder/program.js").href), []);
	t.deepEqual(libraryFolders("data:text/javascript,program()"), []);
	t.deepEqual(libraryFolders("https://example.org/program.js"), []);
	t.deepEqual(libraryFolders(undefined), []);
});
