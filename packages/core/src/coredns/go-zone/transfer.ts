import type { ResourceRecord } from "../../dns/index.ts";
import type { TransferAnswer } from "../plugin.ts";
import type { GoZone } from "./go-zone.ts";

/** plugin/file/xfr.go: SOA and NS with their signatures, then the names in canonical order, then the SOA. */
export function transferGoZone(zone: GoZone, serial: number | null): TransferAnswer {
  const { soa, soaSignatures, nameServers, nameServerSignatures } = zone.apex;
  if (soa === null) return "failed";
  if (serial !== null && serial !== 0 && serial === soa.data.serial) return [[soa]];
  const names = zone.sorted.map(({ types }): readonly ResourceRecord[] => [...types.values()].flat());
  return [[soa, ...soaSignatures, ...nameServers, ...nameServerSignatures], ...names, [soa]];
}
