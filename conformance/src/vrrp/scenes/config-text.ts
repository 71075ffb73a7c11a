/** A `vrrp_instance`, as far as it differs from priority 100, one second, version 2, one address, no authentication. */
interface Instance {
  readonly name?: string;
  readonly state?: "MASTER" | "BACKUP";
  readonly link?: "eth0" | "eth1";
  readonly id?: number;
  readonly priority?: number;
  readonly interval?: number;
  readonly version?: 2 | 3;
  readonly addresses?: readonly string[];
  /** Further lines. */
  readonly more?: string;
}

export function instance(own: Instance = {}): string {
  const { name = "VI_1", state = "BACKUP", link = "eth0", id = 51, priority = 100, interval = 1, version = 2 } = own;
  const { addresses = ["192.168.13.10/24"], more = "" } = own;
  return `vrrp_instance ${name} {
  state ${state}
  interface ${link}
  virtual_router_id ${id}
  priority ${priority}
  advert_int ${interval}
  version ${version}
  virtual_ipaddress {
    ${addresses.join("\n    ")}
  }
${more}
}
`;
}

export const pass = (password: string): string =>
  `  authentication {\n    auth_type PASS\n    auth_pass ${password}\n  }`;
export const ah = (password: string): string => `  authentication {\n    auth_type AH\n    auth_pass ${password}\n  }`;
export const unicast = (own: string, ...peers: readonly string[]): string =>
  `  unicast_src_ip ${own}\n  unicast_peer {\n    ${peers.join("\n    ")}\n  }`;
export const peers = (...peers: readonly string[]): string => `  unicast_peer {\n    ${peers.join("\n    ")}\n  }`;
export const tracks = (block: string, ...entries: readonly string[]): string =>
  `  ${block} {\n    ${entries.join("\n    ")}\n  }`;
export const script = (name: string, lines: string): string =>
  `vrrp_script ${name} {\n  script "/usr/bin/test -e /run/lab/${name}"\n${lines}\n}\n`;
export const globals = (lines: string): string => `global_defs {\n${lines}\n}\n`;
