// Drafts of a box. Each is a message in its folder of drafts, where any mail program finds it: nothing of it is kept elsewhere. It is
// written anew with each change; its id stays, and a revision tells who has changed it.

import { z } from 'zod'
import { instant, routeTable, uuid } from '#http/contract/route.ts'
import { boxParams } from './box.ts'
import { attachmentView, correspondent, messagePlace, uid } from './conversation.ts'
import { mostAttachedBytes } from './draft-limits.ts'
import { folderPath } from './folder.ts'

export { mostAttachedBytes }

export const mostRecipients = 500
const longestHtml = 2_000_000
export const longestMessageId = 998

/** RFC 9051 §6.4.5.1: of a part, such as `2.1`. */
export const partNumber = z.string().regex(/^[1-9]\d{0,3}(\.[1-9]\d{0,3}){0,49}$/)

/** A draft may hold an address that nobody could write to: it is kept as it was typed. */
const recipient = z.strictObject({ name: z.string().max(200), address: z.string().max(320) })
const recipients = z.array(recipient).max(mostRecipients)

export const aboutKinds = ['reply', 'forward'] as const

export const draftContent = z.strictObject({
  /** One of the addresses that the box may write as. */
  from: z.string().max(320),
  to: recipients,
  cc: recipients,
  bcc: recipients,
  subject: z.string().max(900),
  /** What was written, without what is quoted; sanitised as what comes in is. */
  html: z.string().max(longestHtml),
  /** What it answers or passes on. `quoted`: its text goes along, below what was written. */
  about: z
    .strictObject({
      kind: z.enum(aboutKinds),
      place: z.strictObject({ folder: folderPath, uid: z.int().min(1) }),
      quoted: z.boolean(),
      /** What `GET answer` said of it: it is found again by this where it was filed elsewhere meanwhile. */
      original: z.strictObject({ messageId: z.string().max(longestMessageId), received: instant }).optional(),
      /** Whoever answers has seen what came until then: of an answer that a colleague sends after that they are told before theirs leaves. */
      seen: instant.optional(),
    })
    .nullable(),
  /** Asks for a receipt once it was read (RFC 8098). */
  receipt: z.boolean(),
})

/** `id` stays with the file, whoever writes the draft anew and whichever part it is by then. */
export const draftFile = attachmentView.extend({ id: uuid })

/** What its text shows, its quote as well; it is in the draft for as long as that names it. */
export const draftPicture = attachmentView.extend({ contentId: z.string() })

export const savedDraft = z.object({
  /** The draft that this went into: another one than asked where somebody else had changed that meanwhile, and both are kept. */
  draft: uuid,
  revision: uuid,
  place: messagePlace,
  at: instant,
  attachments: z.array(draftFile),
  pictures: z.array(draftPicture),
  /** Somebody else had changed it meanwhile; theirs is still there. */
  conflict: z.boolean(),
})

const draftParams = boxParams.extend({ draft: uuid })
/** The change this one follows; none for the first. The same `revision` again changes nothing: nobody need know whether the first try came. */
const change = { revision: uuid, basedOn: uuid.nullable() }

export const draftRoutes = routeTable({
  'GET /boxes/{box}/senders': {
    permission: 'self',
    summary: 'Addresses that this box may write as, its own first.',
    params: boxParams,
    answer: z.object({ rows: z.array(correspondent) }),
  },
  'GET /boxes/{box}/answer': {
    permission: 'self',
    summary: 'What an answer to a message, or its forwarding, begins with.',
    params: boxParams,
    query: z.object({ folder: folderPath, uid, kind: z.enum(['reply', 'reply-all', 'forward']) }),
    answer: z.object({
      content: draftContent,
      /** What would be quoted, safe to show in the frame of the content origin. */
      quote: z.string(),
      /** Files of a message that is passed on; they go along by `copies`. */
      attachments: z.array(attachmentView),
    }),
  },
  'GET /boxes/{box}/writers': {
    permission: 'self',
    summary: 'Who else writes an answer in the conversation of a message, today.',
    params: boxParams,
    query: z.object({ folder: folderPath, uid }),
    answer: z.object({
      /** `at`: when they saved it last. */
      rows: z.array(z.object({ person: z.string(), at: instant })),
    }),
  },
  'GET /boxes/{box}/draft': {
    permission: 'self',
    summary: 'A draft to go on with, whichever program wrote it.',
    params: boxParams,
    query: z.object({ folder: folderPath, uid }),
    answer: savedDraft.omit({ conflict: true }).extend({ content: draftContent, quote: z.string() }),
  },
  'GET /boxes/{box}/drafts/{draft}': {
    permission: 'self',
    summary: 'Where a draft is now, whoever wrote it last.',
    params: draftParams,
    answer: z.object({ place: messagePlace }),
  },
  'PUT /boxes/{box}/drafts/{draft}': {
    permission: 'self',
    summary: 'Writes a draft, in place of what it was.',
    params: draftParams,
    body: z.strictObject({
      ...change,
      content: draftContent,
      /** Files of what it was that stay with it. */
      keep: z.array(uuid).max(200),
      /** Files of other messages of this box that go along, each under a new id. */
      copies: z
        .array(z.strictObject({ id: uuid, folder: folderPath, uid: z.int().min(1), part: partNumber }))
        .max(200),
    }),
    maxBodyBytes: 4 * 1024 * 1024,
    answer: savedDraft,
  },
  'POST /boxes/{box}/drafts/{draft}/attachments': {
    permission: 'self',
    summary:
      'Adds a file to a draft, whose text stays as it was. Where somebody else has written it anew since, nothing is added.',
    params: draftParams,
    query: z.object({
      revision: uuid,
      basedOn: uuid,
      /** Of the file, new. */
      id: uuid,
      name: z.string().max(1000),
      type: z
        .string()
        .max(200)
        .describe('As the browser says; anything but a type is `application/octet-stream`.'),
      shown: z
        .enum(['beside', 'in-text'])
        .default('beside')
        .describe(
          '`in-text`: a picture that the text of the draft names by its Content-ID; where it does not, nothing is added.',
        ),
    }),
    upload: true,
    maxBodyBytes: mostAttachedBytes,
    answer: savedDraft,
  },
  'DELETE /boxes/{box}/drafts/{draft}': {
    permission: 'self',
    summary: 'Throws a draft away, unless somebody else changed it meanwhile.',
    params: draftParams,
    query: z.object({ revision: uuid }),
    answer: null,
  },
})
