import type { DomainName } from "../../dns/index.ts";
import type { Zone } from "../../zone/index.ts";
import type { Answering } from "./answering.ts";

export function isHashedName(_data: Zone, _name: DomainName): boolean {
  return false;
}
export function addWildcardProof(_s: Answering, _d: Zone, _w: DomainName): void {}
export function addNoDataProof(_s: Answering, _d: Zone, _w: DomainName | null): void {}
export function addDenialProof(_s: Answering, _d: Zone): void {}
export function addDelegationProof(_s: Answering, _d: Zone, _n: DomainName): void {}
