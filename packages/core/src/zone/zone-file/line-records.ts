import { type DomainName, namesBelow, parseRdataText, type Rdata, type RrType } from "../../dns/index.ts";
import { invariant } from "../../invariant.ts";
import type { LaterRecords } from "../store/later-records.ts";
import type { FileText } from "./file-text.ts";
import { SPACE, TAB } from "./octets.ts";
import { headOf } from "./record-head.ts";

/** The records of a stretch of a file that has one origin. */
export class LineRecords implements LaterRecords {
  readonly base: number;
  readonly origin: DomainName;
  readonly text: FileText;

  constructor(text: FileText, base: number, origin: DomainName) {
    this.text = text;
    this.base = base;
    this.origin = origin;
  }

  ownerAt(start: number): DomainName {
    const owner = namesBelow(this.origin)(this.text.lineAt(start).words[0]?.text ?? "");
    invariant(typeof owner !== "string", "a record's owner was looked at");
    return owner;
  }

  beginsBlank(start: number): boolean {
    const first = this.text.bytes[start];
    return first === SPACE || first === TAB;
  }

  dataAt(start: number, type: RrType): Rdata {
    const { words, startsBlank } = this.text.lineAt(start);
    const { typeAt } = headOf(words, startsBlank ? 0 : 1);
    const data = parseRdataText(type, words.slice(typeAt + 1), this.origin);
    invariant(!("why" in data), "a record's data were looked at");
    return data;
  }
}
