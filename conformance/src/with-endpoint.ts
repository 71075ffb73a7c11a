/** The kubernetes plugin must be told where the API server is; the twin reads the Corefile without that line. */
export function withEndpoint(corefile: string): string {
  return corefile
    .replace(/^(\s*kubernetes\b[^{\n]*)\{$/gm, "$1{\n endpoint http://127.0.0.1:18080")
    .replace(/^(\s*kubernetes\b[^{\n]*)$/gm, "$1 {\n endpoint http://127.0.0.1:18080\n }");
}
