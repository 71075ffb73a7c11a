/** What happens to a few name servers of one network, for the real ones and for their twin. */
export interface Course {
  readonly title: string;
  readonly machines: Readonly<Record<string, CourseMachine>>;
  /** In the order of their moments. */
  readonly deeds: readonly Deed[];
  readonly untilMs: number;
  /** How far moments may lie apart; a quarter of a second where nothing is said. */
  readonly toleranceMs?: number;
  /** Whom the client asks beside a machine's name: `s 10.9.0.19` from its other address, `s y.lan` for another zone. Absent: each machine. */
  readonly polled?: readonly string[];
}

export interface CourseMachine {
  readonly addresses: readonly string[];
  /** `named.conf` and what it names, beside each other. */
  readonly files: Readonly<Record<string, string>>;
}

export type DeedKind =
  | { readonly do: "edit"; readonly on: string; readonly file: string; readonly text: string }
  /** SIGKILL, SIGTERM, SIGSTOP, SIGCONT. */
  | { readonly do: "kill" | "stop" | "hang" | "resume"; readonly on: string }
  /** `begunAtMs`, in a recording: when its sockets were there, or it had heard the command; until the moment of the deed it answers nobody. */
  | { readonly do: "start"; readonly on: string; readonly begunAtMs?: number }
  | { readonly do: "rndc"; readonly on: string; readonly words: string; readonly begunAtMs?: number }
  /** Packets between two machines are dropped on arrival, and pass again. */
  | { readonly do: "lose" | "pass"; readonly between: readonly [string, string] };

/** In a recording the moment is the one at which it took effect. */
export type Deed = DeedKind & { readonly atMs: number };

/** Something that was seen at a moment: a packet in a few words, a line of a log, the serial that a server answers with. */
export interface Seen {
  readonly atMs: number;
  readonly text: string;
}

export interface PlayedCourse {
  readonly course: Course;
  /** `10.9.0.2>10.9.0.1 udp SOA z.lan edns`. */
  readonly packets: readonly Seen[];
  /** `s 7`, `s SERVFAIL`, `s 10.9.0.19 7`: what the client heard, asking every half second. */
  readonly served: readonly Seen[];
  /** `s zone z.lan/IN: expired`. */
  readonly lines: readonly Seen[];
}

/** Who asks what is served. */
export const CLIENT = "10.9.0.9";
/** Another address of his, by which he is in another view. */
export const OTHER_CLIENT = "10.9.0.19";
export const POLL_MS = 500;
