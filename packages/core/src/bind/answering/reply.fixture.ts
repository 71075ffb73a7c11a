import type { Response } from "../../dns/index.ts";

/** What of a reply is not in its records: `NOERROR qr aa rd ra | 1232 do 3=dns1 10:24 | AN 1 AU 0 AD 0`; options by code with their text or length. */
export function printReply(message: Response | string): string {
  if (typeof message === "string") return message;
  const { flags, edns, rcode, answer, authority, additional } = message;
  const bits = [
    flags.authoritative && "aa",
    flags.truncated && "tc",
    flags.recursionDesired && "rd",
    flags.recursionAvailable && "ra",
    flags.authenticData && "ad",
    flags.checkingDisabled && "cd",
  ];
  const header = [rcode, ...bits.filter((bit) => bit !== false)].join(" ");
  const options = edns?.options.map(({ code, data }) => `${code}${printData(code, data)}`) ?? [];
  const opt = edns === null ? "no OPT" : [edns.udpSize, ...(edns.dnssecOk ? ["do"] : []), ...options].join(" ");
  return `${header} | ${opt} | ${answer.length} ${authority.length} ${additional.length}`;
}

/** NSID as text, cookies by their length, everything else in hexadecimal. */
function printData(code: number, data: Uint8Array): string {
  if (code === 3) return `=${String.fromCharCode(...data)}`;
  if (code === 10 || code === 12) return `:${data.length}`;
  return `=${[...data].map((octet) => octet.toString(16).padStart(2, "0")).join("")}`;
}
