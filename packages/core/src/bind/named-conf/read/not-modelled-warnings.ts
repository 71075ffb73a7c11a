import { type Diagnostic, warningAt } from "../../../text/index.ts";
import type { NotModelledOption, Reach } from "../../settings.ts";
import type { ZoneSettings } from "../../zone-settings.ts";

const WHERE: Readonly<Record<Reach, string>> = {
  "every-answer": "every question comes",
  "recursive-answer": "questions with RD=1 from clients that may recurse come",
  "answer-from-others": "questions that other servers are asked for come",
  "stale-answer": "questions whose answer in the cache is too old come",
  "name-error": "questions for names that do not exist come",
  "padded-answer": "questions that ask for padding come",
};

/** What is said of an option that changes answers and is not modelled. */
export function notModelledWarning({ name, span, reach }: NotModelledOption): Diagnostic {
  const message = `${name} changes answers and is not modelled: ${WHERE[reach]} out as unsupported.`;
  return warningAt(span, "NAMED_CONF_NOT_MODELLED", message);
}

/** The same of a zone whose answers are not those of its file. */
export function zoneWarnings(zone: ZoneSettings): readonly Diagnostic[] {
  if (zone.kind !== "primary" && zone.kind !== "secondary" && zone.kind !== "mirror") return [];
  const { notModelled, signedBy } = zone.contents;
  const found: Diagnostic[] = [];
  const say = (what: string, which: string): void => {
    const message = `${what} is not modelled: ${which} of zone ${zone.name.text} come out as unsupported.`;
    found.push(warningAt(zone.span, "NAMED_CONF_NOT_MODELLED", message));
  };
  if (notModelled !== null) say(notModelled, "all answers");
  if (signedBy !== null) say(signedBy, "answers with signatures, keys or the serial");
  return found;
}
