/** What a system without Linux' own address families has in its table. */
import { familyConstants } from "./linux/index.js";
import type { FamilyConstants } from "./socket-constants.js";

const none = Object.fromEntries(
	Object.keys(familyConstants).map((name) => [name, Number.NaN]),
) as unknown as FamilyConstants;

/** The names of Linux' families, none with a number but those of Ethernet frames, which are the same everywhere. */
export const noFamilyConstants: FamilyConstants = {
	...none,
	ETHERTYPE_IP: familyConstants.ETHERTYPE_IP,
	ETHERTYPE_ARP: familyConstants.ETHERTYPE_ARP,
	ETHERTYPE_VLAN: familyConstants.ETHERTYPE_VLAN,
	ETHERTYPE_IPV6: familyConstants.ETHERTYPE_IPV6,
};
