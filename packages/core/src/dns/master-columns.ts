import type { Question } from "./message.ts";
import { printRdata } from "./rdata-text/index.ts";
import type { ResourceRecord } from "./record.ts";

const TAB = 8;
/** dig's columns (bin/dig/dig.c printmessage, dns_master_stylecreate): where TTL, class, type and data begin. */
const COLUMNS = { ttl: 24, class: 32, type: 40, data: 48 } as const;

/** A line that grows from the left; columns are reached by tabs, or by one space where the text is already past them. */
class Line {
  text = "";
  column = 0;

  add(word: string): this {
    this.text += word;
    this.column += word.length;
    return this;
  }

  /** lib/dns/masterdump.c indent. */
  to(column: number): this {
    const target = Math.max(column, this.column + 1);
    const tabs = Math.floor(target / TAB) - Math.floor(this.column / TAB);
    const from = tabs > 0 ? Math.floor(target / TAB) * TAB : this.column;
    this.text += "\t".repeat(tabs) + " ".repeat(target - from);
    this.column = target;
    return this;
  }
}

/** A record as dig prints it, without the end of the line. */
export function digRecordLine(record: ResourceRecord): string {
  const line = new Line().add(record.owner.text).to(COLUMNS.ttl).add(String(record.ttl)).to(COLUMNS.class);
  line.add(record.class).to(COLUMNS.type).add(record.data.type).to(COLUMNS.data);
  return line.text + printRdata(record.data);
}

/** A question as dig prints it. */
export function digQuestionLine(question: Question): string {
  const line = new Line().add(question.name.text).to(COLUMNS.class).add(question.class);
  return `;${line.to(COLUMNS.type).add(question.type).text}`;
}
