import { type DomainName, isAtOrBelow, labelKeys, type RRset } from "../../dns/index.ts";
import type { ViewSettings } from "../settings.ts";
import type { TrustSettings } from "../surroundings.ts";

/** What validation says about data that came from another server. */
export type Standing = "secure" | "insecure" | "bogus";

/** What tells a view's validator how far an answer may be believed. */
export interface Validator {
  readonly isActive: boolean;
  readonly trust: TrustSettings;
  readonly exceptions: readonly DomainName[];
  /** Below a local zone named does not ask the root whether data must be signed (facts section 8). */
  readonly isBelowLocalZone: (name: DomainName) => boolean;
  /** Below a local top-level zone nobody is asked, so the root's own standing does not matter. */
  readonly isBelowLocalTop: (name: DomainName) => boolean;
}

/** Top-level names that the root denies with a signature: unsigned data below them cannot be true. */
const DENIED_BY_THE_ROOT = new Set([
  ...["lan", "home", "corp", "mail", "internal", "intranet", "private", "localdomain", "local", "domain"],
  ...["test", "invalid", "localhost", "example", "onion", "cluster"],
]);

/** `yes` without trust anchors validates nothing; `auto` brings the root's (facts section 8). */
export function isValidating({ options, trustAnchors }: ViewSettings): boolean {
  if (options.dnssecValidation === "auto") return true;
  return options.dnssecValidation === "yes" && trustAnchors.length > 0;
}

/** Whether a trust anchor stands above the name and no exception (lib/dns/view.c, dns_view_issecuredomain). */
export function mustValidate({ isActive, exceptions }: Validator, name: DomainName): boolean {
  return isActive && !exceptions.some((exception) => isAtOrBelow(name, exception));
}

/** The standing of unsigned data at this name; `deniedBy` is the owner of the SOA where the data is a denial. */
export function standingOf(validator: Validator, name: DomainName, deniedBy: DomainName | null): Standing {
  if (!mustValidate(validator, name)) return "insecure";
  if (validator.isBelowLocalTop(name)) return "insecure";
  if (validator.trust.root !== "signed") return "bogus";
  if (validator.isBelowLocalZone(name)) return "insecure";
  return declared(validator.trust, name) ?? undeclared(name, deniedBy);
}

/**
 * The standing of data with signatures of a zone that is declared secure: no cryptography is done, so they are taken for
 * good. null: it has none, and what is declared for its name counts.
 */
export function standingOfSigned(validator: Validator, name: DomainName, sets: readonly RRset[]): Standing | null {
  if (!mustValidate(validator, name) || validator.isBelowLocalZone(name)) return null;
  return sets.some((set) => isSignedBySecureZone(validator, set)) ? "secure" : null;
}

/** Whether a set has signatures, and one of a zone that is declared secure. */
export function isSignedBySecureZone({ trust }: Validator, { data }: RRset): boolean {
  return data.some((rdata) => rdata.type === "RRSIG" && isSecureZone(trust, rdata.signer));
}

function isSecureZone(trust: TrustSettings, zone: DomainName): boolean {
  if (zone.labelCount === 0) return trust.root === "signed";
  return trust.root === "signed" && declared(trust, zone) === "secure";
}

function declared(trust: TrustSettings, name: DomainName): Standing | null {
  let longest: TrustSettings["declarations"][number] | null = null;
  for (const declaration of trust.declarations) {
    const covers = isAtOrBelow(name, declaration.name);
    if (covers && (longest === null || declaration.name.labelCount > longest.name.labelCount)) longest = declaration;
  }
  return longest?.trust ?? null;
}

function undeclared(name: DomainName, deniedBy: DomainName | null): Standing {
  if (deniedBy?.labelCount === 0) return "insecure";
  return DENIED_BY_THE_ROOT.has(labelKeys(name).at(-1) ?? "") ? "bogus" : "insecure";
}
