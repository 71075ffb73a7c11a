import { exit, stdout } from "node:process";
import { dig, forkTwin, loadSite, type SiteTwin, summariseTrace } from "@splithorizon/sim";
import { readFolder } from "@splithorizon/sim/node";

/** Who asks what, at the tutorial's last stage: place, and what one would write behind dig. */
const QUESTIONS: readonly (readonly [string, string])[] = [
  ["laptop", "web.linkerd-viz.k8s1-prod.kloud.lan A"],
  ["mac", "web.linkerd-viz.k8s1-prod.kloud.lan A"],
  ["k8s1master3", "web.linkerd-viz.k8s1-prod.kloud.lan A"],
  ["dnsutils/dnsutils", "web.linkerd-viz.svc.cluster.local A"],
  ["dnsutils/dnsutils", "kube-dns.kube-system.svc.cluster.local SRV"],
  ["mac", "web.linkerd-viz.svc.cluster.local A"],
  ["laptop", "@198.19.0.30 web.linkerd-viz.k8s1-prod.kloud.lan A"],
  ["dns2", "@198.19.0.30 web.linkerd-viz.k8s1-prod.kloud.lan A"],
  ["mac", "@198.18.0.10 web.linkerd-viz.svc.cluster.local A"],
];

const PICTURE = `
  laptop  192.168.13.50 ─┐                      ┌─ dns1 .11 ─ BIND 9 ─┐  delegates k8s1-prod.kloud.lan
  mac     192.168.20.77 ─┼─▶ 192.168.13.10 ─────┤    (keepalived)      ├─▶ 198.19.0.30 ─▶ CoreDNS in node 1 or 2
  nodes   192.168.14.3x ─┘                      └─ dns2 .12 ─ BIND 9 ─┘        (BGP, externalTrafficPolicy Local)
  pods    100.64.0.0/16 ───────────────────────────▶ 198.18.0.10 ──────────▶ CoreDNS
`;

// Whoever reads may stop reading: `demo | head`.
stdout.on("error", () => exit(0));
const { value: twin } = loadSite(readFolder(`${import.meta.dirname}/..`), "/kloud-lan/site.yaml");
stdout.write(`The tutorial's site, from its own files: who asks, what comes back, and why.\n${PICTURE}\n`);
for (const [from, words] of QUESTIONS) stdout.write(`${explain(forkTwin(twin), from, words)}\n`);
stdout.write(`Try it yourself:
  npx splithorizon dig   examples/kloud-lan --from mac web.linkerd-viz.k8s1-prod.kloud.lan
  npx splithorizon trace examples/kloud-lan --from laptop web.linkerd-viz.k8s1-prod.kloud.lan
  npx splithorizon map   examples/kloud-lan --all
  npx splithorizon check examples/kloud-lan
`);

function explain(site: SiteTwin, from: string, words: string): string {
  const { output, answer, trace } = dig(site, from, `${words} +short`);
  const indent = (depth: number): string => `\n${"  ".repeat(depth)}`;
  const shown =
    answer.kind === "answered" && output !== "" ? indent(2) + output.trimEnd().split("\n").join(indent(2)) : "";
  const parts = summariseTrace(trace).map(({ depth, server, source, reasons, answer: said }) => {
    const why = reasons.map((reason) => indent(depth + 4) + reason).join("");
    return `${indent(depth + 2)}· ${server}, asked by ${source}${why}${indent(depth + 3)}says ${said ?? "nothing"}`;
  });
  const failure = answer.kind === "failed" ? `${indent(2)}no answer: ${answer.why}` : "";
  return `${from} $ dig ${words}${shown}${failure}${parts.join("")}\n`;
}
