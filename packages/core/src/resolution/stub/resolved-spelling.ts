import { type Question, type Rdata, type ResourceRecord, Spellings } from "../../dns/index.ts";
import type { Sections } from "./resolved-answer.ts";

/**
 * Names point back to earlier ones of the message whatever their case, so a client reads them as they were first written:
 * `kloud.lan.` of a server's SOA record comes out as `KLOUD.lan.` for who asked for `www.KLOUD.lan.`
 * (resolved-dns-packet.c dns_packet_append_name).
 */
export function spellSections(questions: readonly Question[], { answer, authority, additional }: Sections): Sections {
  const spellings = new Spellings();
  for (const { name } of questions) spellings.note(name);
  const spell = (records: readonly ResourceRecord[]): readonly ResourceRecord[] =>
    records.map((record) => ({
      ...record,
      owner: spellings.note(record.owner),
      data: spellData(spellings, record.data),
    }));
  const spelled = spell(answer);
  const beside = spell(authority);
  return { answer: spelled, authority: beside, additional: spell(additional) };
}

/** Data of the types whose names are compressed (RFC 3597 section 4); the others are written out. */
function spellData(spellings: Spellings, data: Rdata): Rdata {
  switch (data.type) {
    case "NS":
      return { ...data, host: spellings.note(data.host) };
    case "CNAME":
    case "DNAME":
    case "PTR":
      return { ...data, target: spellings.note(data.target) };
    case "SOA":
      return { ...data, primary: spellings.note(data.primary), mailbox: spellings.note(data.mailbox) };
    case "MX":
      return { ...data, exchange: spellings.note(data.exchange) };
    default:
      return data;
  }
}
