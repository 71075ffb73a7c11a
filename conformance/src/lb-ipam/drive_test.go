package lbipam

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"sort"
	"strings"
	"testing"

	cilium_api_v2 "github.com/cilium/cilium/pkg/k8s/apis/cilium.io/v2"
	"github.com/cilium/cilium/pkg/k8s/resource"
	slim_core_v1 "github.com/cilium/cilium/pkg/k8s/slim/k8s/api/core/v1"
)

type dStep struct {
	Kind      string
	Object    json.RawMessage
	Namespace string
	Name      string
}
type dCourse struct {
	Id      int
	Steps   []dStep
	Repeats int
}

type driver struct {
	t       *testing.T
	f       newFixture
	running bool
	failing bool
	panics  int
	order   []resource.Key
	seen    map[resource.Key]string
}

func (d *driver) fresh() {
	old := d.f
	nf := mkTestFixture(d.t, true, true)
	if old.poolClient != nil {
		nf.lbipam.poolClient = old.poolClient
		nf.lbipam.svcClient = old.svcClient
		nf.poolClient = old.poolClient
		nf.svcClient = old.svcClient
	}
	d.f = nf
	d.running = false
}

func none(error) {}

func (d *driver) poolEvent(p *cilium_api_v2.CiliumLoadBalancerIPPool, kind resource.EventKind) {
	d.f.lbipam.handlePoolEvent(d.t.Context(), resource.Event[*cilium_api_v2.CiliumLoadBalancerIPPool]{Kind: kind, Key: resource.Key{Name: p.Name}, Object: p, Done: none})
}
func (d *driver) svcEvent(s *slim_core_v1.Service, kind resource.EventKind, init bool) {
	d.seen[resource.Key{Name: s.Name, Namespace: s.Namespace}] = jsonOf(s)
	d.f.lbipam.handleServiceEvent(d.t.Context(), resource.Event[*slim_core_v1.Service]{Kind: kind, Key: resource.Key{Name: s.Name, Namespace: s.Namespace}, Object: s, Done: none}, init)
}

// initialise is what initialize() does when the pools are there.
func (d *driver) initialise() {
	d.fresh()
	for _, p := range d.f.poolClient.resources {
		d.poolEvent(p.DeepCopy(), resource.Upsert)
	}
	d.f.lbipam.settleConflicts(d.t.Context())
	d.wake()
}
func (d *driver) wake() {
	if len(d.f.lbipam.pools) == 0 {
		return
	}
	for _, s := range d.f.svcClient.resources {
		d.svcEvent(s.DeepCopy(), resource.Upsert, true)
	}
	d.f.lbipam.revalidateAllServices(d.t.Context())
	d.f.lbipam.updateAllPoolCounts(d.t.Context())
	d.running = true
}

func (d *driver) survives(act func()) (ok bool) {
	defer func() {
		if r := recover(); r != nil {
			d.panics++
			ok = false
		}
	}()
	act()
	return true
}

func (d *driver) report(act func()) {
	if !d.survives(act) {
		if !d.survives(d.initialise) {
			d.running = false
			d.failing = true
			return
		}
	}
	d.failing = false
}

func (d *driver) step(s dStep) {
	if s.Kind == "restart" {
		d.report(d.initialise)
		return
	}
	was := d.running
	switch s.Kind {
	case "service":
		svc := &slim_core_v1.Service{}
		d.read(s.Object, svc)
		key := resource.Key{Name: svc.Name, Namespace: svc.Namespace}
		forged := svc.Status.LoadBalancer.Ingress
		if old, ok := d.f.svcClient.resources[key]; ok {
			svc.Status = *old.Status.DeepCopy()
			if svc.Spec.Type != slim_core_v1.ServiceTypeLoadBalancer {
				svc.Status.LoadBalancer.Ingress = nil
			}
		} else {
			if !slices.Contains(d.order, key) {
				d.order = append(d.order, key)
			}
		}
		if len(forged) > 0 {
			svc.Status.LoadBalancer.Ingress = forged
		}
		d.f.svcClient.resources[key] = svc
		d.report(func() {
			if was {
				d.svcEvent(svc.DeepCopy(), resource.Upsert, false)
			} else {
				d.initialise()
			}
		})
	case "service-gone":
		for key, svc := range d.f.svcClient.resources {
			if key.Name == s.Name && key.Namespace == s.Namespace {
				delete(d.f.svcClient.resources, key)
				d.report(func() {
					if was {
						d.svcEvent(svc.DeepCopy(), resource.Delete, false)
					} else {
						d.initialise()
					}
				})
			}
		}
	case "pool":
		p := &cilium_api_v2.CiliumLoadBalancerIPPool{}
		d.read(s.Object, p)
		key := resource.Key{Name: p.Name}
		if old, ok := d.f.poolClient.resources[key]; ok {
			p.Status = *old.Status.DeepCopy()
			p.CreationTimestamp = old.CreationTimestamp
		}
		d.f.poolClient.resources[key] = p
		d.report(func() {
			if was {
				d.poolEvent(p.DeepCopy(), resource.Upsert)
			} else {
				d.initialise()
			}
		})
	case "pool-gone":
		key := resource.Key{Name: s.Name}
		if p, ok := d.f.poolClient.resources[key]; ok {
			delete(d.f.poolClient.resources, key)
			d.report(func() {
				if was {
					d.poolEvent(p.DeepCopy(), resource.Delete)
					if len(d.f.lbipam.pools) == 0 {
						d.initialise()
					}
				} else {
					d.initialise()
				}
			})
		}
	}
}

// echo lets the operator see what it has written itself, as its informers do: each Service that has changed, once.
func (d *driver) echo() {
	for round := 0; round < 6; round++ {
		changed := false
		for _, key := range d.order {
			svc, ok := d.f.svcClient.resources[key]
			if !ok || !d.running || d.seen[key] == jsonOf(svc) {
				continue
			}
			changed = true
			d.report(func() { d.svcEvent(svc.DeepCopy(), resource.Upsert, false) })
		}
		if !changed {
			return
		}
	}
}

func jsonOf(svc *slim_core_v1.Service) string {
	b, _ := json.Marshal(svc)
	return string(b)
}

func (d *driver) read(raw json.RawMessage, into any) {
	if err := json.Unmarshal(raw, into); err != nil {
		d.t.Fatal(err)
	}
}

func (d *driver) state() string {
	var lines []string
	for key, svc := range d.f.svcClient.resources {
		var ips []string
		for _, in := range svc.Status.LoadBalancer.Ingress {
			ips = append(ips, in.IP)
		}
		line := key.String() + " " + strings.Join(ips, " ")
		for _, c := range svc.Status.Conditions {
			if c.Type == ciliumSvcRequestSatisfiedCondition {
				line += fmt.Sprintf(" %s %s: %s", c.Status, c.Reason, c.Message)
			}
		}
		lines = append(lines, line)
	}
	for key, p := range d.f.poolClient.resources {
		var cs []string
		for _, c := range p.Status.Conditions {
			cs = append(cs, fmt.Sprintf("%s=%s %s: %s", strings.TrimPrefix(c.Type, "cilium.io/"), c.Status, c.Reason, c.Message))
		}
		sort.Strings(cs)
		lines = append(lines, "pool "+key.Name+" "+strings.Join(cs, "; "))
	}
	sort.Strings(lines)
	return strings.Join(lines, "\n")
}

func TestDrive(t *testing.T) {
	in, err := os.Open(os.Getenv("COURSES"))
	if err != nil {
		t.Fatal(err)
	}
	out, err := os.Create(os.Getenv("TRACES"))
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	sc := bufio.NewScanner(in)
	sc.Buffer(make([]byte, 1<<20), 1<<26)
	for sc.Scan() {
		var c dCourse
		if err := json.Unmarshal(sc.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		seen := map[string]int{}
		for r := 0; r < c.Repeats; r++ {
			d := &driver{t: t, seen: map[resource.Key]string{}}
			d.fresh()
			var trace []string
			for _, s := range c.Steps {
				d.step(s)
				d.echo()
				trace = append(trace, d.state())
			}
			b, _ := json.Marshal(trace)
			seen[string(b)]++
		}
		var traces []json.RawMessage
		for k := range seen {
			traces = append(traces, json.RawMessage(k))
		}
		sort.Slice(traces, func(i, j int) bool { return string(traces[i]) < string(traces[j]) })
		b, _ := json.Marshal(map[string]any{"id": c.Id, "traces": traces})
		out.Write(append(b, '\n'))
	}
}
