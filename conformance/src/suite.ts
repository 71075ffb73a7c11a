/** A name server of a suite, with the files it runs on. Paths are those that the server itself sees. */
export interface SuiteServer {
  readonly name: string;
  readonly kind: "named" | "coredns" | "silent" | "scripted";
  /** `address/length` on the one network that all hosts of a suite share. */
  readonly addresses: readonly string[];
  /** `/etc/bind/...` for named, `/srv/coredns/...` for CoreDNS, by path. */
  readonly files: Readonly<Record<string, string>>;
  /** YAML documents that CoreDNS's kubernetes plugin is fed with. */
  readonly objects?: string;
  /** What a scripted upstream says to names that do not say it themselves: words as in `scripted.ts`, dots between them. */
  readonly words?: string;
  /** CoreDNS's /etc/resolv.conf. */
  readonly resolvConf?: string;
}

/** One question as a client puts it. */
export interface Ask {
  /** Address of the server. */
  readonly to: string;
  /** Address of the client; {@link CLIENT} where it does not matter. */
  readonly from: string;
  readonly transport: "udp" | "tcp";
  /** The message, in hexadecimal. */
  readonly query: string;
  /** Milliseconds to let pass before it is sent. */
  readonly waitMs: number;
  /** How long to wait for an answer; silence is recorded after that. */
  readonly timeoutMs: number;
}

/** Servers with their files, and questions in order. What a suite asks is recorded from real servers and replayed against the twin. */
export interface Suite {
  readonly name: string;
  readonly about: string;
  readonly servers: readonly SuiteServer[];
  readonly asks: readonly Ask[];
  /** `sequence`: the order of the records is compared as well, where the twin says that it is fixed. */
  readonly compares?: "sets" | "sequence";
}

/** What a real server answered. */
export interface Recording {
  readonly suite: string;
  readonly index: number;
  /** Milliseconds since the whole second in which the suite began, by the wall clock. */
  readonly atMs: number;
  /** For people who read the file: `web.example. A +tcp`. */
  readonly question: string;
  readonly query: string;
  /** Each message in hexadecimal; empty where nothing came. */
  readonly responses: readonly string[];
}

/** The client that asks unless a suite says otherwise. */
export const CLIENT = "192.168.13.50";
/** Clients of all suites: one on the LAN, one stranger on another, one pod. */
export const CLIENTS: readonly string[] = ["192.168.13.50", "192.168.20.77", "100.64.0.20", "10.66.0.9"];
