/** What happens to the journals of a primary `p`, whose file is edited, and of its secondary `s`: for the real ones and for their twin. */
export interface JournalCourse {
  readonly title: string;
  /** Statements of `options` of each. */
  readonly options: Readonly<Record<Server, string>>;
  readonly steps: readonly Step[];
}

export type Server = "p" | "s";

export type Step =
  /** The file of `p`, `rndc reload z.lan` there, `rndc refresh z.lan` at `s`. */
  | { readonly do: "edit"; readonly serial: number; readonly hosts: number; readonly octets: number }
  | { readonly do: "rndc"; readonly on: Server; readonly words: string }
  /** SIGTERM or SIGKILL, and another start. */
  | { readonly do: "restart"; readonly on: Server; readonly how: "stop" | "kill" }
  /** Until a quarter of an hour after the last change, by when the copy has been written to its file. */
  | { readonly do: "wait" };

/** What a server has after a step. */
export interface Kept {
  readonly serial: number;
  /** Of its journal: up to which octet of its file it goes; null: there is no file. */
  readonly octets: number | null;
  /** From which of the serials up to its own an IXFR is answered with differences. */
  readonly differences: readonly number[];
}

export interface PlayedCourse {
  readonly course: JournalCourse;
  /** After the start, and after each step. */
  readonly kept: readonly Readonly<Record<Server, Kept>>[];
}

/** The first version of each course. */
export const FIRST = { serial: 1, hosts: 2, octets: 100 } as const;

/** A zone of some hosts, and of a TXT record that is another in each version. */
export function zoneText({ serial, hosts, octets }: { serial: number; hosts: number; octets: number }): string {
  const letter = String.fromCharCode(97 + (serial % 26));
  const strings = Array.from(
    { length: Math.ceil(octets / 250) },
    (_, at) => `"${letter.repeat(Math.min(250, octets - at * 250))}"`,
  );
  const named = Array.from({ length: hosts }, (_, at) => `host-${at} A 192.0.2.${at % 250}\n`);
  return `$TTL 60\n@ SOA ns h ${serial} 90000 90000 900000 60\n@ NS ns\nns A 192.0.2.1\nt TXT ${strings.join(" ")}\n${named.join("")}`;
}

/** The servers' named.conf; `listen`: how each is told where to listen, and where its primary is. */
export function configOf(
  server: Server,
  options: string,
  { listen, primary }: { listen: string; primary: string },
): string {
  const zone =
    server === "p"
      ? 'type primary; file "z.db"; allow-transfer { any; };'
      : `type secondary; file "z.db"; primaries { ${primary}; }; allow-transfer { any; };`;
  return `options { directory "/"; ${listen} recursion no; notify no; max-ixfr-ratio unlimited; ${options} };\nzone "z.lan" { ${zone} };\n`;
}
