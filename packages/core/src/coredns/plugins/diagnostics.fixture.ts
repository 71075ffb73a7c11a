import { emptyFileTree, type FileTree, fileTreeFromSources, sourceFromText } from "../../text/index.ts";
import { parseCorefile } from "../corefile/index.ts";
import { makeCoreDns } from "../server/index.ts";

/** What a settings table looks at beside the Corefile. */
interface Around {
  /** Texts by absolute path. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Everything that is said about the body of a server block `example.test`, in order: `error: ...`, `warning: ...`. */
export function diagnosticsOf(body: string, { files = {} }: Around = {}): readonly string[] {
  const text = `example.test {\n${body}\n}\n`;
  const { value, diagnostics } = parseCorefile(sourceFromText("Corefile", text), { version: "1.15.0" });
  const made = makeCoreDns(value, {
    cluster: null,
    ownAddresses: [],
    hostNameServers: [],
    hostSearch: [],
    files: treeOf(files),
    workingDirectory: "/etc/coredns",
    hostname: "host",
  });
  return [...diagnostics, ...made.diagnostics].map(({ severity, message }) => `${severity}: ${message}`);
}

/** The one complaint that stops CoreDNS; several are joined. */
export function faultOf(body: string, around?: Around): string {
  const errors = diagnosticsOf(body, around).filter((line) => line.startsWith("error: "));
  return errors.map((line) => line.slice("error: ".length)).join(" | ");
}

/**
 * Starts CoreDNS once more with the line of a row and says how that ends: `cache { success 0; keepttl } => complaint`, or
 * `=> starts`. Of several complaints the first is CoreDNS's, which then gives up.
 */
export function retellStart(row: string, around?: Around): string {
  const [line = ""] = row.split(" => ");
  const body = line.replace(/ \{ (.*) \}$/, (_, inner: string) => ` {\n ${inner.replaceAll("; ", "\n ")}\n}`);
  const [first = "starts"] = diagnosticsOf(body, around).flatMap((said) => (said.startsWith("error: ") ? [said] : []));
  return `${line} => ${first.replace(/^error: /, "")}`;
}

function treeOf(files: Readonly<Record<string, string>>): FileTree {
  const sources = Object.entries(files).map(([path, text]) => [path, sourceFromText(path, text)] as const);
  return sources.length === 0 ? emptyFileTree : fileTreeFromSources(new Map(sources));
}
