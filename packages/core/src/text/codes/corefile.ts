/** Codes of this area, each with the sentence that its page starts with. Never renamed once released. */
export const corefileCodes = {
  COREFILE_LIMIT: "The input is larger or deeper than the limit for this kind of input.",
  COREFILE_SYNTAX: "The Corefile breaks the grammar; CoreDNS does not start.",
  COREFILE_UNKNOWN_DIRECTIVE: "No plugin of this CoreDNS release has this name; CoreDNS does not start.",
  COREFILE_IMPORT: "A snippet or a file to import is missing, or cannot be imported.",
  COREFILE_IMPORT_EMPTY: "No file matches the pattern of an import; CoreDNS warns and goes on.",
  COREFILE_SNIPPET: "A snippet is declared twice, or imports itself.",
  COREFILE_BAD_ZONE: "A key of a server block is not a zone that CoreDNS can serve.",
  COREFILE_STRANGE_ZONE: "A key of a server block is taken as a zone that was surely not meant.",
  COREFILE_DUPLICATE_ZONE: "Two server blocks serve the same zone on the same listener.",
  COREFILE_ARGUMENTS: "A directive or a property has too many or too few arguments.",
  COREFILE_UNKNOWN_PROPERTY: "A plugin does not know this property.",
  COREFILE_BAD_VALUE: "A plugin does not take this value; CoreDNS does not start.",
  COREFILE_ONCE: "This plugin can be used once per server block only.",
  COREFILE_MISSING_FILE: "A file that a plugin reads is missing.",
  COREFILE_UNSUPPORTED: "CoreDNS knows this; splithorizon does not model what it does to a question.",
  COREFILE_IGNORED: "This changes nothing that splithorizon models.",
} as const;
