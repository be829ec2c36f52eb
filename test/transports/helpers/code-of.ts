/**
 * The code of an error.
 *
 * @param error what was thrown.
 * @returns its code; its name where it has none.
 */
export function codeOf(error: unknown): string | undefined {
	const { code, name } = (error ?? {}) as { code?: string; name?: string };
	return code ?? name;
}
