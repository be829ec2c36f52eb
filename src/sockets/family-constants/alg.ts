/**
 * The kernel's cryptography (Linux).
 *
 * A constant that this system does not have is `NaN`, which no call accepts.
 */
import { platform } from "../../ffi/index.js";

const { constants } = platform.sockets;

/** Option of SOL_ALG: the key (Linux). */
export const ALG_SET_KEY: number = constants.ALG_SET_KEY;

/** Control message: the initialization vector (Linux). */
export const ALG_SET_IV: number = constants.ALG_SET_IV;

/** Control message: the operation (Linux). */
export const ALG_SET_OP: number = constants.ALG_SET_OP;

/** Control message: the length of what is authenticated only (Linux). */
export const ALG_SET_AEAD_ASSOCLEN: number = constants.ALG_SET_AEAD_ASSOCLEN;

/** Option of SOL_ALG: the length of the authentication tag (Linux). */
export const ALG_SET_AEAD_AUTHSIZE: number = constants.ALG_SET_AEAD_AUTHSIZE;

/** Option of SOL_ALG that kernels never took up: the public key (Linux). */
export const ALG_SET_PUBKEY: number = constants.ALG_SET_PUBKEY;

/** Operation: decrypt (Linux). */
export const ALG_OP_DECRYPT: number = constants.ALG_OP_DECRYPT;

/** Operation: encrypt (Linux). */
export const ALG_OP_ENCRYPT: number = constants.ALG_OP_ENCRYPT;

/** Operation that kernels never took up: sign (Linux). */
export const ALG_OP_SIGN: number = constants.ALG_OP_SIGN;

/** Operation that kernels never took up: verify (Linux). */
export const ALG_OP_VERIFY: number = constants.ALG_OP_VERIFY;
