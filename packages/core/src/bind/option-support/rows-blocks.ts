/** Statements of smaller blocks, by the block's name, in the same form. */
export const blockSupportRows: Readonly<Record<string, string>> = {
  channel: "* | ignored | no answer",
  controls: "* | ignored | no answer",
  dlz: "* | unsupported | with dlz",
  dns64: "* | full",
  "dnssec-policy": "* | unsupported | with dnssec-policy of a zone",
  http: "* | ignored | nobody asks over HTTPS",
  key: "* | partly | what servers of a site sign is checked; a question of a client that is signed is unsupported",
  "key-store": "* | unsupported | with dnssec-policy of a zone",
  logging: "* | ignored | no answer",
  "rate-limit": `
* | full
max-table-size | ignored | load
min-table-size | ignored | load
qps-scale | ignored | load
slip | partly | an answer beyond the limit is unsupported, unless it is 0
`,
  server: `
bogus | full
edns | full
edns-udp-size | full
edns-version | ignored | there is no other version than 0
keys | full
max-udp-size | ignored | what it sends to this server in answers to it alone
notify-source | ignored | NOTIFY is sent from the zone's notify-source
notify-source-v6 | ignored | NOTIFY is sent from the zone's notify-source-v6
padding | ignored | the length of a question
provide-ixfr | full | in a simulation
query-source | full
query-source-v6 | full
request-expire | full | in a simulation
request-ixfr | full | in a simulation
request-nsid | ignored | it is only logged
require-cookie | ignored | servers that stop sending cookies are not among the twins
send-cookie | full
tcp-keepalive | ignored | a connection is one question
tcp-only | full
transfer-format | full
transfer-source | ignored | the zone's own transfer-source holds
transfer-source-v6 | ignored | the zone's own transfer-source-v6 holds
transfers | full | in a simulation
`,
  "statistics-channels": "* | ignored | no answer",
  tls: "* | ignored | which certificates are shown and trusted",
};
