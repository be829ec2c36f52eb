export interface Watcher {
	changed(): void;
	arm(): void;
	rest(): void;
	close(): void;
}
