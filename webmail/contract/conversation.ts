// Conversations of a folder, a row for each, and the messages of one. A conversation is the same wherever its messages lie:
// own replies in the folder of what was sent are part of it.

import { z } from 'zod'
import { attachmentMarks } from '#core/contract.ts'
import { instant, mailboxId, routeTable } from '#http/contract/route.ts'
import { boxParams } from './box.ts'
import { folderPath } from './folder.ts'

/** RFC 9051 §2.3.1.1: of a message in its folder, for as long as the folder's UIDVALIDITY stays. */
export const uid = z.coerce.number().int().min(1).max(4_294_967_295)

/** RFC 9051 §6.4.5.1: `2.1`. */
export const partName = z.string().regex(/^[1-9]\d{0,3}(\.[1-9]\d{0,3}){0,49}$/)

export const messagePlace = z.object({ folder: folderPath, uid: z.int().min(1) })

export const correspondent = z.object({
  /** Empty where only the address is known. */
  name: z.string(),
  address: z.string(),
})

export const listFilters = ['unread', 'flagged', 'attachments'] as const

export const conversationRow = z.object({
  /** In which its messages lie. */
  box: mailboxId,
  /** Where its messages lie that are named here: of what was searched for, maybe another folder than the one asked. */
  folder: folderPath,
  /** Of the newest message that lies in this folder: names the conversation in addresses of the client. */
  uid: z.int().min(1),
  /** All its messages in this folder. */
  uids: z.array(z.int().min(1)).min(1),
  /** Who wrote, in the order they joined; `me` for the box itself. In folders of what was sent: to whom. */
  people: z.array(correspondent.extend({ me: z.boolean() })),
  subject: z.string(),
  excerpt: z.string(),
  /** When the last of them came, or came back after it had been put off. */
  at: instant,
  /** Messages, own replies in other folders included. */
  count: z.int().min(1),
  unread: z.int().min(0),
  flagged: z.boolean(),
  answered: z.boolean(),
  attachments: z.boolean(),
  draft: z.boolean(),
  /** IMAP keywords that people gave. */
  labels: z.array(z.string()),
  /** Of what was put off: when it is in the inbox again, the first of it. Left out where nobody said when. */
  returnsAt: instant.optional(),
})

export const conversationPage = z.object({
  rows: z.array(conversationRow),
  /** Of the whole list, by which a client knows how far it can scroll. */
  total: z.int().min(0),
  /** There are older ones beyond it. */
  more: z.boolean(),
  /** Changes whenever the list may have: pages of two states do not belong together. */
  state: z.string(),
})

export const attachmentView = z.object({
  /** RFC 9051 §6.4.5.1: of the part, such as `2.1`. */
  part: z.string(),
  name: z.string(),
  type: z.string(),
  /** Decoded, as estimated from what travels. */
  bytes: z.int().min(0),
})

export const messageView = z.object({
  place: messagePlace,
  from: correspondent.nullable(),
  /** Of the box itself: an own reply. */
  me: z.boolean(),
  to: z.array(correspondent),
  cc: z.array(correspondent),
  bcc: z.array(correspondent),
  replyTo: z.array(correspondent),
  subject: z.string(),
  at: instant,
  unread: z.boolean(),
  flagged: z.boolean(),
  answered: z.boolean(),
  draft: z.boolean(),
  excerpt: z.string(),
  attachments: z.array(attachmentView),
  bytes: z.int().min(0),
})

/** « Diffusion Restreinte » (II 901), and what is a secret of national defence. */
const protectiveMarkings = ['restricted', 'classified'] as const

/** The worst of what the gateway found, as facts; the client has the words. */
export const messageBanner = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['bank-details', 'payment-pressure', 'foreign-account']) }),
  z.object({
    kind: z.literal('look-alike'),
    address: z.string(),
    /** Whose name it bears, or which domain it looks like. */
    of: z.string(),
    by: z.enum(['name', 'domain']),
  }),
  /** Delivered all the same, as the commune has it. */
  z.object({ kind: z.literal('dangerous-file'), mark: z.enum(attachmentMarks), name: z.string() }),
  z.object({ kind: z.literal('unauthenticated'), domain: z.string() }),
  z.object({ kind: z.literal('invoice') }),
  z.object({ kind: z.literal('marking'), marking: z.enum(protectiveMarkings) }),
])

export const messageBody = z.object({
  place: messagePlace,
  /** Safe to show in the frame of the content origin; made from the text where there is no HTML. */
  html: z.string(),
  /** Rules of its style sheets, rebuilt: each for what stands in one of its texts. */
  styles: z.string(),
  /** What it is written in, as its sender says (BCP 47). */
  language: z.string().nullable(),
  /** What is quoted, to be unfolded; null where nothing is. */
  quoted: z.string().nullable(),
  /** Something was cut off, because it is longer than anybody reads. */
  cut: z.boolean(),
  /** Images that lie elsewhere and were not loaded. */
  remoteImages: z.int().min(0),
  /** Its author, where it is proven and there are images that lie elsewhere: whether theirs are shown unasked. */
  picturesOf: z.object({ address: z.string(), always: z.boolean() }).nullable(),
  /** Links whose text names another domain than the one they lead to. */
  links: z.array(z.object({ shown: z.string(), domain: z.string() })),
  banner: messageBanner.nullable(),
  firstContact: z.boolean(),
  /** It asks for a receipt that nobody sent or declined yet; null where it does not, or one may not answer. */
  receiptAsked: z.object({ to: z.string(), elsewhere: z.boolean() }).nullable(),
  /** It is a receipt for a message of this box. */
  receipt: z.object({ by: z.string(), became: z.enum(['displayed', 'deleted', 'other']) }).nullable(),
})

export const conversationRoutes = routeTable({
  'GET /boxes/{box}/conversations': {
    permission: 'self',
    summary: 'Conversations of a folder, the one with the newest message first.',
    params: boxParams,
    query: z.object({
      folder: folderPath,
      offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      filter: z.enum(listFilters).optional(),
      /** A row for each message in place of conversations. */
      single: z.literal('1').optional(),
      soon: z
        .literal('1')
        .optional()
        .describe('Own replies that would have to be read first are left out, and `repliesMissing` says so.'),
      q: z
        .string()
        .max(1000)
        .optional()
        .describe(
          'A search, in the words of the search field: a row for each message, in this folder, of those the filter leaves.',
        ),
      everywhere: z.literal('1').optional().describe('The search looks in all folders but junk and trash.'),
    }),
    answer: conversationPage.extend({
      /** Own replies were not all read yet: asked without `soon`, the same rows count them; of thousands, more of them each time. */
      repliesMissing: z.boolean(),
    }),
  },
  'GET /boxes/{box}/conversation': {
    permission: 'self',
    summary: 'Messages of one conversation in all folders, oldest first; of a long one the newest.',
    params: boxParams,
    query: z.object({
      folder: folderPath,
      uid,
      single: z.literal('1').optional(),
      skip: z.coerce
        .number()
        .int()
        .min(0)
        .max(10_000_000)
        .default(0)
        .describe('So many of its newest in this folder are known already: those before them.'),
    }),
    answer: z.object({
      subject: z.string(),
      labels: z.array(z.string()),
      messages: z.array(messageView),
      /** All its messages in this folder, given or not, the oldest first. */
      uids: z.array(z.int().min(1)),
      /** How many of those are older than what is given. */
      older: z.int().min(0),
    }),
  },
  'GET /boxes/{box}/attachment': {
    permission: 'self',
    summary: 'One attached file, as it comes.',
    params: boxParams,
    query: z.object({
      folder: folderPath,
      uid,
      part: partName,
    }),
    answer: { file: 'application/octet-stream' },
  },
  'GET /boxes/{box}/message': {
    permission: 'self',
    summary: 'What one message says, safe to show.',
    params: boxParams,
    query: z.object({
      folder: folderPath,
      uid,
      images: z.literal('1').optional().describe('Images that lie elsewhere come through our proxy.'),
    }),
    answer: messageBody,
  },
})
