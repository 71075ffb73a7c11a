import { describe, expect, it } from "vitest";
import { settingsOf, wordsOf } from "../../fixtures/conf.fixture.ts";

/** `geoip` in a list of clients: what named-checkconf 9.18.49 and 9.20.30 say of it, both the same. */
type Row = readonly [element: string, ...said: string[]];

const THREE_LETTERS = "three-letter country codes are unavailable in GeoIP2 databases";
const list = (element: string): string => `options { allow-query { ${element}; }; };`;

describe("what may be asked of the databases", () => {
  it.each<Row>([
    ["geoip country US"],
    ['geoip country "DE"'],
    ["GEOIP COUNTRY US"],
    ["!geoip country US"],
    ["geoip continent EU"],
    ["geoip region CA"],
    ['geoip city "Paris"'],
    ["geoip postal 750011"],
    ["geoip metro 501"],
    ["geoip metrocode 501"],
    ['geoip tz "Europe/Paris"'],
    ['geoip timezone "Europe/Paris"'],
    ["geoip isp x"],
    ["geoip asnum AS1"],
    ["geoip org x"],
    ["geoip domain x"],
    ["geoip db country country US"],
    ['geoip db "country" country US'],
    ["geoip db city city Paris"],
    ["geoip db asnum asnum AS1"],
    ["geoip db isp isp x"],
    ["geoip db domain domain x"],
    ["geoip country DEU", THREE_LETTERS],
    ["geoip db country country DEU", THREE_LETTERS],
    ['geoip country ""', "zero-length geoip search field"],
    ["geoip postal 7500111", "geoiop postal code (7500111) too long"],
    ["geoip postalcode 7500111", "geoiop postal code (7500111) too long"],
    ["geoip db city postal 1234567", "geoiop postal code (1234567) too long"],
    ["geoip netspeed x", "type 'netspeed' is unavailable in GeoIP2 databases"],
    ["geoip area 415", "type 'area' is unavailable in GeoIP2 databases"],
    ["geoip areacode 415", "type 'areacode' is unavailable in GeoIP2 databases"],
    ["geoip db region region CA", "database 'region' is not defined for GeoIP2"],
    ["geoip db netspeed country US", "database 'netspeed' is not defined for GeoIP2"],
    ["geoip db geoip country US", "database 'geoip' is not defined for GeoIP2"],
  ])("%s", (element, ...said) => {
    expect(wordsOf(list(element))).toEqual(said);
    expect(wordsOf(list(element), "9.20")).toEqual(said);
  });

  it.each<Row>([
    ["geoip", "expected unquoted string near ';'"],
    ["geoip db", "expected string near ';'"],
    ["geoip country", "expected string near ';'"],
    ["geoip db country", "expected unquoted string near ';'"],
    ["geoip subdivision CA", "'subdivision' unexpected"],
    ["geoip lat 5", "'lat' unexpected"],
    ["geoip country US x", "missing ';' before 'x'"],
  ])("%s is refused by its form", (element, first) => {
    expect(wordsOf(list(element))).toContain(first);
  });
});

describe("where the globe is not known", () => {
  it.each([
    ["options { allow-query { geoip country US; }; };", "every-answer"],
    ["acl us { geoip country US; };\noptions { allow-query { us; }; };", "every-answer"],
    ["acl us { geoip country US; };", "every-answer"],
  ])("%s: no answer is made up", (conf, reach) => {
    const [view] = settingsOf(conf).views;
    expect(view?.options.notModelled.map(({ name, reach: of }) => [name, of])).toEqual([["geoip", reach]]);
  });

  it("one that named refuses counts for nothing", () => {
    expect(settingsOf("options { allow-query { geoip country DEU; }; };").views[0]?.options.notModelled).toEqual([]);
  });

  it("each view hears of it", () => {
    const { views } = settingsOf("acl us { geoip country US; };\nview v { match-clients { us; }; };\nview w { };");
    expect(views.map(({ options }) => options.notModelled.length)).toEqual([1, 1]);
  });
});
