/**
 * Statements of views and zones alone.
 * A row is: name | where it may stand | remarks | shape of its arguments (the notation of BIND's doc/misc/options, `shape.ts`).
 * Where: g options, v view; zones p primary, s secondary, m mirror, f forward, h hint, r redirect, t static-stub, u stub, i in-view.
 * Checked against named-checkconf 9.18.49 and 9.20.30.
 */
export const zoneRows: string = `
check-names | psmhu |  | ( fail | warn | ignore )
database | psmu |  | <string>
delegation-only | fhu | deprecated until-9.18 | <boolean>
dlz | psr |  | <string>
file | psmhru |  | <quoted-string>
in-view | i |  | <string>
inline-signing | ps |  | <boolean>
ixfr-from-differences | psm |  | <boolean>
journal | psm |  | <quoted-string>
masters | smru |  | <remote-servers>
match-clients | v |  | <match-list>
match-destinations | v |  | <match-list>
match-recursive-only | v |  | <boolean>
parental-agents | ps |  | <remote-servers>
primaries | smru |  | <remote-servers>
server-addresses | t |  | { <address>; }
server-names | t |  | { <string>; }
type | psmfhrtud |  | <zone-type>
update-policy | p |  | ( local | { ( deny | grant ) <string> <word> [ <words> ]; } )
`;
