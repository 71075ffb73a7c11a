import type { AddressMatchList } from "./acl.ts";

/** Where named listens: an address that it holds and that the list admits, at this port. */
export interface ListenOn {
  readonly family: "ipv4" | "ipv6";
  readonly port: number;
  readonly addresses: AddressMatchList;
  /** `tls`: DNS over TLS; `http`: DNS over HTTPS, which is not modelled. */
  readonly transport: "plain" | "tls" | "http";
}

export interface InterfaceScan {
  /** `automatic-interface-scan`: the kernel tells it at once. */
  readonly isAutomatic: boolean;
  /** `interface-interval`: it looks so often by itself, counted from its start; a bare number is seconds (seen). 0: never. */
  readonly intervalSeconds: number;
}
