// Every job that one process leaves for the worker: its name, what it carries, and how it is tried again.

import type { Queue } from 'pg-boss'
import { z } from 'zod'
import type { MailboxId } from '#core/directory.ts'

/** Schema of pg-boss in our database. */
export const jobSchema = 'pgboss'

const mailboxId = z.uuid().transform((text) => text as MailboxId)

/** What each job carries; ids only, never content. */
export const jobPayloads = {
  'provision-mailbox': z.strictObject({
    mailbox: mailboxId.describe('The mailbox that Dovecot must create.'),
  }),
} as const

export type JobName = keyof typeof jobPayloads

/** Queue settings: `exclusive` keeps one job for each singleton key, so asking twice does no harm. */
export const jobQueues: Readonly<Record<JobName, Omit<Queue, 'name'>>> = {
  'provision-mailbox': {
    policy: 'exclusive',
    // A mailbox that cannot be made today is asked for again by the worker's sweep.
    retryLimit: 20,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 60,
    expireInSeconds: 60,
    deleteAfterSeconds: 86_400,
  },
}
