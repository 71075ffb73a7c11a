import type { Address } from "../dns/index.ts";
import { type AddressMatchList, type CompiledAcl, compileAcl, type OwnAddress } from "./acl.ts";

/** Address match lists compiled for the addresses that the host has now, each at its first use. */
export class AclBook {
  readonly own: readonly OwnAddress[];
  readonly #compiled = new Map<AddressMatchList, CompiledAcl>();

  constructor(own: readonly OwnAddress[]) {
    this.own = own;
  }

  permits(list: AddressMatchList, address: Address): boolean {
    let acl = this.#compiled.get(list);
    if (acl === undefined) {
      acl = compileAcl(list, this.own);
      this.#compiled.set(list, acl);
    }
    return acl.permits(address);
  }
}
