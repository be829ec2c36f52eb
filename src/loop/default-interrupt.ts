export function withDefaultInterrupt(body: () => void): void {
	body();
}
