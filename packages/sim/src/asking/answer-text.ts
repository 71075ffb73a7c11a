import { printRdata, type ResourceRecord } from "@splithorizon/core";
import { assertNever } from "../invariant.ts";
import type { SiteAnswer } from "./site-answer.ts";

/** Of more records, as of a zone that is transferred, the first ones are told and the others counted. */
const MOST_RECORDS = 12;
const FIRST_RECORDS = 3;

/** What came of a question, in one line: `NOERROR 198.19.0.5`, `timeout: dns1 does not run`. */
export function answerText(answer: SiteAnswer): string {
  switch (answer.kind) {
    case "answered": {
      const data = inOneOrder(answer.messages.flatMap((message) => message.answer)).map((record) =>
        printRdata(record.data),
      );
      const rest = data.length > MOST_RECORDS ? `, and ${data.length - FIRST_RECORDS} records more` : "";
      const told = rest === "" ? data : data.slice(0, FIRST_RECORDS);
      return `${answer.messages[0]?.rcode ?? ""} ${told.join(", ")}${rest}`.trimEnd();
    }
    case "failed":
      return `${answer.how}: ${answer.why}`;
    case "not-modelled":
      return `not modelled: ${answer.what}`;
    case "endless":
      return `servers ask each other without end: ${answer.path.join(" -> ")}`;
    default:
      return assertNever(answer);
  }
}

/** Servers turn the order of equal records: sets as they come, each sorted. */
function inOneOrder(records: readonly ResourceRecord[]): readonly ResourceRecord[] {
  if (records.length < 2) return records;
  const keyOf = ({ owner, data }: ResourceRecord): string => `${owner.key} ${data.type}`;
  const keys = records.map(keyOf);
  const place = (record: ResourceRecord): number => keys.indexOf(keyOf(record));
  const byText = (one: ResourceRecord, other: ResourceRecord): number =>
    printRdata(one.data) < printRdata(other.data) ? -1 : 1;
  return records.toSorted((one, other) => place(one) - place(other) || byText(one, other));
}
