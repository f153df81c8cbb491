-- Lists are addresses like the others, and every change of what a recipient leads to is told to the gateways.
CREATE TRIGGER list_address AFTER INSERT OR DELETE OR UPDATE OF domain, local_part, commune_id ON list
  FOR EACH ROW EXECUTE FUNCTION register_address();
--> statement-breakpoint
CREATE TRIGGER list_notify AFTER INSERT OR UPDATE OR DELETE ON list
  FOR EACH ROW EXECUTE FUNCTION notify_directory();
--> statement-breakpoint
CREATE TRIGGER list_member_notify AFTER INSERT OR UPDATE OR DELETE ON list_member
  FOR EACH ROW EXECUTE FUNCTION notify_directory();
--> statement-breakpoint
CREATE TRIGGER forward_notify AFTER INSERT OR UPDATE OR DELETE ON forward
  FOR EACH ROW EXECUTE FUNCTION notify_directory();
--> statement-breakpoint
-- The alias of a domain is a domain with addresses: one step, never a chain, whatever two transactions do at once.
CREATE FUNCTION refuse_domain_alias_chain() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.alias_of IS NOT NULL THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('domain-alias', 0));
    IF EXISTS (SELECT FROM domain WHERE name = NEW.alias_of AND alias_of IS NOT NULL)
      OR EXISTS (SELECT FROM domain WHERE alias_of = NEW.name)
      OR EXISTS (SELECT FROM mailbox WHERE domain = NEW.name)
      OR EXISTS (SELECT FROM alias WHERE domain = NEW.name)
      OR EXISTS (SELECT FROM list WHERE domain = NEW.name) THEN
      RAISE EXCEPTION 'domain_alias_chain: % cannot be an alias of %', NEW.name, NEW.alias_of
        USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NULL;
END
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION refuse_domain_alias_chain() FROM PUBLIC;
--> statement-breakpoint
CREATE TRIGGER domain_alias_chain AFTER INSERT OR UPDATE OF alias_of ON domain
  FOR EACH ROW EXECUTE FUNCTION refuse_domain_alias_chain();
--> statement-breakpoint
CREATE FUNCTION notify_policies() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_notify('policies', coalesce(to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END)->>'commune_id', ''));
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER commune_policy_notify AFTER INSERT OR UPDATE OR DELETE ON commune_policy
  FOR EACH ROW EXECUTE FUNCTION notify_policies();
--> statement-breakpoint
CREATE TRIGGER sender_rule_notify AFTER INSERT OR UPDATE OR DELETE ON sender_rule
  FOR EACH ROW EXECUTE FUNCTION notify_policies();
--> statement-breakpoint
CREATE TRIGGER protected_name_notify AFTER INSERT OR UPDATE OR DELETE ON protected_name
  FOR EACH ROW EXECUTE FUNCTION notify_policies();
--> statement-breakpoint
CREATE TRIGGER domain_notify_policies AFTER INSERT OR UPDATE OR DELETE ON domain
  FOR EACH ROW EXECUTE FUNCTION notify_policies();
--> statement-breakpoint
CREATE TRIGGER commune_notify_policies AFTER UPDATE OF name ON commune
  FOR EACH ROW EXECUTE FUNCTION notify_policies();
--> statement-breakpoint
-- Traces, security events and DMARC observations are only added to by run-time roles. What is old goes through these
-- functions alone, which refuse to touch what is younger than a month.
CREATE FUNCTION forget_before(kind text, before timestamptz, most integer) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  forgotten integer;
BEGIN
  IF before > now() - interval '28 days' THEN
    RAISE EXCEPTION 'nothing younger than 28 days is forgotten' USING ERRCODE = 'check_violation';
  END IF;
  IF kind NOT IN ('trace', 'security_event', 'dmarc_observation') THEN
    RAISE EXCEPTION 'nothing is forgotten of %', kind USING ERRCODE = 'check_violation';
  END IF;
  EXECUTE format('DELETE FROM %I WHERE id IN (SELECT id FROM %I WHERE at < $1 ORDER BY at LIMIT $2)', kind, kind)
    USING before, most;
  GET DIAGNOSTICS forgotten = ROW_COUNT;
  RETURN forgotten;
END
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION forget_before(text, timestamptz, integer) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION forget_before(text, timestamptz, integer) TO vm_worker;
--> statement-breakpoint
GRANT SELECT ON list, list_member, forward TO vm_gateway, vm_worker, vm_admin, vm_webmail;
--> statement-breakpoint
GRANT INSERT, UPDATE, DELETE ON list, list_member, forward TO vm_admin;
--> statement-breakpoint
GRANT SELECT ON commune_policy, sender_rule, protected_name TO vm_gateway, vm_worker, vm_admin, vm_webmail;
--> statement-breakpoint
GRANT INSERT, UPDATE, DELETE ON commune_policy, sender_rule, protected_name TO vm_admin;
--> statement-breakpoint
GRANT INSERT ON sender_rule TO vm_worker;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (last_seen_at) ON correspondent TO vm_gateway;
--> statement-breakpoint
GRANT SELECT, DELETE ON correspondent TO vm_worker;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON learned_message TO vm_worker;
--> statement-breakpoint
GRANT INSERT ON trace, security_event, dmarc_observation TO vm_gateway, vm_worker;
--> statement-breakpoint
GRANT USAGE ON SEQUENCE trace_id_seq, security_event_id_seq, dmarc_observation_id_seq TO vm_gateway, vm_worker;
--> statement-breakpoint
GRANT SELECT ON trace, security_event, dmarc_observation TO vm_worker, vm_admin;
--> statement-breakpoint
GRANT UPDATE (full_since) ON mailbox TO vm_gateway, vm_worker;
--> statement-breakpoint
GRANT SELECT (id, email, name, commune_id, role, suspended_at) ON person TO vm_worker;
--> statement-breakpoint
GRANT SELECT ON access TO vm_worker;
