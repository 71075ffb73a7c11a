import { decodeMessage, type Message, printRdata, type ResourceRecord } from "@splithorizon/core";

/** What a client can rely on in an answer, in a form that can be compared and read. */
export interface Observation {
  /** null: nothing came. */
  readonly rcode: string | null;
  readonly flags: string;
  readonly question: string;
  readonly answer: readonly string[];
  readonly authority: readonly string[];
  readonly additional: readonly string[];
  readonly edns: string;
  /** Octets of each message. */
  readonly octets: string;
  readonly messages: number;
  /** The records of all sections as they stood. */
  readonly sequence: string;
}

/** One field in which twin and server disagree. */
export interface Difference {
  readonly field: keyof Observation;
  readonly real: string;
  readonly twin: string;
}

const SILENCE: Observation = {
  rcode: null,
  flags: "",
  question: "",
  answer: [],
  authority: [],
  additional: [],
  edns: "",
  octets: "",
  messages: 0,
  sequence: "",
};

/** CoreDNS writes the time of its last change as the serial of its Kubernetes zones: any second of these years counts as that. */
const UNIX_TIME_SERIAL = /\b1[789]\d{8}\b/g;

/** CoreDNS's whoami says from which port it was asked, which a client's system draws. */
const CLIENT_PORT = /^0 0 \d+ \.$/;

/** Reads an answer's messages as they were on the wire; a transfer's messages are joined. */
export function observe(messages: readonly Uint8Array[]): Observation {
  const decoded = messages.map(decode);
  const [first] = decoded;
  if (first === undefined) return SILENCE;
  const joined = isTransfer(first) && decoded.every((message) => message.rcode === first.rcode);
  const used = joined ? decoded : [first];
  return {
    rcode: first.rcode,
    flags: flagsOf(first),
    question: first.questions.map((question) => `${question.name.text} ${question.class} ${question.type}`).join(),
    answer: sorted(used.flatMap((message) => message.answer)),
    authority: sorted(used.flatMap((message) => message.authority)),
    additional: sorted(used.flatMap((message) => message.additional)),
    edns: ednsOf(first),
    octets: isTransfer(first) ? "transfer" : String(messages[0]?.length ?? 0),
    messages: joined ? 1 : decoded.length,
    sequence: used
      .flatMap((message) => [...message.answer, ...message.authority, ...message.additional])
      .map(print)
      .join("\n"),
  };
}

/** How a server cuts a transfer into messages is its own affair. */
function isTransfer(message: Message): boolean {
  return message.questions.some(({ type }) => type === "AXFR" || type === "IXFR");
}

function decode(bytes: Uint8Array): Message {
  const decoded = decodeMessage(bytes);
  if (decoded.kind !== "message") throw new Error(`a recorded answer cannot be read: ${decoded.why}`);
  return decoded.message;
}

function flagsOf(message: Message): string {
  const { flags } = message;
  return [
    message.opcode,
    flags.authoritative && "aa",
    flags.truncated && "tc",
    flags.recursionDesired && "rd",
    flags.recursionAvailable && "ra",
    flags.reserved && "z",
    flags.authenticData && "ad",
    flags.checkingDisabled && "cd",
  ]
    .filter((flag) => flag !== false)
    .join(" ");
}

function sorted(records: readonly ResourceRecord[]): readonly string[] {
  return records.map(print).sort();
}

function print(record: ResourceRecord): string {
  const data = printRdata(record.data).replace(UNIX_TIME_SERIAL, "<time>").replace(CLIENT_PORT, "0 0 <port> .");
  return `${record.owner.text} ${record.ttl} ${record.class} ${record.data.type} ${data}`;
}

/** A cookie is random: only its length is compared. */
function ednsOf(message: Message): string {
  const { edns } = message;
  if (edns === null) return "none";
  const options = edns.options.map(({ code, data }) =>
    code === 10 ? `cookie of ${data.length}` : `${code}=${Buffer.from(data).toString("latin1")}`,
  );
  return `version ${edns.version} size ${edns.udpSize}${edns.dnssecOk ? " do" : ""}${edns.z === 0 ? "" : ` z=${edns.z}`} ${options.join()}`.trim();
}

/**
 * Every field in which the two disagree. Of a truncated answer whose order is random only the number of records can be compared.
 * `sequence`: the order of all records too, where the twin says that it is fixed.
 */
export function differences(
  real: Observation,
  twin: Observation,
  order: "fixed" | "shuffled",
  depth: "sets" | "sequence" = "sets",
): readonly Difference[] {
  const found: Difference[] = [];
  const compare = (field: keyof Observation, left: string, right: string): void => {
    if (left !== right) found.push({ field, real: left, twin: right });
  };
  const isPartial = order === "shuffled" && real.flags.includes("tc");
  for (const field of ["rcode", "flags", "question", "edns", "messages"] as const) {
    compare(field, String(real[field]), String(twin[field]));
  }
  // Which of the records fitted was drawn, and so was their size.
  if (!isPartial) compare("octets", real.octets, twin.octets);
  if (depth === "sequence" && order === "fixed") compare("sequence", real.sequence, twin.sequence);
  for (const field of ["answer", "authority", "additional"] as const) {
    if (isPartial) compare(field, String(real[field].length), String(twin[field].length));
    else compare(field, real[field].join("\n"), twin[field].join("\n"));
  }
  return found;
}
