import { describe, expect, it } from "vitest";
import { makeQuery, NO_FLAGS, nameOf } from "../../dns/index.ts";
import { Clockwork, treeOf } from "../fixtures/clockwork.fixture.ts";
import { recordsOfText } from "../fixtures/texts.fixture.ts";

/** What becomes of a journal when `ixfr-from-differences` is taken away and comes back: as named 9.18.47 did. */
const fileOf = (serial: number): Readonly<Record<string, string>> => ({
  "/z.db": `$TTL 60\n@ SOA ns h ${serial} 1000 500 90000 60\n@ NS ns\nns A 192.0.2.1\nwww A 192.0.2.${serial}\n`,
});
const YES = "ixfr-from-differences yes;";
const confOf = (option: string): string =>
  `options { directory "/"; recursion no; notify no; max-ixfr-ratio unlimited; ${option} };
zone "z.lan" { type primary; file "z.db"; };`;

/** Version 2 came by differences, version 3 without. */
function turnedOff(): Clockwork {
  const clockwork = new Clockwork(confOf(YES), {}, { files: fileOf(1) });
  clockwork.command("reload", "z.lan.", fileOf(2));
  clockwork.reload(confOf(""), fileOf(2), "reconfig");
  expect(differences(clockwork, 2)).toEqual([1]);
  clockwork.command("reload", "z.lan.", fileOf(3));
  clockwork.takeLines();
  return clockwork;
}

/** From which of the versions before this one an IXFR is answered with differences. */
function differences(clockwork: Clockwork, serial: number): readonly number[] {
  return Array.from({ length: serial - 1 }, (_, at) => at + 1).filter((from) => {
    const authority = recordsOfText(`z.lan. 60 SOA ns.z.lan. h.z.lan. ${from} 1 1 1 1`);
    const query = makeQuery({ name: nameOf("z.lan."), type: "IXFR", class: "IN" }, { flags: NO_FLAGS, authority });
    const outcome = clockwork.receive(query, undefined, "tcp");
    const second = outcome.kind === "reply" ? [...outcome.messages][0]?.answer[1]?.data : undefined;
    return second?.type === "SOA" && second.serial === from;
  });
}

function restarted(clockwork: Clockwork, option: string, serial: number): Clockwork {
  const journals = clockwork.server.journals();
  const beginning = { since: "started", copies: [], journals } as const;
  return new Clockwork(confOf(option), {}, { files: fileOf(serial), beginning });
}

const OUT_OF_STEP = [
  "0.0 zone z.lan/IN: journal rollforward failed: journal out of sync with zone",
  "0.0 zone z.lan/IN: not loaded due to errors.",
];

describe("a zone that is edited after ixfr-from-differences was taken away", () => {
  it("has no way from any version, and its journal as it was", () => {
    const clockwork = turnedOff();
    expect(differences(clockwork, 3)).toEqual([]);
    expect(clockwork.server.journals().map(({ journal }) => journal.map(({ from, to }) => [from, to]))).toEqual([
      [[1, 2]],
    ]);
  });

  it("is not loaded by the next start, which begins with its journal", () => {
    const again = restarted(turnedOff(), "", 3);
    expect(again.serial("z.lan.")).toBe("SERVFAIL");
    expect(again.takeLines()).toEqual(OUT_OF_STEP);
  });

  it("gets no further into its journal when the option comes back", () => {
    const clockwork = turnedOff();
    clockwork.reload(confOf(YES), fileOf(3), "reconfig");
    clockwork.takeLines();
    for (const serial of [4, 5]) {
      clockwork.command("reload", "z.lan.", fileOf(serial));
      expect(differences(clockwork, serial)).toEqual([]);
      expect(clockwork.takeLines()).toEqual([
        `0.0 malformed transaction: z.db.jnl last serial 2 != transaction first serial ${serial - 1}`,
        "0.0 zone z.lan/IN: ixfr-from-differences: failed: Success",
        `0.0 zone z.lan/IN: loaded serial ${serial}`,
      ]);
    }
    expect(restarted(clockwork, YES, 5).serial("z.lan.")).toBe("SERVFAIL");
  });

  it("is well again after `rndc sync -clean`", () => {
    const clockwork = turnedOff();
    clockwork.server.zoneCommand(
      { verb: "sync", zone: nameOf("z.lan."), view: null, journal: "removed" },
      treeOf(fileOf(3)),
      clockwork.now,
    );
    expect(restarted(clockwork, "", 3).serial("z.lan.")).toBe("3");
  });
});
