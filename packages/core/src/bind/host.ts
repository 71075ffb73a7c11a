import type { Address } from "../dns/index.ts";
import type { ServerEvent } from "../resolution/index.ts";
import type { OwnAddress } from "./acl.ts";
import { AclBook } from "./acl-book.ts";
import type { HostAddresses } from "./recursion/state.ts";

/** The addresses that the host holds now. */
export class Host implements HostAddresses {
  #own: readonly OwnAddress[];
  /** Lists compiled for these addresses. */
  #acls: AclBook;

  constructor(own: readonly OwnAddress[]) {
    this.#own = own;
    this.#acls = new AclBook(own);
  }

  /** Lists mean the same while the addresses are the same. */
  fork(): Host {
    const fork = new Host(this.#own);
    fork.#acls = this.#acls;
    return fork;
  }

  get own(): readonly OwnAddress[] {
    return this.#own;
  }

  get acls(): AclBook {
    return this.#acls;
  }

  get hasIpv6(): boolean {
    return this.#own.some(({ address }) => address.includes(":"));
  }

  holds(address: Address): boolean {
    return this.#own.some((own) => own.address === address);
  }

  change(event: ServerEvent): void {
    if (event.kind !== "address-gained" && event.kind !== "address-lost") return;
    const others = this.#own.filter((own) => own.address !== event.address);
    const gained = { address: event.address, prefixLength: event.kind === "address-gained" ? event.prefixLength : 0 };
    this.#own = event.kind === "address-lost" ? others : [...others, gained];
    this.#acls = new AclBook(this.#own);
  }
}
