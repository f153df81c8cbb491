// How a person wants the webmail, and the signatures that they have in a box.

import { z } from 'zod'
import { revision, routeTable, uuid } from '#http/contract/route.ts'
import { boxParams } from './box.ts'
import { longestUndoSeconds } from './outbox.ts'
import { keyCommands, keyForm } from './shortcut-words.ts'
import { mostWrittenCharacters } from './written-text-limits.ts'

export const densities = ['comfortable', 'compact'] as const
export const readingPanes = ['right', 'none'] as const
export const afterFilings = ['next', 'list'] as const
export const receiptChoices = ['ask', 'never'] as const

export const settings = z.strictObject({
  /** How long what was sent can be taken back; 0: not at all. */
  undoSeconds: z.int().min(0).max(longestUndoSeconds),
  density: z.enum(densities),
  readingPane: z.enum(readingPanes),
  /** Those of a single key. */
  shortcuts: z.boolean(),
  /** Keys that are not those of the house; no key is chosen twice. */
  keys: z
    .partialRecord(z.enum(keyCommands), z.string().regex(keyForm))
    .refine((keys) => new Set(Object.values(keys)).size === Object.values(keys).length, {
      error: 'one key for two commands',
    }),
  /** Whether messages that answer each other are one row of a list; else each is one. */
  conversations: z.boolean(),
  /** Whether the steps of a first visit are still offered. */
  firstSteps: z.boolean(),
  /** What follows once the open conversation is archived, deleted or moved: the next one, or the list. */
  afterFiling: z.enum(afterFilings),
  /** Whether one is asked about receipts that messages ask for; none is ever sent by itself. */
  receipts: z.enum(receiptChoices),
})

const name = z.string().trim().min(1).max(100)

const signatureFields = {
  name,
  /** Sanitised by the server: what comes back may be less. */
  html: z.string().max(mostWrittenCharacters.signature),
  /** A message begins with it. The one that was the default is none any more. */
  isDefault: z.boolean(),
}

export const signatureView = z.object({
  id: uuid,
  revision,
  ...{ name: z.string(), html: z.string(), isDefault: z.boolean() },
  /** Of the box, for everybody who writes as it; else of the person alone. */
  shared: z.boolean(),
})

const signatureParams = boxParams.extend({ signature: uuid })

/** No more is asked of its form than what is stored needs: people write from addresses of every kind. */
const pictureSender = z
  .string()
  .max(320)
  .regex(/^[^\s\p{Cc}]+@[^\s\p{Cc}@]+$/u)

export const settingsRoutes = routeTable({
  'GET /settings': {
    permission: 'self',
    summary: 'How whoever is signed in wants the webmail.',
    answer: settings,
  },
  'PUT /settings': {
    permission: 'self',
    summary:
      'Changes how it is; what is left out stays, as an older client leaves out what it does not know.',
    body: settings.partial(),
    answer: settings,
  },
  'GET /picture-senders': {
    permission: 'self',
    summary: 'Whose images that lie elsewhere are shown unasked.',
    answer: z.object({ rows: z.array(z.string()) }),
  },
  'POST /picture-senders': {
    permission: 'self',
    summary: 'Has images of an address shown unasked, in messages that are proven to be its own.',
    body: z.strictObject({ address: pictureSender }),
    answer: null,
  },
  'DELETE /picture-senders/{address}': {
    permission: 'self',
    summary: 'Has images of an address asked for again.',
    params: z.object({ address: pictureSender }),
    answer: null,
  },
  'GET /boxes/{box}/signatures': {
    permission: 'self',
    summary:
      'Signatures that a person has in a box, own ones first; a message begins with the first default.',
    params: boxParams,
    answer: z.object({ rows: z.array(signatureView) }),
  },
  'POST /boxes/{box}/signatures': {
    permission: 'self',
    summary: 'Adds a signature.',
    params: boxParams,
    body: z.strictObject({ ...signatureFields, shared: z.boolean() }),
    answer: signatureView,
    status: 201,
  },
  'PUT /boxes/{box}/signatures/{signature}': {
    permission: 'self',
    summary: 'Changes a signature.',
    params: signatureParams,
    body: z.strictObject({ ...signatureFields, revision }),
    answer: signatureView,
  },
  'DELETE /boxes/{box}/signatures/{signature}': {
    permission: 'self',
    summary: 'Deletes a signature.',
    params: signatureParams,
    answer: null,
  },
})
