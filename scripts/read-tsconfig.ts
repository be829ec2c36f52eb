/** Reads the project's compiler options. */
import { join } from "node:path";
import ts from "typescript";

/**
 * Reads the options of the project's tsconfig.json.
 *
 * @param root the project's folder.
 * @returns the options, for TypeScript's own API.
 */
export function readTsconfig(root: string): ts.CompilerOptions {
	const path = join(root, "tsconfig.json");
	const { config, error } = ts.readConfigFile(path, ts.sys.readFile);
	if (error !== undefined) throw new Error(ts.flattenDiagnosticMessageText(error.messageText, "\n"));
	return ts.parseJsonConfigFileContent(config, ts.sys, root).options;
}
