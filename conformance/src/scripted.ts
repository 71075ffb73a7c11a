/**
 * An upstream that does what the name says: `x.ok5.drop.nx30.seq.test` has its first question answered with TTL 5,
 * its second not at all, and all further ones with NXDOMAIN and an SOA of TTL 30. Counts are kept by name and type.
 * Any other name is answered by the server's own row of words.
 */
export class ScriptedServer {
  readonly #address: string;
  readonly #ownWords: readonly string[];
  readonly #counts = new Map<string, number>();

  /** `address` is what its A records say, so that an answer shows who gave it. `ownWords`: for names outside `seq.test`, dots between them. */
  constructor(address: string, ownWords: string) {
    this.#address = address;
    this.#ownWords = ownWords.split(".");
  }

  /** What it says to a query, and after how long; null: nothing. Every query counts. */
  answer(query: Buffer): ScriptedReply | null {
    const end = questionEnd(query);
    const labels = labelsOf(query);
    const words = labels.at(-2) === "seq" && labels.at(-1) === "test" ? labels.slice(1, -2) : this.#ownWords;
    const key = query.subarray(12, end).toString("latin1").toLowerCase();
    const count = this.#counts.get(key) ?? 0;
    this.#counts.set(key, count + 1);
    const word = words[Math.min(count, words.length - 1)] ?? "drop";
    if (word === "drop") return null;
    const slow = /^slow(\d+)$/.exec(word);
    return { afterMs: Number(slow?.[1] ?? 0), message: this.#reply(query, end, slow === null ? word : "ok60") };
  }

  #reply(query: Buffer, end: number, word: string): Buffer {
    const [, kind = "", number = ""] = /^([a-z]+)(\d*)$/.exec(word) ?? [];
    const { rcode = 0, flags = 0, answer = [], authority = [], question } = this.#contents(kind, Number(number), query);
    const header = Buffer.alloc(12);
    query.copy(header, 0, 0, 2);
    const asked = query.readUInt16BE(2);
    header.writeUInt16BE(0x8080 | (asked & 0x0110) | flags | rcode, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(answer.length, 6);
    header.writeUInt16BE(authority.length, 8);
    return Buffer.concat([header, question ?? query.subarray(12, end), ...answer, ...authority]);
  }

  #contents(kind: string, number: number, query: Buffer): Contents {
    const soa = [record("c00c", 6, number, `${ROOT}${ROOT}${"0000000100000e1000000e1000000e1000000007"}`)];
    const own = (ttl: number): Buffer => record("c00c", 1, ttl, hexOfAddress(this.#address));
    const simple: Readonly<Record<string, Contents>> = {
      ok: { answer: [own(number)] },
      aa: { answer: [own(number)], flags: 0x0400 },
      ad: { answer: [own(number)], flags: 0x0020 },
      nx: { rcode: 3, authority: soa },
      nodata: { authority: soa },
      nxbare: { rcode: 3 },
      empty: {},
      servfail: { rcode: 2 },
      servfailsoa: { rcode: 2, authority: soa },
      refused: { rcode: 5 },
      notimp: { rcode: 4 },
      formerr: { rcode: 1 },
      tc: { flags: 0x0200 },
      wrong: { answer: [own(60)], question: Buffer.from("0577726f6e670000010001", "hex") },
      cname: { answer: [record("c00c", 5, number, ALIAS)] },
      cnamesoa: { answer: [record("c00c", 5, number, ALIAS)], authority: soa },
      chain: { answer: [record("c00c", 5, number, ALIAS), record(ALIAS, 1, 90, hexOfAddress(this.#address))] },
      loop: { answer: [record("c00c", 5, number, ALIAS), record(ALIAS, 5, number, "c00c")] },
      ref: { authority: [record("c00c", 2, number, ALIAS)] },
      many: { answer: Array.from({ length: number }, () => manyOf(query, this.#address)) },
      soaanswer: { answer: [own(number)], authority: [record("c00c", 6, 7, `${ROOT}${ROOT}${"00".repeat(20)}`)] },
    };
    return simple[kind] ?? { rcode: 2 };
  }
}

export interface ScriptedReply {
  readonly afterMs: number;
  readonly message: Buffer;
}

interface Contents {
  readonly rcode?: number;
  readonly flags?: number;
  readonly answer?: readonly Buffer[];
  readonly authority?: readonly Buffer[];
  /** null: the one that was asked. */
  readonly question?: Buffer;
}

const ROOT = "00";
/** `t.seq.test.` */
const ALIAS = "0174037365710474657374" + "00";

/** A record by hand: owner and data in hexadecimal. */
function record(owner: string, type: number, ttl: number, data: string): Buffer {
  const fixed = Buffer.alloc(10);
  fixed.writeUInt16BE(type, 0);
  fixed.writeUInt16BE(1, 2);
  fixed.writeUInt32BE(ttl, 4);
  fixed.writeUInt16BE(data.length / 2, 8);
  return Buffer.concat([Buffer.from(owner, "hex"), fixed, Buffer.from(data, "hex")]);
}

/** An address whose owner is written out, so that the twin knows the size of such a reply. */
function manyOf(query: Buffer, address: string): Buffer {
  return record(query.subarray(12, questionEnd(query) - 4).toString("hex"), 1, 60, hexOfAddress(address));
}

function hexOfAddress(address: string): string {
  return Buffer.from(address.split(".").map(Number)).toString("hex");
}

function labelsOf(query: Buffer): readonly string[] {
  const labels: string[] = [];
  for (let at = 12, length = query[at] ?? 0; length > 0; at += length + 1, length = query[at] ?? 0)
    labels.push(
      query
        .subarray(at + 1, at + 1 + length)
        .toString("latin1")
        .toLowerCase(),
    );
  return labels;
}

/** Behind the type and the class. */
function questionEnd(query: Buffer): number {
  return labelsOf(query).reduce((sum, label) => sum + label.length + 1, 12 + 1) + 4;
}
