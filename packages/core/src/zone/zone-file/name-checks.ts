import { type DomainName, isWildcard, parseAddress, type Rdata, type RdataWord } from "../../dns/index.ts";
import type { DiagnosticCode, Severity } from "../../text/index.ts";
import { isFitOwner, unfitTarget } from "./host-names.ts";
import type { Range } from "./lexer.ts";
import type { ResolvedOptions } from "./options.ts";

/** Who is told what is wrong with a name. */
interface Reporter {
  readonly options: ResolvedOptions;
  report(severity: Severity, at: Range, code: DiagnosticCode, message: string, hint?: string): void;
}

const HINT = "named itself refuses a primary zone for this unless check-names says otherwise.";

/** lib/dns/rbtdb.c refuses it, whoever made it. */
export function checkWildcardServer(reporter: Reporter, owner: DomainName, data: Rdata, line: Range): void {
  if (data.type !== "NS" || !isWildcard(owner)) return;
  reporter.report("error", line, "ZONE_WILDCARD_NS", `${owner.text}: invalid NS owner name (wildcard).`);
}

export function hasInnerWildcard({ key }: DomainName): boolean {
  return key.includes(".*.");
}

/** Said once for each run of lines that have the name (lib/dns/master.c check_wildcard). */
export function reportInnerWildcard(reporter: Reporter, owner: DomainName, at: Range): void {
  const message = `Owner name '${owner.text}' contains a non-terminal wildcard.`;
  reporter.report("warning", at, "ZONE_INNER_WILDCARD", message);
}

/** What named-checkzone says of a record's owner and of the names in its data. `words` are those of the data. */
export function checkNames(
  reporter: Reporter,
  owner: DomainName,
  data: Rdata,
  line: Range,
  words: readonly RdataWord[],
): void {
  if (data.type === "MX") checkExchange(reporter, words);
  if (data.type === "NS") checkServer(reporter, words);
  if (reporter.options.checkNames !== "ignore") checkHosts(reporter, owner, data, line);
}

function checkHosts(reporter: Reporter, owner: DomainName, data: Rdata, line: Range): void {
  const severity = reporter.options.checkNames === "fail" ? "error" : "warning";
  if (!isFitOwner(owner, data.type)) {
    const own = data.type === "NSEC3" ? "error" : severity;
    reporter.report(own, line, "ZONE_OWNER_NOT_HOST", `${owner.text}: bad owner name (check-names).`, HINT);
  }
  const target = unfitTarget(owner, data);
  if (target !== null) {
    reporter.report(severity, line, "ZONE_TARGET_NOT_HOST", `${target.text}: bad name (check-names).`);
  }
}

function checkExchange(reporter: Reporter, words: readonly RdataWord[]): void {
  const [, word] = words;
  if (word !== undefined && isAddress(words, word)) {
    reporter.report("warning", word, "ZONE_MX_IS_ADDRESS", `'${word.text}': MX is an address.`);
  }
}

/** named itself says nothing of it. */
function checkServer(reporter: Reporter, words: readonly RdataWord[]): void {
  const [word] = words;
  if (word !== undefined && isAddress(words, word)) {
    reporter.report("warning", word, "ZONE_NS_IS_ADDRESS", `NS record '${word.text}' appears to be an address.`);
  }
}

function isAddress(words: readonly RdataWord[], { text }: RdataWord): boolean {
  const host = text.endsWith(".") ? text.slice(0, -1) : text;
  return words[0]?.text !== "\\#" && parseAddress(host) !== null;
}
