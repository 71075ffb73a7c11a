import { argv, exit, stdout } from "node:process";
import { parseArgs } from "node:util";
import { drawCorefile } from "./coredns-lots/corefile.ts";
import { SCRIPTED } from "./coredns-lots/plugins.ts";
import { drawQuestions } from "./coredns-lots/questions.ts";
import { describeReplay } from "./describe-replay.ts";
import { recordSuite } from "./record-suite.ts";
import { replaySuite } from "./replay.ts";
import { Lots } from "./site-questions/draw.ts";
import type { Suite, SuiteServer } from "./suite.ts";
import { cluster } from "./suites/cluster.ts";
import { upstream } from "./suites/coredns-plugins.ts";

const USAGE = `Usage: node src/differential-coredns.ts [--seed N] [--servers N] [--count N]

Starts CoreDNS with Corefiles that are drawn by lot, asks each of them some questions, asks the twin the same, and prints
what differs, with the Corefile. Needs root, iproute2, named and coredns.
`;

const scripted: SuiteServer = {
  name: "scripted",
  kind: "scripted",
  addresses: [`${SCRIPTED}/24`],
  files: {},
  words: "ok60",
};

/** As many servers as wanted, each with a Corefile and questions of its own; the same seed gives the same suite. */
function drawSuite(seed: number, servers: number, count: number): Suite {
  const lots = new Lots(seed);
  const drawn = Array.from({ length: servers }, (_, index) => {
    const corefile = drawCorefile(lots);
    const address = `192.168.13.${100 + index}`;
    const server: SuiteServer = {
      name: `c${index}`,
      kind: "coredns",
      addresses: [`${address}/24`],
      files: { "/srv/coredns/Corefile": corefile.text, ...corefile.files },
      ...(corefile.text.includes("kubernetes") ? { objects: cluster } : {}),
      resolvConf: "search example.test\n",
    };
    return { server, asks: drawQuestions(lots, address, corefile.names, count) };
  });
  return {
    name: `lots ${seed}`,
    about: "by lot",
    servers: [upstream, scripted, ...drawn.map(({ server }) => server)],
    asks: drawn.flatMap(({ asks }) => asks),
  };
}

/** Exits with 1 where something differs. */
async function main(args: readonly string[]): Promise<number> {
  const number = { type: "string" } as const;
  const options = { seed: number, servers: number, count: number, help: { type: "boolean" } } as const;
  const { values } = parseArgs({ args: [...args], options });
  if (values.help === true) {
    stdout.write(USAGE);
    return 0;
  }
  const suite = drawSuite(Number(values.seed ?? 1), Number(values.servers ?? 6), Number(values.count ?? 60));
  const recordings = await recordSuite(suite);
  const results = replaySuite(suite, recordings);
  const differing = results.filter(({ kind }) => kind === "differs").length;
  const unsupported = new Set(results.flatMap((result) => (result.kind === "unsupported" ? [result.what] : [])));
  for (const server of suite.servers) {
    const said = recordings
      .map((recording, at) =>
        server.addresses[0] === `${suite.asks[recording.index]?.to}/24` ? describeReplay(recording, results[at]) : "",
      )
      .join("");
    if (said !== "") stdout.write(`${server.name}:\n${server.files["/srv/coredns/Corefile"]}${said}\n`);
  }
  const silent = recordings.filter(({ responses }) => responses.length === 0).length;
  const unknown = results.filter(({ kind }) => kind === "unsupported").length;
  stdout.write(
    `${suite.name}: ${differing} of ${results.length} differ, ${silent} silent, ${unknown} unsupported (${[...unsupported].join(", ")})\n`,
  );
  return differing === 0 ? 0 : 1;
}

exit(await main(argv.slice(2)));
