import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { INCLUDED, ORIGIN } from "./draw-zone-file.ts";
import type { Verdict } from "./verdict.ts";

const FILE = "zone.db";

/** Asks named-checkzone of one zone file, in a folder of its own. */
export function realVerdict(folder: string, text: string): Verdict {
  writeFileSync(join(folder, FILE), Buffer.from(text, "latin1"));
  writeFileSync(join(folder, INCLUDED.name), INCLUDED.text);
  const words = ["-i", "local", "-D", "-s", "full", "-o", "-", ORIGIN, FILE];
  const { error, status, stdout, stderr } = spawnSync("named-checkzone", words, { cwd: folder, encoding: "latin1" });
  if (error !== undefined) throw error;
  const records = stdout.split("\n").filter((line) => line !== "" && !line.startsWith(";"));
  return { findings: codesFrom(stderr), records: status === 0 ? records.map(recordFrom).sort() : null };
}

/** Columns of any width as single spaces; what stands in quotes is left alone. */
function recordFrom(line: string): string {
  const [, owner = "", ttl = "", type = "", data = ""] = /^(\S+)\s+(\d+)\s+IN\s+(\S+)\s*(.*)$/.exec(line) ?? [];
  return `${owner} ${ttl} ${type} ${data}`.trimEnd();
}

/** The code that stands for a message. */
const codes: readonly (readonly [RegExp, string])[] = [
  [/TTL set to prior TTL/, "TTL_DIFFERS"],
  [/bad owner name/, "OWNER_NOT_HOST"],
  [/bad name \(check-names\)/, "TARGET_NOT_HOST"],
  [/ignoring out-of-zone data/, "OUT_OF_ZONE"],
  [/MX is an address/, "MX_IS_ADDRESS"],
  [/appears to be an address/, "NS_IS_ADDRESS"],
  [/no TTL specified; using SOA MINTTL/, "TTL_FROM_SOA"],
  [/using RFC1035 TTL semantics/, "TTL_INHERITED"],
  [/> MAXTTL/, "TTL_TOO_LARGE"],
  [/file does not end with newline/, "NO_FINAL_NEWLINE"],
  [/record with inherited owner .* immediately after \$ORIGIN/, "OWNER_AFTER_ORIGIN"],
  [/non-terminal wildcard/, "INNER_WILDCARD"],
  [/\/(MX|SRV) '.*' is a CNAME/, "TARGET_IS_ALIAS"],
  [/\/(MX|SRV) '.*' is below a DNAME/, "TARGET_IS_ALIAS"],
  [/NS '.*' is a CNAME/, "NS_IS_ALIAS"],
  [/NS '.*' is below a DNAME/, "NS_IS_ALIAS"],
  [/: NS '.*' has no address records/, "NS_WITHOUT_ADDRESS"],
  [/\/(NS|MX|SRV) '.*' has no address records/, "TARGET_WITHOUT_ADDRESS"],
  [/has no (REQUIRED|SIBLING) GLUE/, "GLUE_MISSING"],
  [/found type SPF record but no SPF TXT/, "SPF_WITHOUT_TXT"],
  [/excessive NSEC3PARAM iterations/, "NSEC3_ITERATIONS"],
  [/unsupported nsec3 hash algorithm/, "NSEC3_ALGORITHM"],
  [/deprecated (DNSKEY )?algorithm|all DNSKEY algorithms found are deprecated/, "DEPRECATED_ALGORITHM"],
  [/deprecated (CDS )?digest type/, "DEPRECATED_DIGEST"],
  [/weak \S+ \(\d+\) key found/, "WEAK_KEY"],
  [/has no NS records/, "NO_NS"],
  [/has 0 SOA records/, "NO_SOA"],
];
/** Words about the end of the matter, and of what the twin does not know: the clock, and old types. */
const noise =
  /^(OK|zone .*: loaded serial|zone .*: not loaded due to errors|zone .*: loading from master file .* failed)|old style DNSSEC|signature has expired/;

function codesFrom(stderr: string): readonly string[] {
  const said = stderr.split("\n").filter((line) => line !== "" && !noise.test(line));
  return said.map((line) => codes.find(([pattern]) => pattern.test(line))?.[1] ?? `"${line}"`).sort();
}
