import type { Prefix } from "./address.ts";
import type { DomainName } from "./name.ts";

/** A name or a block of addresses at which the behaviour of a part of the configuration changes. */
export type Landmark =
  | { readonly kind: "name"; readonly name: DomainName; readonly why: string }
  | { readonly kind: "prefix"; readonly prefix: Prefix; readonly why: string };
