import { BindPart } from "./bind/bind-part.ts";
import { ClusterPart } from "./cluster/cluster-part.ts";
import { CoreDnsPart } from "./coredns/coredns-part.ts";
import type { PartMaker } from "./options.ts";
import { VrrpPart } from "./vrrp/vrrp-part.ts";

/** Everything that changes by itself in a site, in the order in which it is told what happens. */
export const standardParts: readonly PartMaker[] = [
  (context) => new VrrpPart(context),
  (context) => new BindPart(context),
  (context) => new CoreDnsPart(context),
  (context) => new ClusterPart(context),
];
