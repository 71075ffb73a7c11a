import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sourceFromText } from "../../text/index.ts";
import { readZone } from "../../zone/index.ts";
import { nameOf, printRdata } from "../index.ts";

/** The parameters of an HTTPS record as they are printed; null where it is refused. */
function parametersOf(written: string): string | null {
  const { value } = readZone(sourceFromText("db", `q.k. 300 HTTPS 1 . ${written}\n`), { origin: nameOf("k.") });
  const [data] = value.find("q.k.")?.sets.flatMap((set) => set.data) ?? [];
  return data === undefined ? null : printRdata(data).slice("1 . ".length);
}

/** RFC 9460 as named-checkzone 9.18.49 has it; null: it refuses the record. */
describe("parameters of a service", () => {
  it.each<[string, string | null]>([
    ["no-default-alpn= alpn=h2", 'alpn="h2" no-default-alpn'],
    ['no-default-alpn="" alpn=h2', 'alpn="h2" no-default-alpn'],
    ["no-default-alpn=x alpn=h2", null],
    ["no-default-alpn alpn=h2", 'alpn="h2" no-default-alpn'],
    ["key2= alpn=h2", 'alpn="h2" no-default-alpn'],
    ["key2 alpn=h2", 'alpn="h2" no-default-alpn'],
    ["key2=x alpn=h2", null],
    ["port", null],
    ["key3=", null],
    ["key65333=", "key65333"],
    ['key65333=""', "key65333"],
    ['alpn=""', null],
    ["mandatory", null],
    ["ipv4hint", null],
    ["ipv6hint=", null],
    ["ech", "ech"],
    ["ech=", "ech"],
    ['ech=""', "ech"],
    ["key5", "ech"],
    ["dohpath=", null],
    ["dohpath", null],
    ["mandatory=port", null],
    ["mandatory=port port=1", "mandatory=port port=1"],
    ["mandatory=port,port port=1", null],
    ["mandatory=mandatory", null],
    ["key0=\\000\\003 port=1", "mandatory=port port=1"],
    ["mandatory=key3 port=53", "mandatory=port port=53"],
    ["port=53 port=54", null],
    ["port=53 key3=\\000\\054", null],
    ["alpn=h2 ALPN=h3", null],
    ["key4=\\192\\000\\002\\001", "ipv4hint=192.0.2.1"],
    ["key4=\\192\\000\\002", null],
    ["key1=\\002h2", 'alpn="h2"'],
    ["key1=\\003h2", null],
    ['alpn="f\\\\\\\\oo\\\\,bar,h2"', 'alpn="f\\\\\\\\oo\\\\,bar,h2"'],
    ["alpn=f\\\\\\092oo\\092,bar,h2", 'alpn="f\\\\\\\\oo\\\\,bar,h2"'],
    ["key667=hello", 'key667="hello"'],
    ['key667="hello\\210qoo"', 'key667="hello\\210qoo"'],
    ['key667="a b"', 'key667="a b"'],
    ["key65535=x", 'key65535="x"'],
    ["key65536=x", null],
    ["key007=x", null],
    ["foo=bar", null],
    ["port=053", "port=53"],
    ["port=65535", "port=65535"],
    ["port=65536", null],
    ["ipv4hint=1.2.3.4,", null],
    ["ipv6hint=::1,::2", "ipv6hint=::1,::2"],
    ["ipv6hint=::ffff:1.2.3.4", "ipv6hint=::ffff:1.2.3.4"],
    ["alpn=h2 no-default-alpn port=1 mandatory=port,alpn", 'mandatory=alpn,port alpn="h2" no-default-alpn port=1'],
  ])("%s: %s", (written, printed) => expect(parametersOf(written)).toBe(printed));
});

describe("laws", () => {
  const parameter = fc.constantFrom(
    "alpn=h2",
    "port=53",
    "ipv4hint=192.0.2.1",
    "ech=AQID",
    "ipv6hint=::1",
    "key667=x",
    "key65000=y",
  );
  const several = fc.uniqueArray(parameter, { minLength: 1, maxLength: 7 });

  it("the order in which they are written does not count: they stand by their numbers (section 2.2)", () => {
    fc.assert(
      fc.property(several, (written) => {
        const printed = parametersOf(written.join(" "));
        expect(printed).not.toBeNull();
        expect(parametersOf([...written].reverse().join(" "))).toBe(printed);
        expect(parametersOf(printed ?? "")).toBe(printed);
      }),
    );
  });

  it("none may stand twice", () => {
    fc.assert(
      fc.property(several, parameter, (written, one) => {
        const isTwice = written.includes(one);
        expect(parametersOf([...written, one].join(" ")) === null).toBe(isTwice);
      }),
    );
  });
});
