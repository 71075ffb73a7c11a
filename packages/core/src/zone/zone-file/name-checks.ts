import { type DomainName, isWildcard, parseIpv4, type Rdata, type RdataWord } from "../../dns/index.ts";
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

/** What named-checkzone says of a record's owner and of the names in its data. `words` are those of the data; null where no line says them. */
export function checkNames(
  reporter: Reporter,
  owner: DomainName,
  data: Rdata,
  line: Range,
  words: readonly RdataWord[] | null,
): void {
  if (data.type === "NS" && isWildcard(owner)) {
    reporter.report("error", line, "ZONE_WILDCARD_NS", `${owner.text}: invalid NS owner name (wildcard).`);
  }
  if (owner.key.includes(".*.")) {
    const message = `Owner name '${owner.text}' contains a non-terminal wildcard.`;
    reporter.report("warning", line, "ZONE_INNER_WILDCARD", message);
  }
  if (data.type === "MX" && words !== null) checkExchange(reporter, words);
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
  const word = words[1];
  if (word === undefined || words[0]?.text === "\\#") return;
  const text = word.text.endsWith(".") ? word.text.slice(0, -1) : word.text;
  if (parseIpv4(text) !== null)
    reporter.report("warning", word, "ZONE_MX_IS_ADDRESS", `'${word.text}': MX is an address.`);
}
