/** What the collector finds open. */
import type { OpenedFile } from "./opened-file.js";

const forgotten = new FinalizationRegistry<OpenedFile>((file) => {
	if (file.closed) return;
	const { fd, path } = file.state;
	file.close();
	process.emitWarning(`unclosed file '${path}' (fd ${fd})`, "ResourceWarning");
});

/**
 * Has a file closed, with a warning, when the collector takes its face.
 *
 * @param face what users have of it.
 * @param file the file; it holds nothing of the face.
 */
export function watchForgotten(face: object, file: OpenedFile): void {
	forgotten.register(face, file, file);
	file.whenGivenUp = () => forgotten.unregister(file);
}
