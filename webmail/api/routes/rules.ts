// What a box does by itself. Rules file and mark, so whoever files in the box changes them; an answer is written in the name of the
// box; where its mail is sent on to, and what becomes of what other programs wrote, is for who decides about the box. A forward
// stands in the audit log.

import type { z } from 'zod'
import type { Log } from '#core/log.ts'
import { findExclusiveAddresses } from '#db/stores/addresses/mailbox-addresses.ts'
import { findMailboxForwards } from '#db/stores/addresses/mailbox-forwards.ts'
import { findLabels } from '#db/stores/webmail/labels.ts'
import { changedMeanwhile, Problem, wrongField } from '#http/problem.ts'
import { ruleRoutes, type rulesView } from '../../contract/rule.ts'
import { type Asking, implement } from '../http/handler.ts'
import { problemOfMail } from '../http/mail-problem.ts'
import { mayIn, type OpenedBox, openBox, type Wanted } from '../http/open-box.ts'
import type { MailFault } from '../imap/mail-fault.ts'
import { readMessageHead } from '../imap/message-head.ts'
import { ruleMatches } from '../imap/rule-matches.ts'
import { auditForward, type ForwardChange } from '../sieve/audit-forward.ts'
import type { BoxScript } from '../sieve/box-script.ts'
import type { ScriptChange } from '../sieve/box-scripts.ts'
import { forwardTarget } from '../sieve/forward-target.ts'
import { listIdOf } from '../sieve/list-id.ts'
import type { Rule, ScriptContent } from '../sieve/write-script.ts'

type View = z.input<typeof rulesView>
type Decided = Pick<ScriptChange, 'revision' | 'other'>

export const ruleHandlers = implement(ruleRoutes, {
  'GET /boxes/{box}/rules': async ({ params }, context) => {
    const opened = await openBox(params.box, 'read', context)
    if (!opened.ok) return opened.error
    const read = await context.ports.scripts.read(opened.value.visit)
    if (!read.ok) return problemOfScripts(read.error, context.ports.log)
    return await viewOf(read.value, opened.value, context)
  },

  'PUT /boxes/{box}/rules': async ({ params, body: { rules, ...decided } }, context) =>
    await changed(params.box, 'write', context, async (opened) => {
      const unknown = await unknownLabel(rules, opened, context)
      if (unknown !== null)
        return wrongField(`/body/rules/${unknown}`, 'unknown-label', 'There is no such label in this box.')
      return { decided, change: (content) => ({ ...content, rules }) }
    }),

  'PUT /boxes/{box}/vacation': async ({ params, body: { vacation, ...decided } }, context) =>
    await changed(params.box, 'send', context, async () => {
      if (vacation !== null && vacation.until < vacation.from)
        return wrongField('/body/vacation/until', 'before-it-begins', 'It ends before it begins.')
      return { decided, change: (content) => ({ ...content, vacation }) }
    }),

  'PUT /boxes/{box}/forward': async ({ params, body: { forward, ...decided } }, context) =>
    await changed(params.box, 'manage', context, async ({ box }) => {
      const { directory } = context.ports.writing
      const sentOn = (await findMailboxForwards(context.database, box.id)).map(({ to }) => to)
      for (const [at, text] of (forward?.to ?? []).entries()) {
        const target = await forwardTarget(text, { directory, box, sentOn })
        if (!target.ok)
          return wrongField(`/body/forward/to/${at}`, target.error, 'Mail of this box is not sent on to it.')
      }
      return { decided, change: (content) => ({ ...content, forward }), forwards: true }
    }),

  'GET /boxes/{box}/rule-proposal': async ({ params, query }, context) => {
    const opened = await openBox(params.box, 'read', context)
    if (!opened.ok) return opened.error
    const { connections, log } = context.ports
    const asked = { ...query, fields: ['list-id'] }
    const head = await readMessageHead(connections, opened.value.visit, asked)
    if (!head.ok) return problemOfMail(head.error, log)
    const { from, subject, fields } = head.value
    return { from: from[0] ?? null, subject, list: listIdOf(fields) }
  },

  'POST /boxes/{box}/rule-matches': async ({ params, body }, context) => {
    const opened = await openBox(params.box, 'read', context)
    if (!opened.ok) return opened.error
    const { connections, log, clock } = context.ports
    const asked = { matching: body, now: clock.now() }
    const matches = await ruleMatches(connections, opened.value.visit, asked)
    if (!matches.ok) return problemOfMail(matches.error, log)
    const inbox = matches.value.inbox.map((uid) => ({ folder: 'INBOX', uid }))
    return { ...matches.value, inbox }
  },
})

interface Wish {
  readonly decided: Decided
  readonly change: (content: ScriptContent) => ScriptContent
  /** It is about where mail is sent on to. */
  readonly forwards?: boolean
}

async function changed(
  id: OpenedBox['box']['id'],
  wanted: Wanted,
  context: Asking,
  wishIn: (opened: OpenedBox) => Promise<Wish | Problem>,
): Promise<View | Problem> {
  const opened = await openBox(id, wanted, context)
  if (!opened.ok) return opened.error
  const wish = await wishIn(opened.value)
  if (!('decided' in wish)) return wish
  const { ports, database } = context
  const addresses = await findExclusiveAddresses(database, opened.value.box.id)
  const { box, visit } = opened.value
  const may = (more: Wanted): boolean => mayIn(box, more)
  const told: ForwardChange[] = []
  const written = await ports.scripts.change(visit, {
    ...{ ...wish.decided, change: wish.change, addresses, may },
    // First the log: no forward ever stands that it does not know of.
    beforeWriting: async (before, after) => {
      // Whatever was changed, a forward that lay out of use sends mail on from here.
      const begins = !before.active && after.forward !== null
      if (wish.forwards !== true && !begins) return
      const change = { box, before: begins ? null : before.content.forward, after: after.forward }
      await auditForward(change, context)
      told.push(change)
    },
  })
  if (written.ok) return await viewOf(written.value.now, opened.value, context)
  const { error } = written
  // Of what broke half-way nobody knows whether it was done: the log goes on saying that it was.
  if (error.kind !== 'gone')
    for (const { before, after } of told) await auditForward({ box, before: after, after: before }, context)
  switch (error.kind) {
    case 'changed':
      return changedMeanwhile(await viewOf(error.now, opened.value, context))
    case 'forbidden':
      return new Problem('forbidden', 'Your access to this box does not allow what this would set in motion.')
    case 'tooLong':
      return wrongField('/body', 'too-long', 'All of it together is longer than a script may be.')
    default:
      return problemOfScripts(error, ports.log)
  }
}

/** Mail is well meanwhile: what is said of it would be wrong. */
function problemOfScripts(fault: MailFault, log: Log): Problem {
  const problem = problemOfMail(fault, log)
  return problem.code === 'try-later' ? new Problem('rules-away', problem.detail) : problem
}

/** Place of the first rule in use that gives one which the box has not; null for none. */
async function unknownLabel(
  rules: readonly Rule[],
  { box }: OpenedBox,
  { database }: Asking,
): Promise<number | null> {
  const labels = new Set((await findLabels(database, box.id)).map(({ id }) => id))
  const at = rules.findIndex(
    ({ on, actions }) => on && actions.some((action) => action.kind === 'label' && !labels.has(action.label)),
  )
  return at < 0 ? null : at
}

async function viewOf(
  { revision, active, other, content }: BoxScript,
  { box }: OpenedBox,
  { database }: Asking,
): Promise<View> {
  const forwards = await findMailboxForwards(database, box.id)
  const { rules, vacation, forward, kept } = content
  return {
    ...{ revision, active, other, kept, rules: [...rules], vacation, forward },
    forwardsOfDepartment: forwards.map(({ to, until }) => ({ to, until: until?.toISOString() ?? null })),
  }
}
