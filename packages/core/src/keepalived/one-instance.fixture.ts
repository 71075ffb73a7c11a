import { positionOf, sourceFromText } from "../text/index.ts";
import { parseKeepalived } from "./index.ts";

export const VIP = { address: "192.168.13.10", prefixLength: 24, device: null };
const BEFORE = `vrrp_script chk {
script "/bin/true"
}
vrrp_instance VI_1 {
interface eth0
virtual_router_id 51
virtual_ipaddress {
192.168.13.10/24
}
`;
const LINES_BEFORE = BEFORE.split("\n").length - 1;

type Fields = Readonly<Record<string, unknown>>;

/** The instance with more lines in its block, without places, and what is said: `line: words: severity code`. */
export function read(lines: string): { readonly fields: Fields; readonly said: readonly string[] } {
  const source = sourceFromText("keepalived.conf", `${BEFORE}${lines}\n}\n`);
  const { value, diagnostics } = parseKeepalived(source);
  const fields: Fields = JSON.parse(
    JSON.stringify(value.settings.instances[0], (key, field) => (key === "span" ? undefined : field)),
  );
  const said = diagnostics.map(({ span, severity, code }) => {
    const words = new TextDecoder().decode(source.bytes.subarray(span.start, span.end));
    return `${positionOf(source, span.start).line - LINES_BEFORE}: ${words}: ${severity} ${code.replace("KEEPALIVED_", "")}`;
  });
  return { fields, said };
}

export function changedBy(lines: string): Fields {
  const { fields: before } = read("");
  const changed = Object.entries(read(lines).fields).filter(
    ([key, field]) => JSON.stringify(field) !== JSON.stringify(before[key]),
  );
  return Object.fromEntries(changed);
}

/** Each row: the lines, what they change in the instance, and what is said of them. Asked of keepalived 2.2.7. */
export type Row = readonly [lines: string, changed: Fields, said: readonly string[]];
