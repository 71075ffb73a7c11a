import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The repository: paths of sites that the laboratory has for itself lead to those of the examples. */
export const REPOSITORY: string = join(import.meta.dirname, "../../..");
const OWN_SITES = "conformance/sites";

/** What there is to validate. `own`: whatever the site says itself. */
type RootOfSite = "signed" | "insecure" | "not-validated" | "own";

/**
 * A site of the examples with one thing else, or one of `conformance/sites` as it is. `kloud-lan` is recorded with its root
 * signed by a key of the lab's own, so that `dnssec-validation auto` has something to validate; `kloud-lan.insecure-root`
 * with an unsigned root, which nobody believes; `kloud-lan.no-validation` with validation off and nothing signed.
 */
export interface RecordedSite {
  readonly name: string;
  /** Its folder in the repository. */
  readonly folder: string;
  readonly root: RootOfSite;
}

const VARIANTS: ReadonlyMap<string | undefined, RootOfSite> = new Map([
  [undefined, "signed"],
  ["insecure-root", "insecure"],
  ["no-validation", "not-validated"],
]);

export function recordedSiteOf(name: string): RecordedSite {
  const own = `${OWN_SITES}/${name}`;
  if (existsSync(join(REPOSITORY, own))) return { name, folder: own, root: "own" };
  const [example = name, variant] = name.split(".");
  const root = VARIANTS.get(variant);
  if (root === undefined) throw new Error(`there is no variant ${variant}`);
  return { name, folder: `examples/${example}`, root };
}

/**
 * Cilium's own data path needs a kernel set up for it; kube-proxy's rules are made here by hand. So every site is
 * recorded, and replayed, as if it had kube-proxy.
 */
export function editSiteFile({ root }: RecordedSite, siteFile: string): string {
  const text = siteFile.replace(/dataPath:\s*\{[^}]*\}/g, "dataPath: { kind: kube-proxy }");
  return root === "insecure" ? text.replace(/^trust: \{.*\}$/m, 'trust: { ".": insecure }') : text;
}

const SIGNED_ROOT = join(import.meta.dirname, "signed-root");
const ROOT_ZONE = "/isp/etc/bind/db.root";

/** A host's file as the variant has it. */
export function editFile({ root }: RecordedSite, path: string, text: string): string {
  if (path.includes("/named.conf")) return editConf(root, text);
  return root === "signed" && path.endsWith(ROOT_ZONE) ? readFileSync(join(SIGNED_ROOT, "db.root"), "utf8") : text;
}

/** Below `/etc/bind`: the lab's own authority, and what it says of the public resolver. */
export const TLS_FILES = { authority: "lab-ca.pem", certificate: "lab-dot.pem", key: "lab-dot.key" } as const;

/** Nobody in the lab has a certificate that the world's authorities signed: who asks over TLS trusts the lab's, who answers shows its. */
function editConf(root: RecordedSite["root"], text: string): string {
  const { authority, certificate, key } = TLS_FILES;
  const isValidating = root === "signed" || root === "insecure";
  const validated = isValidating ? text : text.replace(/dnssec-validation\s+auto;/g, "dnssec-validation no;");
  const trusting = validated.replace(/^tls [^\n]*\{\n/gm, `$&        ca-file "/etc/bind/${authority}";\n`);
  if (!trusting.includes("tls ephemeral")) return trusting;
  const own = `tls lab { cert-file "/etc/bind/${certificate}"; key-file "/etc/bind/${key}"; };\n`;
  return `${own}${trusting.replace("tls ephemeral", "tls lab")}`;
}

/** The key of the signed root as `bind.keys`, which named takes for the real root's; null where nothing is validated by it. */
export function trustAnchors({ root }: RecordedSite): string | null {
  return root === "signed" ? readFileSync(join(SIGNED_ROOT, "bind.keys"), "utf8") : null;
}
