import { type DomainName, labelsOf, nameFromLabels } from "../dns/index.ts";
import { invariant } from "../invariant.ts";

const [UPPER_A, UPPER_Z, LOWER_A, LOWER_Z] = [0x41, 0x5a, 0x61, 0x7a];
const CASE_BIT = 0x20;

/**
 * A name with upper case exactly where another has it, counted by octets from the front. BIND keeps the spelling of a set's owner as a mask of octets,
 * and lays it over whatever name the set is given under: that of a wildcard over the question's (lib/dns/rbtdb.c rdataset_getownercase).
 */
export function spelledAs(name: DomainName, mask: DomainName): DomainName {
  const { wire } = mask;
  let at = 0;
  const labels = labelsOf(name).map((label) => {
    at += 1;
    const spelled = label.map((octet, index) => withCase(octet, isUpper(wire[at + index] ?? 0)));
    at += label.length;
    return spelled;
  });
  const spelled = nameFromLabels(labels);
  invariant(typeof spelled !== "string", "the case of its letters makes no name longer");
  return spelled;
}

const isUpper = (octet: number): boolean => octet >= UPPER_A && octet <= UPPER_Z;
const isLower = (octet: number): boolean => octet >= LOWER_A && octet <= LOWER_Z;

function withCase(octet: number, asUpper: boolean): number {
  if (asUpper) return isLower(octet) ? octet - CASE_BIT : octet;
  return isUpper(octet) ? octet + CASE_BIT : octet;
}
