import type { DomainName } from "../../dns/index.ts";

export type AddressType = "A" | "AAAA";

/** Whether what is in the cache counts: who looks for a name server below its own zone starts at local data and hints. */
export type CutSource = "cache-too" | "zones-and-hints";

/** What of a name server is looked for: a host that is sought from above is another entry than the same host sought anywhere (lib/dns/adb.c, find_name_and_lock). */
export interface WantedAddress {
  readonly host: DomainName;
  readonly type: AddressType;
  readonly from: CutSource;
}
