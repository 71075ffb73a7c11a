import { diagnosticCodes, pluginSupport } from "@splithorizon/core";
import { bindSupport, bindSupportBlocks } from "@splithorizon/core/bind";
import { keepalivedBlocks, keepalivedSupport } from "@splithorizon/core/keepalived";

/** A page by its path below `docs/`. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

const LEVELS = {
  full: "as the real server",
  partly: "what is missing says so",
  ignored: "changes no answer",
  unsupported: "questions that meet it come out as such",
} as const;

const LEGEND = `| level | |\n|---|---|\n${Object.entries(LEVELS)
  .map(([level, meaning]) => `| ${level} | ${meaning} |`)
  .join("\n")}\n`;

/** What is modelled of CoreDNS, plugin by plugin; a link where the plugin has a page of its own. */
export function coreDnsSupportPage(documented: ReadonlySet<string>): Page {
  const rows = Object.entries(pluginSupport).map(([name, { level, properties = {} }]) => {
    const title = documented.has(name) ? `[${name}](./plugins/${name})` : name;
    const others = Object.entries(properties).map(([property, its]) => `\`${property}\` ${its}`);
    return `| ${title} | ${level} | ${others.join(", ")} |`;
  });
  const text = `# CoreDNS, plugin by plugin\n\n${LEGEND}\n| plugin | level | properties that differ |\n|---|---|---|\n${rows.join("\n")}\n`;
  return { path: "reference/coredns.md", text };
}

/** What is modelled of named.conf, block by block. */
export function bindSupportPage(): Page {
  const blocks = bindSupportBlocks.map((block) => {
    const rows = [...bindSupport(block)].map(
      ([name, { level, why }]) => `| ${name === "*" ? "all others" : `\`${name}\``} | ${level} | ${cell(why)} |`,
    );
    const title = block === "options" ? "The file, `options`, `view` and `zone`" : `\`${block}\``;
    return `## ${title}\n\n| statement | level | |\n|---|---|---|\n${rows.join("\n")}\n`;
  });
  return { path: "reference/bind.md", text: `# BIND, statement by statement\n\n${LEGEND}\n${blocks.join("\n")}` };
}

/** What is modelled of keepalived.conf, block by block; keywords with the same reason share a row. */
export function keepalivedSupportPage(): Page {
  const blocks = keepalivedBlocks.map((block) => {
    const rows = new Map<string, string[]>();
    for (const [name, { level, why }] of keepalivedSupport(block)) {
      const key = `${level} | ${cell(why)}`;
      rows.set(key, [...(rows.get(key) ?? []), `\`${name}\``]);
    }
    const lines = [...rows].map(([key, names]) => `| ${names.join(", ")} | ${key} |`);
    return `## \`${block}\`\n\n| keyword | level | |\n|---|---|---|\n${lines.join("\n")}\n`;
  });
  const rest =
    "Blocks that are not here (`bfd_instance`, `virtual_server`, `static_routes`, `garp_group` and others) are unsupported. Whatever is unsupported is told when the file is read (`KEEPALIVED_UNSUPPORTED`), and the twin goes on without it.";
  const text = `# keepalived, keyword by keyword\n\n${LEGEND}\n${rest}\n\n${blocks.join("\n")}`;
  return { path: "reference/keepalived.md", text };
}

/** Every code that a diagnostic can carry, by area. */
export function diagnosticsPage(findings: ReadonlyMap<string, string>): Page {
  const areas = new Map<string, string[]>();
  for (const [code, sentence] of Object.entries(diagnosticCodes)) {
    const area = areaOf(code);
    const page = findings.get(code);
    const link = page === undefined ? "" : ` [More](../findings/${page}).`;
    const rows = areas.get(area) ?? [];
    areas.set(area, [...rows, `| <a id="${code}"></a>\`${code}\` | ${cell(sentence)}${link} |`]);
  }
  const tables = [...areas].map(([area, rows]) => `## ${area}\n\n| code | |\n|---|---|\n${rows.join("\n")}\n`);
  const intro =
    "An **error** is what the real server refuses, or what nobody can answer; a **warning** runs and does something unexpected; an **information** is worth knowing. Codes are never renamed.";
  return { path: "reference/diagnostics.md", text: `# Diagnostics\n\n${intro}\n\n${tables.join("\n")}` };
}

/** `NAMED_CONF_SYNTAX` belongs to named.conf. */
function areaOf(code: string): string {
  const known = Object.entries(AREAS).find(([prefix]) => code.startsWith(prefix));
  return known?.[1] ?? code.slice(0, code.indexOf("_"));
}

const AREAS: Readonly<Record<string, string>> = {
  COREFILE: "Corefile",
  KEEPALIVED: "keepalived.conf",
  KUBECONFIG: "kubeconfig",
  KUBERNETES_API: "The API server",
  KUBERNETES: "Kubernetes objects",
  NAMED_CONF: "named.conf",
  LINT: "The site as a whole",
  RESOLV: "resolv.conf",
  SITE: "site.yaml and the site",
  WIRE: "Messages",
  ZONE: "Zone files",
};

/** The help of every verb, as the command prints it. */
export function commandsPage(helps: readonly { readonly verb: string; readonly help: string }[]): Page {
  const parts = helps.map(({ verb, help }) => `## ${verb}\n\n\`\`\`\n${help.trim()}\n\`\`\`\n`);
  return { path: "reference/commands.md", text: `# The command\n\n${parts.join("\n")}` };
}

function cell(text: string): string {
  return asProse(text).replaceAll("|", "\\|");
}

/** Text that was not written for a page: what looks like a tag or a template is neither, outside of code. */
export function asProse(text: string): string {
  return text.replace(/^ {4}.*$|`[^`\n]*`|[<{]/gm, (found) => {
    if (found === "<") return "&lt;";
    return found === "{" ? "&#123;" : found;
  });
}
