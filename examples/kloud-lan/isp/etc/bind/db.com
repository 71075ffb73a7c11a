$TTL 300
@               IN SOA  a.gtld-servers.net. nstld.verisign-grs.com. ( 2024010200 1800 900 604800 60 )
@               IN NS   a.gtld-servers.net.
example         IN A    203.0.113.10
www.example     IN A    203.0.113.11
www.example     IN AAAA 2001:db8::11
lb.example      IN A    203.0.113.12
