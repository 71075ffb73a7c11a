import type { HostSettings } from "../site/index.ts";
import { SiteView } from "./site-view.ts";
import { type Change, twinOf } from "./variation.fixture.ts";

const LAPTOP = `  laptop:
    addresses: [192.168.13.50]
    routes: { default: 192.168.13.91 }
    resolver: systemd-resolved
    nameservers: [192.168.13.10]
    search: [kloud.lan]
`;
const MAC = `  mac: # macOS, on a LAN of its own
    addresses: [192.168.20.77]
    routes: { default: 192.168.20.1 }
    nameservers: [192.168.13.10]
`;

/** The tutorial's last stage without the machines of people, and without what the site expects of them. */
export const quietSite: readonly Change[] = [
  ["kloud-lan/site.yaml", LAPTOP, ""],
  ["kloud-lan/site.yaml", MAC, ""],
  [
    "kloud-lan/site.yaml",
    "  - { from: laptop, ask: web.linkerd-viz.k8s1-prod.kloud.lan A, answers: [198.19.0.5] }\n",
    "",
  ],
  ["kloud-lan/site.yaml", "  - { from: mac, ask: web.linkerd-viz.k8s1-prod.kloud.lan A, answers: [198.19.0.5] }\n", ""],
  ["kloud-lan/site.yaml", "  - { from: mac, ask: web.linkerd-viz.svc.cluster.local A, rcode: NXDOMAIN }\n", ""],
  [
    "kloud-lan/site.yaml",
    "  - { from: laptop, ask: web.linkerd-viz.k8s1-prod.kloud.lan A, server: 198.19.0.30, rcode: REFUSED }\n",
    "",
  ],
  ["kloud-lan/site.yaml", "  - { from: laptop, ask: www.example.com A, answers: [203.0.113.11] }\n", ""],
];

/** Whom a view of the tutorial's site with these changes imagines. */
export function imaginedIn(changes: readonly Change[]): readonly HostSettings[] {
  const { twin, files, known } = twinOf({ changes });
  const written = new Set(twin.settings.hosts.map(({ name }) => name));
  return new SiteView(twin, files, known).twin.settings.hosts.filter(({ name }) => !written.has(name));
}
