// App passwords: made and revoked by their owners, looked after by those who look after the commune.

import {
  type AppPasswordRow,
  countAppPasswords,
  findAppPassword,
  findAppPasswordPage,
  findOwnAppPassword,
  findOwnAppPasswords,
  findOwnMailboxes,
  insertAppPassword,
  type OwnMailbox,
  revokeAppPassword,
} from '#db/stores/app-passwords.ts'
import { notFound, Problem } from '#http/problem.ts'
import { makeAppPassword } from '#identity/app-password.ts'
import { appPasswordRoutes } from '../../contract/app-password.ts'
import { aboutAppPassword, revokedAppPassword } from '../audited-app-password.ts'
import { type Changing, implement } from '../http/handler.ts'
import { ownPasswordProblem } from '../own-password.ts'
import { exportAppPasswords } from './export-security.ts'
import { flag, iso } from './shown.ts'

export const appPasswordHandlers = implement(appPasswordRoutes, {
  'GET /self/mailboxes': async (_, { actor, database }) => ({
    rows: (await findOwnMailboxes(database.drizzle, actor.id)).map((own) => ({
      ...own,
      ...rightsOf(own),
      until: iso(own.until),
    })),
  }),

  'GET /self/app-passwords': async (_, { actor, database }) => ({
    rows: (await findOwnAppPasswords(database.drizzle, actor.id)).map(view),
  }),

  'POST /self/app-passwords': async ({ body }, context) => {
    const { actor, transaction, audit } = context
    const own = (await findOwnMailboxes(transaction, actor.id)).find(({ id }) => id === body.mailbox)
    if (own === undefined) return notFound('mailbox')
    const rights = rightsOf(own)
    const imap = body.imap && rights.imap
    const smtp = body.smtp && rights.smtp
    if (!imap && !smtp)
      return new Problem('forbidden', `The role ${own.role} opens this mailbox in the webmail only.`)
    const problem = await ownPasswordProblem(body.password, context)
    if (problem !== null) return problem
    const { selector, hash, password } = makeAppPassword()
    const id = await insertAppPassword(transaction, {
      ...{ commune: own.commune, person: actor.id, mailbox: own.id, label: body.label },
      ...{ selector, hash, imap, smtp },
    })
    const made = await findOwnAppPassword(transaction, actor.id, id)
    if (made === null) return notFound('app password')
    await audit({ ...aboutAppPassword('create:app-password', made), after: { selector, imap, smtp } })
    return { ...view(made), password: password.reveal() }
  },

  'DELETE /self/app-passwords/{id}': async ({ params }, context) =>
    await revoke(await findOwnAppPassword(context.transaction, context.actor.id, params.id), context),

  'GET /app-passwords': async ({ query }, { actor, database }) => {
    const { rows, next } = await findAppPasswordPage(database, actor.scope, {
      ...query,
      unused: flag(query.unused),
    })
    return { rows: rows.map(view), next }
  },

  'GET /app-passwords/count': async ({ query }, { actor, database }) => ({
    count: await countAppPasswords(database, actor.scope, { ...query, unused: flag(query.unused) }),
  }),

  'GET /app-passwords/export': async ({ query }, context) =>
    await exportAppPasswords(context, { ...query, unused: flag(query.unused) }),

  'DELETE /app-passwords/{id}': async ({ params }, context) =>
    await revoke(await findAppPassword(context.transaction, context.actor.scope, params.id), context),
})

async function revoke(found: AppPasswordRow | null, { transaction, audit }: Changing) {
  if (found === null || !(await revokeAppPassword(transaction, found.id))) return notFound('app password')
  await audit(revokedAppPassword(found))
  return null
}

/** As the view that Dovecot asks has it: who may only read does so in the webmail. */
const rightsOf = ({ role }: Pick<OwnMailbox, 'role'>) => ({
  imap: role !== 'read',
  smtp: role === 'owner' || role === 'send' || role === 'manage',
})

const view = (row: AppPasswordRow) => ({
  ...row,
  lastUsedAt: iso(row.lastUsedAt),
  createdAt: row.createdAt.toISOString(),
})
