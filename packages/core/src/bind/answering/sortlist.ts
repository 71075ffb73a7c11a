import { type Address, addressOfRdata, type Rdata } from "../../dns/index.ts";
import type { AddressMatchElement, AddressMatchList } from "../acl.ts";
import type { AclBook } from "../acl-book.ts";

/** How early an address comes for one client: lower first; addresses of equal rank come as they come without a list. */
export type AddressRank = (address: Address) => number;

/** Behind everything that matches, and before what a negated element names (lib/ns/sortlist.c, ns_sortlist_addrorder2). */
const UNNAMED = Number.MAX_SAFE_INTEGER / 2;
const LAST = Number.MAX_SAFE_INTEGER;

/**
 * The order that `sortlist` gives to a client (ns_sortlist_setup): the first statement whose first element matches the client.
 * Its second element, a list, ranks addresses by the element that they match; without one, addresses that match the first come first.
 */
export function rankFor(list: AddressMatchList, client: Address, acls: AclBook): AddressRank | null {
  for (const statement of list.elements) {
    const [first, second, third] = statement.kind === "list" ? statement.list.elements : [statement];
    if (first === undefined) continue;
    if (third !== undefined || (statement.kind === "list" && first.negated)) return null;
    if (!matches(first, client, acls)) continue;
    return second === undefined ? byElement(first, acls) : byList(second, acls);
  }
  return null;
}

function byElement(element: AddressMatchElement, acls: AclBook): AddressRank {
  return (address) => (matches(element, address, acls) ? 0 : LAST);
}

function byList(second: AddressMatchElement, acls: AclBook): AddressRank {
  const elements = second.kind === "list" ? second.list.elements : [second];
  return (address) => {
    const at = elements.findIndex((element) => matches(element, address, acls));
    if (at === -1) return UNNAMED;
    return elements[at]?.negated === true ? LAST - at : at;
  };
}

const lone = new WeakMap<AddressMatchElement, AddressMatchList>();

/** Whether an element matches by itself, negated or not. */
function matches(element: AddressMatchElement, address: Address, acls: AclBook): boolean {
  let list = lone.get(element);
  if (list === undefined) {
    list = { elements: [{ ...element, negated: false }] };
    lone.set(element, list);
  }
  return acls.permits(list, address);
}

/** A set's data by rank; data that is no address stays behind. */
export function inRank(data: readonly Rdata[], rank: AddressRank): readonly Rdata[] {
  return [...data].sort((left, right) => rankOf(left, rank) - rankOf(right, rank));
}

/** Whether no two records have the same rank, so that nothing is left to be drawn. */
export function isRanked(data: readonly Rdata[], rank: AddressRank | null): boolean {
  return rank !== null && new Set(data.map((rdata) => rankOf(rdata, rank))).size === data.length;
}

function rankOf(rdata: Rdata, rank: AddressRank): number {
  const address = addressOfRdata(rdata);
  return address === null ? LAST : rank(address);
}
