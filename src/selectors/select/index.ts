/**
 * Not yet here.
 *
 * @module
 */
export {};
