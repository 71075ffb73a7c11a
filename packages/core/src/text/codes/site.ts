/** Codes of this area, each with the sentence that its page starts with. Never renamed once released. */
export const siteCodes = {
  SITE_LIMIT: "The input is larger or deeper than the limit for this kind of input.",
  SITE_BAD_ADDRESS: "A value is not the address or network that stands here.",
  SITE_BAD_NAME: "A value is not a domain name.",
  SITE_FILE_MISSING: "A file that site.yaml points at is not there.",
  SITE_MISSING_KEY: "A key that this part of site.yaml needs is missing.",
  SITE_UNKNOWN_KEY: "site.yaml has no such key here.",
  SITE_UNKNOWN_VERSION: "A version that is not modelled.",
  SITE_UNKNOWN_WORD: "A word that is none of those that may stand here.",
  SITE_WRONG_TYPE: "A value is of another kind than the key takes.",
  SITE_YAML_SYNTAX: "A file is not well-formed YAML.",
  SITE_YAML_WARNING: "A YAML file says something that readers understand differently.",
  SITE_YAML: "A file is not the YAML or JSON that it should be.",
} as const;
