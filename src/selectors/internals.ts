/** What the ring needs of the selectors, and users do not. */
export { RegistrySelector } from "./registry-selector.js";
