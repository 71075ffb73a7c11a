import type { Address, DomainName } from "../dns/index.ts";
import { type AddressMatchList, type CompiledAcl, compileAcl, type OwnAddress } from "./acl.ts";

/** Address match lists compiled for the addresses that the host has now, each at its first use. */
export class AclBook {
  readonly own: readonly OwnAddress[];
  readonly #signer: DomainName | null;
  readonly #compiled = new Map<AddressMatchList, CompiledAcl>();
  /** What the same lists say of those who sign, by their keys. */
  readonly #signed = new Map<string, AclBook>();

  constructor(own: readonly OwnAddress[], signer: DomainName | null = null) {
    this.own = own;
    this.#signer = signer;
  }

  /** For questions that are signed with this key; null: they are not. */
  signedBy(signer: DomainName | null): AclBook {
    if (signer === null) return this;
    const book = this.#signed.get(signer.key) ?? new AclBook(this.own, signer);
    this.#signed.set(signer.key, book);
    return book;
  }

  permits(list: AddressMatchList, address: Address): boolean {
    let acl = this.#compiled.get(list);
    if (acl === undefined) {
      acl = compileAcl(list, this.own, this.#signer);
      this.#compiled.set(list, acl);
    }
    return acl.permits(address);
  }
}
