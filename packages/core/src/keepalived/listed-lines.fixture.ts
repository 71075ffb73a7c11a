import { sourceFromText } from "../text/index.ts";
import { parseKeepalived, type Track, type VrrpInstance } from "./index.ts";

const SCRIPTS = `vrrp_script chk {
script "/bin/true"
}
vrrp_script heavy {
script "/bin/true"
weight -20
}
vrrp_track_process p {
process named
weight 5 reverse
}
track_file f {
file /run/f
}
track_file far {
file /run/far
weight 7 reverse
}
`;

/** One instance with a list in its block; the address decides its family. */
function configuration(keyword: string, lines: readonly string[], more: string): string {
  return `${SCRIPTS}vrrp_instance A {
interface eth0
virtual_router_id 51
${more}
${keyword} {
${lines.join("\n")}
}
}
`;
}

export interface ReadList {
  readonly instance: VrrpInstance;
  /** `words: severity code`, of what lies in the list. */
  readonly said: readonly string[];
}

const FIRST = "virtual_ipaddress {\n192.168.13.10/24\n}";

/** What the lines of a list come to. */
export function readList(keyword: string, lines: readonly string[], more: string = FIRST): ReadList {
  const text = configuration(keyword, lines, more);
  const { value, diagnostics } = parseKeepalived(sourceFromText("keepalived.conf", text));
  const [instance] = value.settings.instances;
  if (instance === undefined) throw new Error("no instance was read");
  const said = diagnostics.map(
    ({ span, severity, code }) => `${text.slice(span.start, span.end)}: ${severity} ${code.replace("KEEPALIVED_", "")}`,
  );
  return { instance, said };
}

/** `name weight`, with `reverse`. */
export function trackText({ name, weight, reverse }: Track): string {
  return `${name} ${weight ?? "without"}${reverse ? " reverse" : ""}`;
}
