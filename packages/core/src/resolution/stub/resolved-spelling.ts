import { type DomainName, type Question, type Rdata, type ResourceRecord, Spellings } from "../../dns/index.ts";
import type { Sections } from "./resolved-answer.ts";

/**
 * Names point back to earlier ones of the message whatever their case, so a client reads them as they were first written:
 * `kloud.lan.` of a server's SOA record comes out as `KLOUD.lan.` for who asked for `www.KLOUD.lan.`
 * (resolved-dns-packet.c dns_packet_append_name).
 */
export function spellSections(questions: readonly Question[], sections: Sections): Sections {
  const { answer, authority, additional } = sections;
  const arePlain =
    questions.every(({ name }) => isPlain(name)) && [answer, authority, additional].every(isPlainSection);
  if (arePlain) return sections;
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

/** Where nobody wrote a capital, every name is spelled as every other one is: most messages are such. */
function isPlain(name: DomainName): boolean {
  return name.text === name.key;
}

function isPlainSection(records: readonly ResourceRecord[]): boolean {
  return records.every(({ owner, data }) => isPlain(owner) && isPlainData(data));
}

/** Of the types that {@link spellData} looks into. */
function isPlainData(data: Rdata): boolean {
  switch (data.type) {
    case "NS":
      return isPlain(data.host);
    case "CNAME":
    case "DNAME":
    case "PTR":
      return isPlain(data.target);
    case "SOA":
      return isPlain(data.primary) && isPlain(data.mailbox);
    case "MX":
      return isPlain(data.exchange);
    default:
      return true;
  }
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
