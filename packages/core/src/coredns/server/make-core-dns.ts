import type { Address } from "../../dns/index.ts";
import { type Diagnostic, errorAt, type Parsed } from "../../text/index.ts";
import type { Corefile, ServerZone } from "../corefile/index.ts";
import { addressesOf, type PreparedBlock, prepareBlock } from "./block.ts";
import { CoreDnsServer } from "./core-dns-server.ts";
import type { CoreDnsSurroundings } from "./surroundings.ts";

/**
 * A CoreDNS process from its Corefile. Diagnostics say what stops the real one and what is not modelled;
 * the server is made all the same, so that the rest can be asked.
 */
export function makeCoreDns(corefile: Corefile, surroundings: CoreDnsSurroundings): Parsed<CoreDnsServer> {
  const diagnostics: Diagnostic[] = [];
  const blocks = corefile.blocks.map((block) => prepareBlock(block, corefile, surroundings, diagnostics));
  checkOverlaps(blocks, diagnostics);
  for (const { zones } of blocks) diagnostics.push(...zones.flatMap(unheardAt));
  return { value: CoreDnsServer.start(corefile.version, surroundings, blocks), diagnostics };
}

const MOST_PORT = 65_535;

/** Any number is a port for the Corefile; the process ends when it should listen there (caddy.go startServers, net.Listen). */
function unheardAt({ port, span }: ServerZone): readonly Diagnostic[] {
  if (port >= 0 && port <= MOST_PORT) return [];
  return [errorAt(span, "COREFILE_BAD_ZONE", `Listen: listen tcp: address ${port}: invalid port`)];
}

interface Claim {
  readonly zone: ServerZone;
  /** Transport, zone and port. */
  readonly unbound: string;
  readonly address: Address | null;
  readonly hasView: boolean;
}

interface Claims {
  readonly exact: Map<string, Claim>;
  readonly byUnbound: Map<string, Claim>;
}

function textOf({ unbound, address }: Claim): string {
  return address === null ? unbound : `${unbound} on ${address}`;
}

/** core/dnsserver/register.go validateZonesAndListeningAddresses; blocks with a view are checked for overlaps alone. */
function checkOverlaps(blocks: readonly PreparedBlock[], diagnostics: Diagnostic[]): void {
  const claims: Claims = { exact: new Map(), byUnbound: new Map() };
  for (const claim of blocks.flatMap(claimsOf)) {
    const problem = problemOf(claim, claims);
    if (problem !== null) diagnostics.push(problem);
    else if (!claim.hasView) {
      claims.exact.set(textOf(claim), claim);
      claims.byUnbound.set(claim.unbound, claim);
    }
  }
}

function claimsOf(block: PreparedBlock): readonly Claim[] {
  const hasView = block.plugins.some(({ name }) => name === "view");
  return block.zones.flatMap((zone) => {
    const unbound = `${zone.transport}://${zone.zone.text}:${zone.port}`;
    return addressesOf(block).map((address) => ({ zone, unbound, address, hasView }));
  });
}

function problemOf(claim: Claim, claims: Claims): Diagnostic | null {
  const same = claims.exact.get(textOf(claim));
  if (same !== undefined) return claim.hasView ? null : claimedTwice(claim, same, "it is already defined");
  const other = claim.address === null ? claims.byUnbound.get(claim.unbound) : claims.exact.get(claim.unbound);
  if (other === undefined) return null;
  return claimedTwice(claim, other, `zone overlap listener capacity with ${textOf(other)}`);
}

function claimedTwice(claim: Claim, other: Claim, why: string): Diagnostic {
  const message = `cannot serve ${textOf(claim)} - ${why}`;
  const related = [{ message: "first defined here", span: other.zone.span }];
  return { ...errorAt(claim.zone.span, "COREFILE_DUPLICATE_ZONE", message), related };
}
