import { checkWhatIsSaid, options, policy, type Row, type VersionRow, zone } from "./says.fixture.ts";

/** Durations of both notations at their limits: what named-checkconf 9.18.49 and 9.20.30 said of them, word for word. */
const topics: Readonly<Record<string, readonly Row[]>> = {
  "a duration: a TTL": [
    [options("max-cache-ttl 0;")],
    [options("max-cache-ttl 4294967295;")],
    [options("max-cache-ttl 4294967296;"), "expected ISO 8601 duration or TTL value near '4294967296'"],
    [options("max-cache-ttl 99999999999;"), "expected ISO 8601 duration or TTL value near '99999999999'"],
    [options("max-cache-ttl 1w2d3h4m5s;")],
    [options("max-cache-ttl 1W;")],
    [options("max-cache-ttl 7s1w;")],
    [options("max-cache-ttl 1h30;"), "expected ISO 8601 duration or TTL value near '1h30'"],
    [options("max-cache-ttl 30 m;"), "missing ';' before 'm'", "unknown option 'm'"],
    [options("max-cache-ttl 49710d6h28m15s;")],
    [options("max-cache-ttl 49710d6h28m16s;"), "duration or TTL out of range near '49710d6h28m16s'"],
    [options("max-cache-ttl 9999999999w;"), "expected ISO 8601 duration or TTL value near '9999999999w'"],
    [options("max-cache-ttl -1;"), "expected ISO 8601 duration or TTL value near '-1'"],
    [options("max-cache-ttl 1.5h;"), "expected ISO 8601 duration or TTL value near '1.5h'"],
    [options("max-cache-ttl 1y;"), "expected ISO 8601 duration or TTL value near '1y'"],
    [options("max-cache-ttl h;"), "expected ISO 8601 duration or TTL value near 'h'"],
    [options("max-cache-ttl unlimited;"), "expected ISO 8601 duration or TTL value near 'unlimited'"],
    [options("max-cache-ttl none;"), "expected ISO 8601 duration or TTL value near 'none'"],
    [options('max-cache-ttl "1h";'), `expected ISO 8601 duration or TTL value near '"'`],
    [options("max-cache-ttl { };"), "expected ISO 8601 duration or TTL value near '{'"],
    [options("max-cache-ttl ;"), "expected ISO 8601 duration or TTL value near ';'"],
  ],
  "a duration of ISO 8601": [
    [options("max-cache-ttl P;")],
    [options("max-cache-ttl PT;")],
    [options("max-cache-ttl P1D;")],
    [options("max-cache-ttl p1dt1h;")],
    [options("max-cache-ttl P1DT;")],
    [options("max-cache-ttl PT1M;")],
    [options("max-cache-ttl P1M;")],
    [options("max-cache-ttl P1Y;")],
    [options("max-cache-ttl P1W;")],
    [options("max-cache-ttl P1W1D;"), "expected ISO 8601 duration or TTL value near 'P1W1D'"],
    [options("max-cache-ttl P+1D;")],
    [options("max-cache-ttl P-1D;"), "expected ISO 8601 duration or TTL value near 'P-1D'"],
    [options("max-cache-ttl PD;")],
    [options("max-cache-ttl P1D1Y;"), "expected ISO 8601 duration or TTL value near 'P1D1Y'"],
    [options("max-cache-ttl PT1S1H;"), "expected ISO 8601 duration or TTL value near 'PT1S1H'"],
    [options("max-cache-ttl P1H;"), "expected ISO 8601 duration or TTL value near 'P1H'"],
    [options("max-cache-ttl P4294967295Y;")],
    [options("max-cache-ttl P4294967296Y;"), "expected ISO 8601 duration or TTL value near 'P4294967296Y'"],
    [options("max-cache-ttl PT1.5S;"), "expected ISO 8601 duration or TTL value near 'PT1.5S'"],
    [options("max-cache-ttl PT0000000000000000000000000000000000000000000000000000000000000000000000000001S;")],
  ],
  "a duration or none": [
    [policy("keys { csk lifetime unlimited algorithm 13; };")],
    [
      policy("keys { csk lifetime UNLIMITED algorithm 13; };"),
      "expected ISO 8601 duration or TTL value near 'UNLIMITED'",
    ],
    [policy("keys { csk lifetime 60d algorithm 13; };")],
    [policy("keys { csk lifetime P60D algorithm 13; };")],
    [policy("keys { csk lifetime none algorithm 13; };"), "expected ISO 8601 duration or TTL value near 'none'"],
    [policy("keys { csk lifetime -1 algorithm 13; };"), "expected ISO 8601 duration or TTL value near '-1'"],
  ],
};

/** Where the two differ. */
const byVersion: Readonly<Record<string, readonly VersionRow[]>> = {
  "a duration or none": [
    [zone("max-zone-ttl unlimited;"), [], ["option 'max-zone-ttl' is deprecated"]],
    [zone("max-zone-ttl Unlimited;"), [], ["option 'max-zone-ttl' is deprecated"]],
    [zone("max-zone-ttl 0;"), [], ["option 'max-zone-ttl' is deprecated"]],
    [zone("max-zone-ttl 1d;"), [], ["option 'max-zone-ttl' is deprecated"]],
    [zone("max-zone-ttl P1D;"), [], ["option 'max-zone-ttl' is deprecated"]],
    [
      zone("max-zone-ttl none;"),
      ["expected ISO 8601 duration or TTL value near 'none'"],
      ["expected ISO 8601 duration or TTL value near 'none'", "option 'max-zone-ttl' is deprecated"],
    ],
    [
      zone("max-zone-ttl ;"),
      ["expected ISO 8601 duration or TTL value near ';'"],
      ["expected ISO 8601 duration or TTL value near ';'", "option 'max-zone-ttl' is deprecated"],
    ],
  ],
};

checkWhatIsSaid(topics, byVersion);
