// How the service is, in English.

import { plural } from '#ui/format/plural.ts'
import type { status as french } from '../fr/status.ts'

export const status: typeof french = {
  title: 'State of the service',
  lead: 'Every part is asked several times a minute: running means that it answered.',
  overall: {
    healthy: () => 'Everything works.',
    degraded: (count) =>
      plural('en', count, { one: 'One part is not well.', other: `${count} parts are not well.` }),
    failed: (count) => plural('en', count, { one: 'One part is down.', other: `${count} parts are down.` }),
    unprotected: () => 'No real virus is found: the antivirus has test signatures only.',
    starting: (count) =>
      plural('en', count, { one: 'One part is starting.', other: `${count} parts are starting.` }),
    unsure: () => 'Nothing new comes: what follows may be out of date.',
    unknown: () => 'The state of the service is not known.',
  },
  checkedAt: (when) => `Last check: ${when}.`,
  neverChecked: 'The last report is too old to say how the service is. Tell whoever runs it.',
  processes: 'Vaguemestre',
  daemons: 'Programs that it relies on',
  noReport: 'No report.',
  since: (duration) => `for ${duration}`,
  detail: 'What the server says',
  onlyTestSignatures: 'Test signatures only: no real virus is found.',
  states: {
    starting: 'Starting',
    healthy: 'Running',
    degraded: 'Answers badly',
    stopped: 'Stopped',
    failed: 'Down',
    unknown: 'Unknown',
  },
  todo: {
    starting: 'Nothing to do: it takes from some seconds to a minute.',
    healthy: null,
    degraded: 'It often recovers by itself. If it stays so for more than five minutes, tell whoever runs it.',
    stopped: 'Tell whoever runs the service. Incoming mail waits with its senders, nothing is lost.',
    failed: 'Tell whoever runs the service. Incoming mail waits with its senders, nothing is lost.',
    unknown: 'Nobody asked it lately. Tell whoever runs the service if it stays so.',
  },
  services: {
    gateway: { name: 'Gateway', does: 'Receives and checks mail' },
    worker: { name: 'Background work', does: 'Opens mailboxes, releases, retries, tidies' },
    admin: { name: 'Administration', does: 'This panel' },
    webmail: { name: 'Webmail', does: 'Mail in the browser' },
    postgresql: { name: 'PostgreSQL', does: 'Keeps the directory, the queues and the log' },
    redis: { name: 'Redis', does: 'Memory of the spam filter' },
    unbound: { name: 'Unbound', does: 'Finds and verifies domains' },
    knot: { name: 'Knot', does: 'Publishes the domains of communes' },
    clamd: { name: 'ClamAV', does: 'Looks for viruses' },
    freshclam: { name: 'ClamAV updates', does: 'Keeps the signatures up to date' },
    rspamd: { name: 'Rspamd', does: 'Scores junk' },
    dovecot: { name: 'Dovecot', does: 'Keeps and serves mailboxes' },
  },
  kept: 'Mail in keeping',
  waiting: 'Waiting for another try',
  held: 'In quarantine',
  amount: (count, size) =>
    plural('en', count, {
      zero: 'no message',
      one: `${count} message, ${size}`,
      other: `${count} messages, ${size}`,
    }),
  keptText: 'This mail is accepted and in no mailbox yet. It survives a stop of the machine.',
}
