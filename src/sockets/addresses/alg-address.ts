/** Which algorithm of the kernel's a socket of AF_ALG is bound to. */
export interface AlgAddress {
	/** The kind: `"hash"`, `"skcipher"`, `"aead"`, `"rng"`. */
	readonly type: string;
	/** The algorithm: `"sha256"`, `"cbc(aes)"`. */
	readonly name: string;
	/** The features that it must have; 0 if absent. */
	readonly feature?: number;
	/** Which features count; 0 if absent. */
	readonly mask?: number;
}
