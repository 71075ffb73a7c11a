import {
  type DomainName,
  namesBelow,
  parseRdataText,
  parseRrClass,
  parseRrType,
  parseTtl,
  type Rdata,
  type RrClass,
} from "../../dns/index.ts";
import { invariant } from "../../invariant.ts";
import type { LaterRecord, LaterRecords } from "../zone-builder.ts";
import { ZoneLexer } from "./lexer.ts";
import { defaultZoneLimits } from "./options.ts";

/** A stretch of a file with one origin and one default TTL, whose plain lines are made into records when they are asked for. */
export class PlainFile implements LaterRecords {
  readonly base: number;
  readonly origin: DomainName;
  readonly rrClass: RrClass;
  readonly defaultTtl: number | null;
  readonly #text: string;

  constructor(text: string, base: number, origin: DomainName, rrClass: RrClass, defaultTtl: number | null) {
    this.#text = text;
    this.base = base;
    this.origin = origin;
    this.rrClass = rrClass;
    this.defaultTtl = defaultTtl;
  }

  /** The owner alone. */
  ownerAt(start: number): DomainName {
    let end = start;
    while (this.#text.charCodeAt(end) > 0x20) end += 1;
    const owner = namesBelow(this.origin)(this.#text.slice(start, end));
    invariant(typeof owner !== "string", "a plain line's owner was looked at");
    return owner;
  }

  recordAt(start: number): LaterRecord {
    const words = new ZoneLexer(this.#text, defaultZoneLimits, start).next()?.words ?? [];
    const ttl = parseTtl(words[1]?.text ?? "");
    const classAt = ttl === null ? 1 : 2;
    const typeAt = parseRrClass(words[classAt]?.text ?? "") === null ? classAt : classAt + 1;
    const type = parseRrType(words[typeAt]?.text ?? "");
    invariant(type !== null, "a plain line's type was looked at");
    const data: Rdata | { readonly why: string } = parseRdataText(type, words.slice(typeAt + 1), this.origin);
    invariant(!("why" in data), "a plain line's data were looked at");
    return { ttl: ttl ?? this.defaultTtl ?? 0, data };
  }
}
