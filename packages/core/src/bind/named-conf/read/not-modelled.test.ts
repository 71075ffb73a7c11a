import { describe, expect, it } from "vitest";
import { parseText, settingsOf } from "../../fixtures/conf.fixture.ts";
import type { BindVersion } from "../../settings.ts";
import { bindSettings } from "./bind-settings.ts";

/** Which statements change answers that the twin cannot give, and which questions come out as unsupported for it. */
function notModelled(conf: string, version: BindVersion = "9.18"): readonly string[] {
  return settingsOf(conf, version).views.flatMap(({ options }) =>
    options.notModelled.map(
      ({ name, reach, scope }) => `${name}: ${reach}${scope.key === "." ? "" : ` at ${scope.key}`}`,
    ),
  );
}

const options = (said: string): string => `options { ${said} };`;
type Row = readonly [said: string, ...met: string[]];

describe("statements of options", () => {
  it.each<Row>([
    ["check-names response fail;", "check-names: answer-from-others"],
    ["check-names RESPONSE FAIL;", "check-names: answer-from-others"],
    ["check-names response warn;"],
    ["check-names primary fail;"],
    ['dnssec-must-be-secure "lan" yes;', "dnssec-must-be-secure: answer-from-others at lan."],
    ['dnssec-must-be-secure "." yes;', "dnssec-must-be-secure: answer-from-others"],
    ['dnssec-must-be-secure "lan" no;'],
    ["dual-stack-servers { 192.0.2.1; };", "dual-stack-servers: answer-from-others"],
    ["max-query-count 49;", "max-query-count: answer-from-others"],
    ["max-query-count 50;"],
    ["max-query-count 0;"],
    ["max-query-count 60; max-recursion-queries 61;", "max-query-count: answer-from-others"],
    ["message-compression no;", "message-compression: every-answer"],
    ["message-compression yes;"],
    ["no-case-compress { any; };", "no-case-compress: every-answer"],
    ["no-case-compress { 192.0.2.1; none; };", "no-case-compress: every-answer"],
    ["no-case-compress { none; };"],
    ["no-case-compress { };"],
    ['nxdomain-redirect "r.lan";', "nxdomain-redirect: name-error"],
    ["resolver-nonbackoff-tries 3;"],
    ["resolver-nonbackoff-tries 4;", "resolver-nonbackoff-tries: answer-from-others"],
    ["resolver-retry-interval 800;"],
    ["resolver-retry-interval 801;", "resolver-retry-interval: answer-from-others"],
    ["response-padding { any; } block-size 128;", "response-padding: padded-answer"],
    ["response-padding { any; } block-size 0;"],
    ["response-padding { none; } block-size 128;"],
    ['response-policy { zone "r"; };', "response-policy: recursive-answer"],
    ['response-policy { zone "r"; } recursive-only yes;', "response-policy: recursive-answer"],
    ['response-policy { zone "r"; } recursive-only no;', "response-policy: every-answer"],
    ['response-policy { zone "r"; zone "s" recursive-only no; };', "response-policy: every-answer"],
    ["root-delegation-only;", "root-delegation-only: answer-from-others"],
    ["stale-answer-enable yes;"],
    ["stale-answer-enable yes; stale-cache-enable yes;", "stale-answer-enable: stale-answer"],
    ["stale-answer-enable no; stale-cache-enable yes;"],
  ])("%s", (said, ...met) => {
    expect(notModelled(options(said))).toEqual(met);
  });

  it.each<Row>([["resolver-use-dns64 yes;", "resolver-use-dns64: answer-from-others"], ["resolver-use-dns64 no;"]])(
    "of 9.20: %s",
    (said, ...met) => {
      expect(notModelled(options(said), "9.20")).toEqual(met);
    },
  );
});

describe("statements beside options, and in views", () => {
  it.each<Row>([
    ['dlz "d" { database "x"; };', "dlz: every-answer"],
    ['dlz "d" { database "x"; search yes; };', "dlz: every-answer"],
    ['dlz "d" { database "x"; search no; };'],
    ['dyndb "d" "x.so" { };', "dyndb: every-answer"],
    ['plugin query "x.so";', "plugin: every-answer"],
    ['plugin query "x.so" { };\nplugin query "y.so";', "plugin: every-answer", "plugin: every-answer"],
    ['view v { plugin query "x.so"; };', "plugin: every-answer"],
    // A plugin beside views is refused; it belongs to none of them.
    ['plugin query "x.so";\nview v { };'],
  ])("%s", (conf, ...met) => {
    expect(notModelled(conf)).toEqual(met);
  });
});

describe("zones that change answers for other names", () => {
  it.each<Row>([
    ['zone "." { type redirect; file "f"; };', "a redirect zone: name-error"],
    ["zone a.lan { type delegation-only; };", "a delegation-only zone: answer-from-others at a.lan."],
    ["zone a { type forward; };"],
    ['zone a { type primary; file "f"; };'],
  ])("%s", (conf, ...met) => {
    expect(notModelled(conf)).toEqual(met);
  });
});

describe("where it holds", () => {
  it("a view has what options say, unless it says otherwise", () => {
    const conf = "options { message-compression no; };\nview v { };\nview w { message-compression yes; };";
    expect(settingsOf(conf).views.map(({ options }) => options.notModelled.length)).toEqual([1, 0]);
  });

  it("in its own view alone", () => {
    const conf = "view v { message-compression no; };\nview w { };";
    expect(settingsOf(conf).views.map(({ options }) => options.notModelled.length)).toEqual([1, 0]);
  });

  it("a statement that is broken changes nothing: named does not start", () => {
    expect(notModelled(options("message-compression never;"))).toEqual([]);
  });
});

describe("what is said of it", () => {
  const wordsOf = (conf: string): readonly string[] =>
    bindSettings(parseText(conf).value).diagnostics.map(({ code, span, message }) => {
      const where = span === null ? "" : conf.slice(span.start, span.end);
      return `${code} <${where}> ${message}`;
    });
  const unsupported = "and is not modelled";

  it.each<Row>([
    [
      options("message-compression no;"),
      `NAMED_CONF_NOT_MODELLED <message-compression> message-compression changes answers ${unsupported}: every question comes out as unsupported.`,
    ],
    [
      options('nxdomain-redirect "r.lan";'),
      `NAMED_CONF_NOT_MODELLED <nxdomain-redirect> nxdomain-redirect changes answers ${unsupported}: questions for names that do not exist come out as unsupported.`,
    ],
    [
      options('response-policy { zone "r"; };'),
      `NAMED_CONF_NOT_MODELLED <response-policy> response-policy changes answers ${unsupported}: questions with RD=1 from clients that may recurse come out as unsupported.`,
    ],
    [
      options("dual-stack-servers { };"),
      `NAMED_CONF_NOT_MODELLED <dual-stack-servers> dual-stack-servers changes answers ${unsupported}: questions that other servers are asked for come out as unsupported.`,
    ],
    [
      options("stale-answer-enable yes; stale-cache-enable yes;"),
      `NAMED_CONF_NOT_MODELLED <stale-answer-enable> stale-answer-enable changes answers ${unsupported}: questions whose answer in the cache is too old come out as unsupported.`,
    ],
    [
      options("response-padding { any; } block-size 8;"),
      `NAMED_CONF_NOT_MODELLED <response-padding> response-padding changes answers ${unsupported}: questions that ask for padding come out as unsupported.`,
    ],
    [
      'zone a { type primary; file "f"; dlz "d"; };',
      "NAMED_CONF_NOT_MODELLED <a> dlz is not modelled: all answers of zone a. come out as unsupported.",
    ],
    [
      'zone a { type primary; file "f"; dnssec-policy default; };',
      "NAMED_CONF_NOT_MODELLED <a> dnssec-policy default is not modelled: answers with signatures, keys or the serial of zone a. come out as unsupported.",
    ],
    ["zone a { type forward; };"],
  ])("%s", (conf, ...said) => {
    expect(wordsOf(conf)).toEqual(said);
  });
});
