import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * A site of the examples, with one thing else. `kloud-lan` is recorded with its root signed by a key of the lab's own,
 * so that `dnssec-validation auto` has something to validate; `kloud-lan.no-validation` with validation off and nothing signed.
 */
export interface RecordedSite {
  readonly name: string;
  /** Its folder below `examples/`. */
  readonly folder: string;
  readonly isValidating: boolean;
}

export function recordedSiteOf(name: string): RecordedSite {
  const [folder = name, variant] = name.split(".");
  if (variant !== undefined && variant !== "no-validation") throw new Error(`there is no variant ${variant}`);
  return { name, folder, isValidating: variant === undefined };
}

/**
 * Cilium's own data path needs a kernel set up for it; kube-proxy's rules are made here by hand. So every site is
 * recorded, and replayed, as if it had kube-proxy.
 */
export function withKubeProxy(siteFile: string): string {
  return siteFile.replace(/dataPath:\s*\{[^}]*\}/g, "dataPath: { kind: kube-proxy }");
}

const SIGNED_ROOT = join(import.meta.dirname, "signed-root");
const ROOT_ZONE = "/isp/etc/bind/db.root";

/** A host's file as the variant has it. */
export function editFile({ isValidating }: RecordedSite, path: string, text: string): string {
  if (isValidating) return path.endsWith(ROOT_ZONE) ? readFileSync(join(SIGNED_ROOT, "db.root"), "utf8") : text;
  return path.includes("/named.conf") ? text.replace(/dnssec-validation\s+auto;/g, "dnssec-validation no;") : text;
}

/** The key of the signed root as `bind.keys`, which named takes for the real root's; null where nothing is validated. */
export function trustAnchors({ isValidating }: RecordedSite): string | null {
  return isValidating ? readFileSync(join(SIGNED_ROOT, "bind.keys"), "utf8") : null;
}
