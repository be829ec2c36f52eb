/** The backends, each by its name: every test of the shared suites runs over every one that this machine has. */
import test, { type ExecutionContext } from "ava";
import type { FileBackendName } from "../../../src/files/index.js";
import { type AsyncFile, type OpenOptions, open } from "../../../src/index.js";
import { skip } from "../../helpers/skip.js";
import { temporaryFolder } from "../../sockets/helpers/temporary-folder.js";

const names: readonly FileBackendName[] = ["threads", "io_uring", "aio"];

/** What a test has. */
export interface Site {
	/** A path in a folder of its own, where nothing lies yet. */
	readonly path: string;
	/** Opens a file with the backend; it is closed after the test. */
	readonly open: (path: string, flags?: string | number, options?: OpenOptions) => Promise<AsyncFile>;
}

async function refusalOf(backend: FileBackendName): Promise<string | undefined> {
	try {
		const file = await open("/dev/null", "r", 0o666, { backend });
		await file.close();
		return undefined;
	} catch (error) {
		return String(error);
	}
}

/**
 * Makes one test for each backend.
 *
 * @param title what is expected.
 * @param body the test; it may close what it has opened.
 */
export function onEachBackend(title: string, body: (t: ExecutionContext, site: Site) => Promise<void>): void {
	for (const backend of names) {
		test(`${backend}: ${title}`, async (t) => {
			const refusal = await refusalOf(backend);
			if (refusal !== undefined) return skip(t, backend, refusal);
			const folder = temporaryFolder(t);
			await body(t, {
				path: `${folder}/file`,
				open: async (path, flags = "r", options = {}) => {
					const file = await open(path, flags, 0o666, { backend, ...options });
					t.teardown(async () => {
						await file.close();
					});
					return file;
				},
			});
		});
	}
}
